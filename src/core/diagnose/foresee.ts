import {
  STAGES,
  type AnyCondition,
  type DetailedQuestion,
  type Foreseen,
  type Lookup,
  type OpenAnswers,
  type OpenProbe,
  type Place,
  type Site,
} from '../model/condition.ts';
import { kindOf, type Check, type Prediction } from '../model/check.ts';
import type { Host, ProbeName, Seen } from '../model/probe.ts';
import type { Text } from '../model/text.ts';
import { Mishaps } from './mishaps.ts';
import { isRemedy, joined, masked } from './prose.ts';
import { retryOf } from '../model/retry.ts';

/** Where a key of the Compose model is written. */
export type Locate = (key: readonly string[], service: string | undefined) => Promise<{ file?: string; line?: number }>;

export interface Foresight {
  readonly check: Check;
  readonly answers: OpenAnswers;
}

/** Asks conditions forward: every probe once and side by side, then what only their answers make possible, then each condition. */
export async function foresee(
  conditions: readonly AnyCondition[],
  host: Host,
  locate: (answers: OpenAnswers) => Locate,
): Promise<Foresight> {
  const asking = conditions.filter(({ ahead }) => ahead !== undefined);
  const rounds = new Rounds(host);
  const open = new Set<OpenProbe>(asking.flatMap(({ ahead }) => ahead?.asks ?? []));
  await Promise.all([...open].map((probe) => rounds.ask(probe, {})));
  // What is asked after this mostly fails for one reason: there is no such container or image yet.
  const unseen = rounds.unseen();
  const answers = Object.fromEntries(
    [...open].flatMap((probe) => {
      const answer = rounds.answerTo(probe, {});
      return answer === undefined ? [] : [[probe, answer]];
    }),
  ) as OpenAnswers;
  const mishaps = new Mishaps();
  const detailed = asking.flatMap(({ id, ahead }) =>
    mishaps.spare(id, 'ahead', [], () => ahead?.further?.(answers) ?? []),
  );
  await Promise.all(detailed.map(({ probe, about }: DetailedQuestion) => rounds.ask(probe, about)));
  const place = locate(answers);
  const found = await Promise.all(
    asking.flatMap((condition) =>
      mishaps
        .spare(condition.id, 'ahead', [], () => condition.ahead?.finds(answers, rounds.answerTo) ?? [])
        .map((one) => predict(condition, one, { rounds, place, mishaps })),
    ),
  );
  const findings = unique(found).toSorted(byUrgency);
  const own = mishaps.said().map((why) => ({ probes: [], why }));
  return { answers, check: { findings, looked: rounds.looked(), unseen: [...withHalfSeen(unseen, answers), ...own] } };
}

/** Files that a probe could not read beside others that it could: what they hold is not seen either. */
function withHalfSeen(unseen: Check['unseen'], answers: OpenAnswers): Check['unseen'] {
  const {
    'project.compose': compose,
    'project.dockerfiles': dockerfiles = [],
    'project.envFiles': envFiles = [],
  } = answers;
  const files = [
    ...dockerfiles.map((file) => ({ probe: 'project.dockerfiles', ...file })),
    ...envFiles.map((file) => ({ probe: 'project.envFiles', ...file })),
  ];
  const half = [
    // What Compose could read itself is no loss.
    ...(compose?.by === 'files' ? compose.problems : []).map((why) => ({ probes: ['project.compose'], why })),
    ...files.flatMap(({ probe, path, problem }) =>
      // That a file is named and not there is a finding.
      problem === undefined || problem === 'ENOENT' ? [] : [{ probes: [probe], why: unread(path, problem) }],
    ),
  ];
  const told = new Set(unseen.map(({ why }) => why.en));
  return [...unseen, ...half.filter(({ why }) => !told.has(why.en) && told.add(why.en))];
}

function unread(path: string, problem: string): Text {
  return { en: `${path} could not be read (${problem}).`, zh: `无法读取 ${path}（${problem}）。` };
}

/** Questions already asked, with their answers. */
class Rounds {
  readonly #host: Host;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #answers = new Map<string, unknown>();
  readonly #unseen = new Map<string, { readonly probes: Set<string>; readonly why: Text }>();
  readonly #looked = new Set<string>();

