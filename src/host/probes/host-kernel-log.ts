import type { KernelMessage } from '#core/model/probes/machine.ts';
import {
  kernelMessage,
  killedGroup,
  killedProcess,
  parseDmesg,
  parseKmsg,
  type KernelLine,
} from '#core/parse/logs/kernel.ts';
import { mask } from '#core/redact.ts';

import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

const MAX_MESSAGES = 500;

/** Kernel messages that tell of a failure, from /dev/kmsg or dmesg, where this user may read them. */
export const hostKernelLog: Probe<'host.kernelLog'> = async ({ machine }, { since }) => {
  if (machine.platform !== 'linux') {
    return unseen('There is no kernel log of the engine on this system.', '本系统上没有引擎的内核日志。');
  }
  const [log, uptime] = await Promise.all([readLog(machine), machine.read('/proc/uptime')]);
  if (log === null) return unseen('The kernel log may not be read by this user.', '当前用户无权读取内核日志。');
  const seconds = uptime.ok ? Number.parseFloat(uptime.text) : Number.NaN;
  const now = Date.now();
  const boot = Number.isNaN(seconds) ? undefined : now - seconds * 1000;
  const groups = new Map<string, string>();
  const messages = log.lines.flatMap(({ seconds, text }): KernelMessage[] => {
    const killed = killedGroup(text);
    if (killed !== null) groups.set(killed.pid, killed.group);
    const known = kernelMessage(text);
    const time = boot === undefined ? undefined : Math.round(boot + seconds * 1000);
    if (known === null || (since !== undefined && time !== undefined && time < since)) return [];
    const group = groups.get(killedProcess(text) ?? '');
    return [
      {
        ...(time !== undefined && { time, secondsAgo: Math.round((now - time) / 1000) }),
        ...known,
        ...(group !== undefined && { group }),
        text: mask(text.slice(0, 500)),
      },
    ];
  });
  return seen(messages.slice(-MAX_MESSAGES), log.where);
};

async function readLog(
  machine: Machine,
): Promise<{ readonly lines: readonly KernelLine[]; readonly where: string } | null> {
  const records = machine.kernelRecords();
  if (records.ok) return { lines: parseKmsg(records.text), where: '/dev/kmsg' };
  const ran = await machine.run(['dmesg'], { milliseconds: 4000 });
  return ran.ok && ran.code === 0 ? { lines: parseDmesg(ran.stdout), where: 'dmesg' } : null;
}
