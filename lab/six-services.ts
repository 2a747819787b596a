import type { Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import type { Ran } from './machine/run.ts';

interface Changes {
  /** Done with the stack as it should be, before anything is changed. */
  readonly before?: string;
  readonly env?: (text: string) => string;
  readonly compose?: (text: string) => string;
  /** compose.override.yaml. */
  readonly override?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** `lab/stacks/six` with something wrong in it, brought up as a user would. */
export function sixServices(changes: Changes): Pick<Fault, 'images' | 'setUp' | 'act'> {
  return {
    images: ['postgres', 'redis', 'app', 'prometheus'],
    setUp: async (bench) => {
      bench.stack('six');
      if (changes.before !== undefined) await bench.must(changes.before);
      if (changes.env !== undefined) bench.edit('.env', changes.env);
      if (changes.compose !== undefined) bench.edit('compose.yaml', changes.compose);
      if (changes.override !== undefined) bench.files({ 'compose.override.yaml': changes.override });
      bench.files(changes.files ?? {});
      await bench.must('docker compose build -q');
    },
    act: (bench) => bench.up(),
  };
}

/** Brings the stack up and looks at one container's state, too: what a health check printed stands nowhere else. */
export async function upAndState(bench: Bench, container: string): Promise<Ran> {
  const up = await bench.up();
  const state = await bench.docker(['inspect', '-f', '{{json .State}}', container]);
  return { ...up, text: up.text + state.text };
}
