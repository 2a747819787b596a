import { arch, availableParallelism } from 'node:os';

import { seen, type Probe } from '../probe.ts';

/** Processors we may use, and the flags that images look for (avx, avx2, sse4_2 …). Flags are known on Linux alone. */
export const hostProcessors: Probe<'host.processors'> = async ({ machine }) => {
  const file = await machine.read('/proc/cpuinfo');
  // `flags` on x86, `Features` on Arm.
  const flags = file.ok ? (/^(?:flags|Features)\s*:\s*(.*)$/m.exec(file.text)?.[1] ?? '') : '';
  return seen(
    { count: availableParallelism(), architecture: arch(), flags: flags.split(/\s+/).filter((flag) => flag !== '') },
    file.ok ? '/proc/cpuinfo' : 'node:os',
  );
};
