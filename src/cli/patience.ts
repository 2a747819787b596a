import type { Host } from '#core/model/probe.ts';

const MILLISECONDS = 2000;

/** For a host: a repair needs every answer, a report only those that the root hangs on. */
export function patienceFor(values: Readonly<Record<string, unknown>>): { readonly patience?: number } {
  return values['fix'] === true ? {} : { patience: MILLISECONDS };
}

/** Ends the program with what it has to say, where questions are still open whose answers nobody waits for. */
export async function endWith(code: number, host: Host | null): Promise<number> {
  if (host?.isAsking?.() !== true) return code;
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
  process.exit(code);
}
