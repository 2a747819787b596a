import type { Ran } from '#host/exec/run.ts';
import { thisMachine, type Machine } from '#host/machine/machine.ts';
import type { World } from '#host/world.ts';

/** A machine that holds these files and programs' outputs and nothing else. */
export function fakeMachine({
  files = {},
  outputs = {},
  ...rest
}: Partial<Machine> & {
  readonly files?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}): Machine {
  const read: Machine['read'] = async (path) => {
    const text = files[path];
    return text === undefined ? { ok: false, code: 'ENOENT' } : { ok: true, text };
  };
  return {
    platform: 'linux',
    environment: {},
    home: '/home/somebody',
    user: { id: 1000, groups: [] },
    read,
    tail: read,
    kernelRecords: () => ({ ok: false, code: 'EPERM' }),
    list: async (path) => [
      ...new Set(
        Object.keys(files)
          .filter((file) => file.startsWith(`${path}/`))
          .map((file) => file.slice(path.length + 1).split('/')[0] as string),
      ),
    ],
    link: async () => null,
    space: async () => null,
    used: async () => null,
    run: async ([program]): Promise<Ran> => {
      const stdout = outputs[program];
      if (stdout === undefined) return { ok: false, problem: 'not-found', detail: program };
      return { ok: true, code: 0, stdout, stderr: '', isCut: false };
    },
    ...rest,
  };
}

/** A world around a machine; other probes are not asked. */
export function fakeWorld(machine: Machine = thisMachine({ programs: false }), project: string | null = null): World {
  const no = async (): Promise<{ ok: false; why: { en: string; zh: string } }> => ({
    ok: false,
    why: { en: '-', zh: '-' },
  });
  return {
    project,
    readText: no,
    ask: no,
    engine: null,
    machine,
    isMachineAsked: true,
    token: (value) => `token of ${value}`,
    isOnline: false,
  };
}
