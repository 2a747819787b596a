import type { KernelMessage } from '#core/model/probes/machine.ts';
import type { Text } from '#core/model/text.ts';

/** A build that failed longer ago is not the one that is asked about. */
const LATELY = 600;

/**
 * OOM kills of the last ten minutes inside a build step: BuildKit gives each step a control group under `buildkit`.
 * With a program only those of that program, in whatever group.
 */
export function killsOfBuild(messages: readonly KernelMessage[], program = ''): readonly KernelMessage[] {
  return messages.filter(
    ({ kind, group = '', process, secondsAgo = Infinity }) =>
      (kind === 'oom-cgroup' || kind === 'oom-host') &&
      secondsAgo <= LATELY &&
      (program === '' ? /\/buildkit\//.test(group) : process === program),
  );
}

export function tellsKills(kills: readonly KernelMessage[]): Text {
  const last = kills.at(-1);
  const [process, ago] = [last?.process ?? '?', last?.secondsAgo ?? 0];
  const where = last?.group === undefined ? '' : ` (${last.group})`;
  return {
    en: `The kernel log says that it killed ${process}${where} for memory ${ago} s ago.`,
    zh: `内核日志显示，它在 ${ago} 秒前因内存不足杀死了 ${process}${where}。`,
  };
}
