import type { HostLimits } from '#core/model/probes/machine.ts';

import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

const SYSCTL = [
  'vm.max_map_count',
  'vm.overcommit_memory',
  'vm.swappiness',
  'net.ipv4.ip_forward',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv6.conf.all.forwarding',
  'net.core.somaxconn',
  'net.netfilter.nf_conntrack_max',
  'kernel.pid_max',
  'kernel.threads-max',
  'kernel.unprivileged_userns_clone',
  'kernel.apparmor_restrict_unprivileged_userns',
  'user.max_user_namespaces',
  'fs.file-max',
  'fs.inotify.max_user_watches',
  'fs.inotify.max_user_instances',
  'fs.aio-max-nr',
];

/** Limits of this process, which programs started from it get, and of the kernel. */
export const hostLimits: Probe<'host.limits'> = async ({ machine }) => {
  if (machine.platform !== 'linux')
    return unseen('Limits of the kernel are known on Linux alone.', '只有 Linux 才能看到内核限制。');
  const [limits, sysctl] = await Promise.all([machine.read('/proc/self/limits'), readSysctl(machine)]);
  const openFiles = limits.ok ? limitOf(limits.text, 'Max open files') : undefined;
  const processes = limits.ok ? limitOf(limits.text, 'Max processes') : undefined;
  const watches = Number(sysctl['fs.inotify.max_user_watches']);
  const instances = Number(sysctl['fs.inotify.max_user_instances']);
  const answer: HostLimits = {
    ...(openFiles !== undefined && { openFiles }),
    ...(processes !== undefined && { processes }),
    ...(watches > 0 && instances > 0 && { inotify: { watches, instances } }),
    sysctl,
  };
  return seen(answer, '/proc/sys');
};

async function readSysctl({ read }: Machine): Promise<Record<string, string>> {
  const files = await Promise.all(SYSCTL.map((name) => read(`/proc/sys/${name.replaceAll('.', '/')}`)));
  return Object.fromEntries(SYSCTL.flatMap((name, i) => (files[i]?.ok === true ? [[name, files[i].text.trim()]] : [])));
}

/** A row of `/proc/self/limits`; unlimited is the greatest safe integer, which JSON can hold. */
function limitOf(text: string, name: string): { readonly soft: number; readonly hard: number } | undefined {
  const found = new RegExp(`^${name}\\s+(\\d+|unlimited)\\s+(\\d+|unlimited)`, 'm').exec(text);
  if (found === null) return undefined;
  const [soft = 0, hard = 0] = found
    .slice(1)
    .map((word) => (word === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(word)));
  return { soft, hard };
}
