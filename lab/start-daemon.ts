import type { Bench } from './bench.ts';
import type { Ran } from './machine/run.ts';

/** Starts a daemon that will not come up, and gives its log: the only output there is. */
export async function startDaemon({ engine }: Bench, flags: readonly string[] = []): Promise<Ran> {
  const started = performance.now();
  await engine.tryToStart(flags);
  const seconds = (performance.now() - started) / 1000;
  return { argv: ['dockerd', ...flags], code: 1, signal: null, text: engine.log, seconds, timedOut: false };
}
