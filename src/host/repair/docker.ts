import type { Bay } from './action.ts';

const MILLISECONDS = 60_000;

type Done = { readonly ok: true; readonly stdout: string } | { readonly ok: false; readonly detail: string };

/** The client with these words, in the project's folder. Anything but exit code 0 is a refusal, with the last line it said. */
export async function docker(
  { run, project }: Bay,
  words: readonly string[],
  milliseconds = MILLISECONDS,
): Promise<Done> {
  const ran = await run(['docker', ...words], { cwd: project, milliseconds });
  if (ran.ok && ran.code === 0) return { ok: true, stdout: ran.stdout };
  return { ok: false, detail: ran.ok ? (ran.stderr.trim().split('\n').at(-1) ?? '').slice(0, 200) : ran.detail };
}
