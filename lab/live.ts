import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Verdict as Certainty } from '#core/model/diagnosis.ts';

import type { Bench } from './bench.ts';
import type { Expectation, Fault } from './fault.ts';
import { DRYDOCK } from './machine/paths.ts';
import { run } from './machine/run.ts';
import { compare } from './verdict.ts';

/** Every probe has a limit of its own; a machine under load needs more than they do. */
const LIVE_SECONDS = 180;

export interface Live {
  /** Of the root; null where there is none. */
  readonly verdict: Certainty | null;
  /** A capture was made, and diagnosed elsewhere to the same bytes. */
  readonly isReplayed: boolean;
  readonly wrong: readonly string[];
}

/** What the published JSON says of a failure: enough to compare it with what a fault expects. */
type Document = Parameters<typeof compare>[0];

export function isBuilt(): boolean {
  return existsSync(join(import.meta.dirname, '../dist'));
}

/** The built command line beside the engine, right after the fault: it reads what the command printed, and asks the engine. */
export async function judgeLive(bench: Bench, text: string, fault: Fault): Promise<Live> {
  const argv = ['diagnose', '-', '--format', 'json', '--project', '.'];
  const { text: said } = await bench.drydock(argv, { input: text, seconds: LIVE_SECONDS });
  return judgePrinted(said, fault);
}

/** The same with a capture, which is then diagnosed outside, where there is no engine: to the same bytes. */
export async function judgeCapture(bench: Bench, text: string, fault: Fault): Promise<Live> {
  const file = join(bench.engine.namespace.folder, 'live.drydock');
  const argv = ['capture', '-', '--output', file, '--force', '--format', 'json', '--project', '.'];
  const { text: said } = await bench.drydock(argv, { input: text, seconds: LIVE_SECONDS });
  const nowhere = { DOCKER_HOST: 'unix:///nonexistent/docker.sock', PATH: '/nonexistent', LANG: 'C.UTF-8' };
  const again = await run([process.execPath, DRYDOCK, 'diagnose', file, '--format', 'json'], {
    env: nowhere,
    seconds: LIVE_SECONDS,
  });
  rmSync(file, { force: true });
  const judged = judgePrinted(said, fault);
  const isReplayed = documentIn(said) !== null && documentIn(again.text)?.text === documentIn(said)?.text;
  const wrong = isReplayed ? judged.wrong : [...judged.wrong, 'live: the capture is diagnosed to something else'];
  return { ...judged, isReplayed, wrong };
}

/** The built command line runs the stack itself, from the beginning, and says what it has seen. */
export async function judgeWatched(bench: Bench, watched: Expectation): Promise<readonly string[]> {
  await bench.must('docker compose down --timeout 0');
  const { text: said } = await bench.drydock(['up', '--format', 'json'], { seconds: LIVE_SECONDS });
  return judgePrinted(said, { expects: watched }).wrong.map((sentence) => `watched ${sentence}`);
}

function judgePrinted(said: string, { expects, suspected }: Pick<Fault, 'expects' | 'suspected'>): Live {
  const document = documentIn(said)?.document;
  if (document === undefined) return { verdict: null, isReplayed: false, wrong: [`live: ${said.slice(-600)}`] };
  const root = document.root?.condition ?? null;
  const verdict = document.root?.verdict ?? null;
  const wrong = compare(document, root, expects);
  const expected = suspected === undefined ? 'confirmed' : 'suspected';
  // Of another right answer the fault does not say how certain it can be.
  if (root !== null && root === expects.root && verdict !== expected) {
    wrong.push(`verdict is ${verdict}, not ${expected}${suspected === undefined ? '' : `: ${suspected}`}`);
  }
  return { verdict, isReplayed: false, wrong: wrong.map((sentence) => `live: ${sentence}`) };
}

/** Standard output and error come as one text; the document is the lines from the first brace to its partner. */
function documentIn(text: string): { readonly text: string; readonly document: Document } | null {
  const whole = /^\{\n[\s\S]*?^\}$/m.exec(text)?.[0];
  if (whole === undefined) return null;
  return { text: whole, document: JSON.parse(whole) as Document };
}
