import type { KernelMessage } from '#core/model/probes/machine.ts';

type Kind = KernelMessage['kind'];

/** The kernel's own words (mm/oom_kill.c, block/blk-core.c, fs/ext4, fs/btrfs, security/), first that fits. */
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['oom-cgroup', /Memory cgroup out of memory: Kill(?:ed)? process \d+ \((?<process>[^)]{1,64})\)/],
  ['oom-host', /Out of memory: Kill(?:ed)? process \d+ \((?<process>[^)]{1,64})\)/],
  ['io-error', /(?:^|\W)I\/O error|critical medium error|Buffer I\/O error/],
  ['read-only', /Remounting filesystem read-only|forced readonly|Filesystem has been set read-only/],
  [
    'filesystem-error',
    /EXT4-fs error|XFS \([^)]{1,64}\): (?:Corruption|Metadata)|BTRFS (?:error|critical)|Aborting journal/,
  ],
  ['apparmor', /apparmor="DENIED".{0,400}?(?:comm="(?<process>[^"]{1,64})")?/],
  ['selinux', /avc:\s+denied/],
  ['invalid-opcode', /traps: (?<process>\S{1,64})\[\d+\] trap invalid opcode/],
  ['segfault', /(?<process>\S{1,64})\[\d+\]: segfault at/],
  ['no-memory', /page allocation failure|fork: Cannot allocate memory|cgroup: fork rejected by pids controller/],
  ['conntrack', /nf_conntrack: (?:nf_conntrack: )?table full/],
];

/** The kind of a kernel message and the process it names, or null for one that tells nothing here. */
export function kernelMessage(text: string): Pick<KernelMessage, 'kind' | 'process'> | null {
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const process = found.groups?.['process'];
    return { kind, ...(process !== undefined && { process }) };
  }
  return null;
}

/** Of the line before an OOM kill: the process and the memory control group it was in. */
export function killedGroup(text: string): { readonly pid: string; readonly group: string } | null {
  const found = /^oom-kill:.{0,600}?,task_memcg=(?<group>[^,]{1,400}),task=.{0,64}?,pid=(?<pid>\d+)/.exec(text)?.groups;
  return found === undefined ? null : { pid: found['pid'] as string, group: found['group'] as string };
}

export function killedProcess(text: string): string | undefined {
  return /Kill(?:ed)? process (\d+) /.exec(text)?.[1];
}

export interface KernelLine {
  /** Seconds since boot. */
  readonly seconds: number;
  readonly text: string;
}

/** Records of `/dev/kmsg` (`6,339,5140900,-;text`, microseconds); lines with a blank before them continue a record. */
export function parseKmsg(records: string): readonly KernelLine[] {
  return records.split('\n').flatMap((line) => {
    const found = /^\d+,\d+,(\d+),[^;]*;(.*)$/.exec(line);
    return found === null ? [] : [{ seconds: Number(found[1]) / 1e6, text: found[2] as string }];
  });
}

/** Lines of `dmesg`: `[  5140.900123] text`. */
export function parseDmesg(text: string): readonly KernelLine[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(?:<\d+>)?\[\s*(\d+\.\d+)\] ?(.*)$/.exec(line);
    return found === null ? [] : [{ seconds: Number(found[1]), text: found[2] as string }];
  });
}
