import type { Nothing } from './question.ts';

/** What the machine that drydock runs on is asked; the engine's own machine where that is the same one. */
export interface MachineProbes {
  /** The filesystem under the engine's data root; inside the VM where there is one. */
  'host.dataRoot': { about: Nothing; answer: Filesystem };
  /** The filesystem under a path of the host. */
  'host.filesystem': { about: { readonly path: string }; answer: Filesystem };
  'host.memory': { about: Nothing; answer: HostMemory };
  /** Processors the engine's machine offers, and what limits them. */
  'host.processors': {
    about: Nothing;
    answer: { readonly count: number; readonly architecture: string; readonly flags: readonly string[] };
  };
  /** Our clock against the kernel's boot time and against a file just written elsewhere; skew to the engine is in engine.info. */
  'host.clock': { about: Nothing; answer: { readonly now: number; readonly isSynchronized?: boolean } };
  /** Kernel messages that matter (OOM kills, I/O errors, read-only remounts, AppArmor and SELinux denials), oldest first. */
  'host.kernelLog': { about: { readonly since?: number }; answer: readonly KernelMessage[] };
  /** The newest lines of the engine's own log (journal or file), warnings and worse, oldest first, masked. */
  'host.engineLog': { about: { readonly tail: number }; answer: readonly string[] };
  'host.limits': { about: Nothing; answer: HostLimits };
  'host.binfmt': {
    about: Nothing;
    answer: {
      readonly isMounted: boolean;
      readonly handlers: readonly {
        readonly name: string;
        readonly isEnabled: boolean;
        readonly interpreter: string;
        readonly flags: string;
      }[];
    };
  };
  /** Who listens on a port of the host; without `port` everybody who listens. */
  'host.listeners': { about: { readonly port?: number }; answer: readonly Listener[] };
  /** Local interfaces and routes, to see overlaps with the engine's networks. */
  'host.routes': { about: Nothing; answer: readonly { readonly destination: string; readonly device: string }[] };
  /** The name servers the host uses, and whether one of them is a loopback address. */
  'host.resolver': {
    about: Nothing;
    answer: { readonly servers: readonly string[]; readonly search: readonly string[] };
  };
}

/** Bytes and inodes. `available` is what an unprivileged user gets. */
export interface Filesystem {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  readonly available: number;
  readonly inodes: number;
  readonly inodesFree: number;
  readonly options: readonly string[];
  readonly isReadOnly: boolean;
  /** Read inside the VM, from the outside of it (size of its disk file), or on the host itself. */
  readonly seenFrom: 'host' | 'vm' | 'disk-file';
}

/** Bytes. */
export interface HostMemory {
  readonly total: number;
  readonly available: number;
  readonly swapTotal: number;
  readonly swapFree: number;
  readonly cgroupVersion: 1 | 2;
  /** The limit of the engine's own cgroup and its OOM kills since it began, where they can be read. */
  readonly limit?: number;
  readonly oomKills?: number;
  /** OOM kills of the whole kernel since boot (`/proc/vmstat`). */
  readonly kernelOomKills?: number;
}

export interface KernelMessage {
  /** Milliseconds since the epoch, where it could be worked out. */
  readonly time?: number;
  readonly kind:
    | 'oom-host'
    | 'oom-cgroup'
    | 'io-error'
    | 'filesystem-error'
    | 'read-only'
    | 'apparmor'
    | 'selinux'
    | 'segfault'
    | 'invalid-opcode'
    | 'no-memory'
    | 'conntrack';
  readonly text: string;
  /** The process named by an OOM kill or a fault. */
  readonly process?: string;
  /** The memory control group of a process killed for memory: `/docker/buildkit/ID`, `/docker/ID`. */
  readonly group?: string;
  /** Seconds between the message and the question. */
  readonly secondsAgo?: number;
}

export interface HostLimits {
  readonly openFiles?: { readonly soft: number; readonly hard: number };
  readonly processes?: { readonly soft: number; readonly hard: number };
  readonly inotify?: { readonly watches: number; readonly instances: number };
  /** By name, as `sysctl` prints it: `vm.max_map_count`, `net.ipv4.ip_forward`, `vm.overcommit_memory`, … */
  readonly sysctl: Readonly<Record<string, string>>;
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly pid?: number;
  readonly process?: string;
}