  constructor(host: Host) {
    this.#host = host;
  }

  ask(probe: ProbeName, about: unknown): Promise<void> {
    const key = keyOf(probe, about);
    const known = this.#asked.get(key) ?? this.#ask(key, probe, about);
    this.#asked.set(key, known);
    return known;
  }

  async #ask(key: string, probe: ProbeName, about: unknown): Promise<void> {
    const seen = (await this.#host.ask(probe, about as never)) as Seen<unknown>;
    if (seen.ok) {
      this.#looked.add(probe);
      this.#answers.set(key, seen.answer);
      return;
    }
    const reason = this.#unseen.get(seen.why.en) ?? { probes: new Set<string>(), why: seen.why };
    reason.probes.add(probe);
    this.#unseen.set(seen.why.en, reason);
  }

  readonly answerTo: Lookup = (probe, about) => this.#answers.get(keyOf(probe, about)) as never;

  looked(): readonly string[] {
    return [...this.#looked].toSorted();
  }

  unseen(): Check['unseen'] {
    return [...this.#unseen.values()].map(({ probes, why }) => ({ probes: [...probes].toSorted(), why }));
  }
}

function keyOf(probe: ProbeName, about: unknown): string {
  return `${probe} ${JSON.stringify(about)}`;
}

async function predict(
  condition: AnyCondition,
  one: Foreseen<unknown>,
  { rounds, place, mishaps }: { readonly rounds: Rounds; readonly place: Locate; readonly mishaps: Mishaps },
): Promise<Prediction> {
  const seen = await evidenceFor(condition, one.facts, rounds, mishaps);
  return {
    condition: condition.id,
    stage: condition.stage,
    role: condition.role ?? 'cause',
    title: condition.title,
    how: one.how,
    headline: masked(mishaps.spare(condition.id, 'headline', condition.title, () => condition.headline(one.facts))),
    tells: masked(one.tells),
    why: joined(condition.why),
    ...(await placed(one.at, one.service, place)),
    ...(one.service !== undefined && { service: one.service }),
    remedies: mishaps.spare(condition.id, 'remedies', [], () =>
      condition.remedies(one.facts, seen, siteOf(one.at)).filter(isRemedy),
    ),
    retry: mishaps.spare(condition.id, 'retry', 'unknown', () => retryOf(condition, one.facts)),
    sources: condition.sources,
  };
}

function siteOf(at: Foreseen<unknown>['at']): Site {
  if (at === undefined || 'key' in at) return {};
  return { dockerfile: at.file, ...(at.line !== undefined && { line: at.line }) };
}

/** Remedies are built from the same answers as after a failure; most are known by now. */
async function evidenceFor(
  condition: AnyCondition,
  facts: unknown,
  rounds: Rounds,
  mishaps: Mishaps,
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, { probe, about }] of Object.entries(condition.evidence ?? {}) as [string, AnyEvidence][]) {
    const question = mishaps.spare(condition.id, 'remedies', undefined, () => about(facts));
    if (question === undefined) continue;
    await rounds.ask(probe, question);
    const answer = rounds.answerTo(probe, question as never);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
}

interface AnyEvidence {
  readonly probe: ProbeName;
  about(facts: unknown): unknown;
}

async function placed(
  at: Place | undefined,
  service: string | undefined,
  locate: Locate,
): Promise<{ file?: string; line?: number }> {
  if (at === undefined) return service === undefined ? {} : locate(['services', service], service);
  return 'key' in at ? locate(at.key, service) : at;
}

const KINDS = ['certain', 'likely', 'note'] as const;

function byUrgency(a: Prediction, b: Prediction): number {
  return (
    KINDS.indexOf(kindOf(a)) - KINDS.indexOf(kindOf(b)) ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    (a.file ?? '').localeCompare(b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0)
  );
}

function unique(predictions: readonly Prediction[]): readonly Prediction[] {
  const byPlace = new Map<string, Prediction>();
  for (const one of predictions) {
    const key = `${one.condition} ${one.headline.en} ${one.file ?? ''}:${one.line ?? ''}`;
    if (!byPlace.has(key)) byPlace.set(key, one);
  }
  return [...byPlace.values()];
}
