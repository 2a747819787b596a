import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Verdict as Certainty } from '#core/model/diagnosis.ts';

import type { Bench } from './bench.ts';
import type { Expectation } from './fault.ts';
import { run } from './machine/run.ts';
import { compare } from './verdict.ts';

/** The built command line. */
export const DRYDOCK = join(import.meta.dirname, '../bin/drydock.js');
/** Every probe has a limit of its own; a machine under load needs more than they do. */
const LIVE_SECONDS = 180;

export interface Live {
  readonly root: string | null;
  /** Of the root; null where there is none. */
  readonly verdict: Certainty | null;
  readonly isReplayed: boolean;
  readonly wrong: readonly string[];
}

/** What the published JSON says of a failure: enough to compare it with what a fault expects. */
type Document = Parameters<typeof compare>[0];

export function isBuilt(): boolean {
  return existsSync(join(import.meta.dirname, '../dist'));
}

/**
 * The built command line beside the engine, right after the fault: it reads what the command printed, asks the engine, and
 * writes a capture. The capture is then diagnosed outside, where there is no engine: to the same bytes.
 */
export async function judgeLive(bench: Bench, text: string, expects: Expectation): Promise<Live> {
  const { namespace } = bench.engine;
  const file = join(namespace.folder, 'live.drydock');
  const live = await namespace.run(
    [process.execPath, DRYDOCK, 'capture', '-', '--output', file, '--force', '--format', 'json', '--project', '.'],
    { input: text, seconds: LIVE_SECONDS },
  );
  const printed = documentIn(live.text);
  if (live.code !== 0 || printed === null) {
    return { root: null, verdict: null, isReplayed: false, wrong: [`live: ${live.text.slice(-600)}`] };
  }
  const nowhere = { DOCKER_HOST: 'unix:///nonexistent/docker.sock', PATH: '/nonexistent', LANG: 'C.UTF-8' };
  const again = await run([process.execPath, DRYDOCK, 'diagnose', file, '--format', 'json'], {
    env: nowhere,
    seconds: LIVE_SECONDS,
  });
  rmSync(file, { force: true });
  const isReplayed = documentIn(again.text)?.text === printed.text;
  const root = printed.document.root?.condition ?? null;
  const wrong = compare(printed.document, root, expects).map((sentence) => `live: ${sentence}`);
  if (!isReplayed) wrong.push('live: the capture is diagnosed to something else');
  return { root, verdict: printed.document.root?.verdict ?? null, isReplayed, wrong };
}

/** Standard output and error come as one text; the document is the lines from the first brace to its partner. */
function documentIn(text: string): { readonly text: string; readonly document: Document } | null {
  const whole = /^\{\n[\s\S]*?^\}$/m.exec(text)?.[0];
  if (whole === undefined) return null;
  return { text: whole, document: JSON.parse(whole) as Document };
}
