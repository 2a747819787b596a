import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { diagnoseLog } from '#app/diagnose.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host } from '#core/model/probe.ts';
import { asUtf8 } from '#host/files/input.ts';
import { openHost } from '#host/host.ts';

/** One labelled case: which condition is right, and which line of the log says why. */
interface Label {
  readonly id: string;
  readonly root: string | null;
  readonly accept?: readonly string[];
  readonly outcome?: string;
  readonly outcomeAccept?: readonly string[];
  /** The line that says why: its number in the log (texts stay outside), or its text where the log holds it encoded. */
  readonly decisive?: string | null;
  readonly decisiveLine?: number;
  readonly where?: { readonly line: number | null; readonly service: string | null };
  readonly files?: readonly string[];
  readonly project?: string | null;
}

interface Case {
  readonly label: Label;
  readonly log: string;
  readonly host: Host | null;
}

const SHARED = process.env['DRYDOCK_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const LABELS = process.env['DRYDOCK_LABELS'] ?? join(import.meta.dirname, 'labels');
const [set = 'all', filter = ''] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const isVerbose = process.argv.includes('--misses');

if (!existsSync(SHARED)) {
  process.stdout.write(`eval: ${SHARED} is not here, nothing to measure\n`);
} else {
  if (set !== 'corpus') await measure('lab', labCases());
  if (set !== 'lab') await measure('corpus', corpusCases());
}

async function measure(name: string, cases: Iterable<Case>): Promise<void> {
  const count = {
    all: 0,
    failed: 0,
    named: 0,
    right: 0,
    wrong: 0,
    unknown: 0,
    located: 0,
    locatable: 0,
    line: 0,
    lines: 0,
    outcome: 0,
  };
  const wrongs: string[] = [];
  const start = performance.now();
  for (const { label, log, host } of cases) {
    if (filter !== '' && !new RegExp(filter).test(`${label.id} ${label.root}`)) continue;
    const { diagnosis } = await diagnoseLog(asUtf8(bytesOf(log), label.id), host);
    const root = diagnosis.root?.condition ?? null;
    const expected = [label.root, ...(label.accept ?? [])];
    const outcomes = [label.outcome ?? 'failed', ...(label.outcomeAccept ?? [])];
    count.all++;
    if (outcomes.includes(diagnosis.outcome)) count.outcome++;
    else wrongs.push(`OUTCOME ${label.id}: ${diagnosis.outcome}, expected ${outcomes.join('|')} (${root})`);
    if (!outcomes.includes('failed')) {
      if (root !== null && label.root === null) wrongs.push(`FALSE ALARM ${label.id}: ${root}`);
      continue;
    }
    count.failed++;
    if (root === null) count.unknown++;
    else {
      count.named++;
      if (expected.includes(root)) count.right++;
      else if (label.root !== null) count.wrong++;
    }
    if (label.root !== null && !expected.includes(root)) {
      wrongs.push(
        `${root === null ? 'UNKNOWN' : 'WRONG'} ${label.id}: ${root}, expected ${expected.join('|')} — ${(label.decisive ?? '').slice(0, 140)}`,
      );
    }
    // Where no failure is claimed, and rightly so, there is no place to show.
    const isClaimed = diagnosis.outcome === 'failed' || !outcomes.includes(diagnosis.outcome);
    if (isClaimed && label.decisive !== undefined && label.decisive !== null) {
      count.locatable++;
      if (showsLine(diagnosis, label)) count.located++;
      else wrongs.push(`NOT LOCATED ${label.id}: ${label.decisive.slice(0, 160)}`);
    }
    if (label.where?.line !== undefined && label.where.line !== null) {
      count.lines++;
      if (diagnosis.failure?.where.line === label.where.line) count.line++;
      else wrongs.push(`LINE ${label.id}: ${diagnosis.failure?.where.line}, expected ${label.where.line}`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(
    `${name}: outcome right ${percent(count.outcome, count.all)} · named ${percent(count.named, count.failed)} · ` +
      `named right ${percent(count.right, count.named)} · wrong ${count.wrong} · unknown ${percent(count.unknown, count.failed)} · ` +
      `located ${percent(count.located, count.locatable)} · Dockerfile line ${percent(count.line, count.lines)} · ` +
      `${seconds.toFixed(1)} s, ${((1000 * seconds) / Math.max(1, count.all)).toFixed(1)} ms each\n`,
  );
  if (isVerbose) process.stdout.write(`${wrongs.join('\n')}\n`);
}

function percent(part: number, whole: number): string {
  return `${part}/${whole} (${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} %)`;
}

function showsLine(diagnosis: Diagnosis, { decisive, decisiveLine }: Label): boolean {
  const wanted = plain(decisive ?? '');
  return (diagnosis.failure?.excerpt ?? []).some(({ line, text }) => {
    const shown = plain(text);
    return (
      line === decisiveLine ||
      (shown !== '' && shown.includes(wanted)) ||
      (shown.length > 20 && wanted.includes(shown)) ||
      (shown.length > 20 && shown.slice(0, 60) === wanted.slice(0, 60))
    );
  });
}

function plain(text: string): string {
  return text
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function* labCases(): Generator<Case> {
  for (const label of labels('lab.jsonl')) {
    const log = (label.files ?? []).map((file) => readFileSync(join(SHARED, 'lab/logs', file), 'utf8')).join('');
    if (log === '') continue;
    const host =
      typeof label.project === 'string' ? openHost({ project: join(SHARED, 'lab/logs', label.project) }) : null;
    yield { label: withDecisive(label, log), log, host };
  }
}

function* corpusCases(): Generator<Case> {
  const byId = new Map(labels('corpus.jsonl').map((label) => [label.id, label]));
  const text = gunzipSync(readFileSync(join(SHARED, 'corpus/shipwright-dev.jsonl.gz'))).toString('utf8');
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const build = JSON.parse(line) as { id: string; stdout: string; stderr: string };
    const log = `${build.stdout}\n${build.stderr}`;
    const label = byId.get(build.id) ?? { id: build.id, root: null };
    yield { label: withDecisive(label, log), log, host: null };
  }
}

/** The label with the text of the line it points at. */
function withDecisive(label: Label, log: string): Label {
  if (label.decisiveLine === undefined) return label;
  return { ...label, decisive: log.split('\n')[label.decisiveLine - 1] ?? null };
}

function labels(file: string): readonly Label[] {
  const path = join(LABELS, file);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Label);
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
