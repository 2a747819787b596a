import { seen, unseen, type Probe } from '../probe.ts';

const FOLDER = '/proc/sys/fs/binfmt_misc';

/** Interpreters the kernel starts for foreign binaries (binfmt_misc): QEMU for other processors. */
export const hostBinfmt: Probe<'host.binfmt'> = async ({ machine }) => {
  if (machine.platform !== 'linux')
    return unseen('binfmt_misc is known on Linux alone.', '只有 Linux 才有 binfmt_misc。');
  const isMounted = (await machine.read(`${FOLDER}/status`)).ok;
  const names = (await machine.list(FOLDER)).filter((name) => name !== 'status' && name !== 'register');
  const handlers = await Promise.all(
    names.map(async (name) => {
      const file = await machine.read(`${FOLDER}/${name}`);
      const text = file.ok ? file.text : '';
      const field = (key: string): string => new RegExp(`^${key}:? *(.*)$`, 'm').exec(text)?.[1] ?? '';
      return { name, isEnabled: text.startsWith('enabled'), interpreter: field('interpreter'), flags: field('flags') };
    }),
  );
  return seen({ isMounted, handlers }, FOLDER);
};
