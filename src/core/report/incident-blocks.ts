import type { Finding } from '../model/diagnosis.ts';
import type { Incident, Standing } from '../model/incident.ts';
import type { Lang, Text } from '../model/text.ts';
import { ENDING_WORDS, INCIDENT_WORDS, VERDICT_WORDS, WORDS } from './words.ts';

/** A piece of a page, without markup: the reporters for Markdown and HTML show the same ones. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string };

export interface IncidentOptions {
  readonly lang: Lang;
  readonly version: string;
  /** Changes that were not taken back yet. */
  readonly undoable: number;
}

export function titleOf({ diagnosis, condition }: Incident, lang: Lang): string {
  return `${WORDS.reportTitle[lang]}: ${diagnosis?.root?.headline[lang] ?? (condition || WORDS.unknownCause[lang])}`;
}

/** The report of one failure: what happened when, why, the proof, what was changed, before and after, how to prevent it. */
export function incidentBlocks(incident: Incident, { lang, undoable }: IncidentOptions): readonly Block[] {
  const say = (text: Text): string => text[lang];
  const { id, command, ending, rounds, timeline, diagnosis } = incident;
  const root = diagnosis?.root ?? null;
  return [
    {
      kind: 'list',
      items: [
        `${say(INCIDENT_WORDS.incident)}: ${id}`,
        `${say(INCIDENT_WORDS.command)}: ${command.join(' ') || '?'}`,
        `${say(INCIDENT_WORDS.outcome)}: ${say(ENDING_WORDS[ending])}`,
        `${say(INCIDENT_WORDS.rounds)}: ${rounds}`,
      ],
    },
    heading(say(INCIDENT_WORDS.timeline)),
    {
      kind: 'table',
      head: [say(INCIDENT_WORDS.time), say(INCIDENT_WORDS.event), say(INCIDENT_WORDS.what)],
      rows: timeline.map(({ at, kind, text }) => [clock(at), say(INCIDENT_WORDS[kind]), say(text)]),
    },
    ...(root === null ? [] : causeBlocks(root, diagnosis?.consequences ?? [], lang)),
    ...changeBlocks(incident, lang),
    ...standingBlocks(incident, lang),
    heading(say(INCIDENT_WORDS.prevention)),
    {
      kind: 'list',
      items: [
        ...(root === null ? [] : adviceOf(root, lang)),
        say(INCIDENT_WORDS.checkFirst),
        ...(undoable > 0 ? [`${say(INCIDENT_WORDS.undo)}: drydock undo ${id}`] : []),
      ],
    },
  ];
}

function heading(text: string): Block {
  return { kind: 'heading', text };
}

function causeBlocks(root: Finding, consequences: readonly Finding[], lang: Lang): readonly Block[] {
  const proof = root.evidence.map(({ says, text, line, where, from }) => {
    const sign = { for: '✓', against: '✗', 'could-not-look': '?' }[says];
    return `${sign} ${line === undefined ? (where ?? from) : `${WORDS.logLine[lang]} ${line}`}: ${text[lang]}`;
  });
  const chain = consequences.map(
    ({ headline, hangs }) => `${headline[lang]}${hangs === undefined ? '' : ` (${hangs.how[lang]})`}`,
  );
  return [
    heading(WORDS.cause[lang]),
    { kind: 'text', text: `${root.headline[lang]} (${root.condition}, ${VERDICT_WORDS[root.verdict][lang]})` },
    { kind: 'text', text: root.why[lang] },
    heading(WORDS.proof[lang]),
    { kind: 'list', items: proof },
    ...(chain.length === 0 ? [] : [heading(INCIDENT_WORDS.chain[lang]), { kind: 'list', items: chain } as const]),
  ];
}

/** What each remedy showed before it was applied; a refused one changed nothing. */
function changeBlocks({ timeline, remedies }: Incident, lang: Lang): readonly Block[] {
  const applied = timeline.flatMap((event, at) => {
    if (event.kind !== 'planned' || timeline[at + 1]?.kind !== 'applied') return [];
    const shown = (event.shows ?? []).map((one): Block =>
      typeof one === 'string'
        ? { kind: 'code', text: one.trimEnd(), language: 'diff' }
        : { kind: 'text', text: one[lang] },
    );
    return [{ kind: 'text', text: event.text[lang] } as const, ...shown];
  });
  if (applied.length === 0) return [];
  const stays = remedies.length === 0 ? INCIDENT_WORDS.nothingStays[lang] : remedies.join(', ');
  return [
    heading(INCIDENT_WORDS.changes[lang]),
    ...applied,
    { kind: 'text', text: `${INCIDENT_WORDS.stays[lang]}: ${stays}` },
  ];
}

function standingBlocks({ before, after }: Incident, lang: Lang): readonly Block[] {
  if (before === undefined || after === undefined) return [];
  const rows: (readonly string[])[] = [
    [INCIDENT_WORDS.freeBytes[lang], size(before.freeBytes), size(after.freeBytes)],
    [INCIDENT_WORDS.availableMemory[lang], size(before.availableMemory), size(after.availableMemory)],
  ];
  for (const name of new Set([...namesOf(before), ...namesOf(after)])) {
    rows.push([name, statusOf(before, name), statusOf(after, name)]);
  }
  return [
    heading(INCIDENT_WORDS.beforeAfter[lang]),
    { kind: 'table', head: ['', WORDS.before[lang], WORDS.after[lang]], rows },
  ];
}

const namesOf = ({ containers = [] }: Standing): readonly string[] => containers.map(({ name }) => name);

function statusOf({ containers = [] }: Standing, name: string): string {
  return containers.find((one) => one.name === name)?.status ?? '-';
}

function adviceOf({ remedies }: Finding, lang: Lang): readonly string[] {
  return remedies.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'advice' && step.on === undefined ? [step.text[lang]] : [])),
  );
}

function size(bytes: number | undefined): string {
  if (bytes === undefined) return '?';
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
