import type { HostMemory } from '#core/model/probes/machine.ts';

import { engineCgroup } from '../machine/cgroup.ts';
import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** Memory of this machine, and of the engine's cgroup where the engine runs on it. */
export const hostMemory: Probe<'host.memory'> = async ({ machine }) => {
  if (machine.platform === 'darwin') return darwinMemory(machine);
  if (machine.platform === 'win32') return windowsMemory(machine);
  const file = await machine.read('/proc/meminfo');
  if (!file.ok)
    return unseen(`/proc/meminfo could not be read (${file.code}).`, `无法读取 /proc/meminfo（${file.code}）。`);
  const memory = parseMemory(file.text);
  const [group, vmstat] = await Promise.all([engineCgroup(machine), machine.read('/proc/vmstat')]);
  const kernelOomKills = vmstat.ok ? /^oom_kill (\d+)$/m.exec(vmstat.text)?.[1] : undefined;
  return seen(
    {
      ...memory,
      cgroupVersion: group.version,
      ...(group.limit !== undefined && { limit: group.limit }),
      ...(group.oomKills !== undefined && { oomKills: group.oomKills }),
      ...(kernelOomKills !== undefined && { kernelOomKills: Number(kernelOomKills) }),
    },
    '/proc/meminfo',
  );
};

type Amounts = Pick<HostMemory, 'total' | 'available' | 'swapTotal' | 'swapFree'>;

/** `/proc/meminfo`. Before Linux 3.14 there is no MemAvailable: then what is free or cached. */
export function parseMemory(text: string): Amounts {
  const kilobytes = new Map([...text.matchAll(/^(\w+):\s+(\d+) kB$/gm)].map(([, key, value]) => [key, Number(value)]));
  const bytes = (key: string): number => (kilobytes.get(key) ?? 0) * 1024;
  return {
    total: bytes('MemTotal'),
    available: kilobytes.has('MemAvailable')
      ? bytes('MemAvailable')
      : bytes('MemFree') + bytes('Cached') + bytes('Buffers'),
    swapTotal: bytes('SwapTotal'),
    swapFree: bytes('SwapFree'),
  };
}

async function darwinMemory({ run }: Machine): ReturnType<Probe<'host.memory'>> {
  const [size, pages, swap] = await Promise.all([
    run(['sysctl', '-n', 'hw.memsize'], { milliseconds: 3000 }),
    run(['vm_stat'], { milliseconds: 3000 }),
    run(['sysctl', '-n', 'vm.swapusage'], { milliseconds: 3000 }),
  ]);
  if (!size.ok || !pages.ok) return unseen('sysctl and vm_stat could not be run.', '无法运行 sysctl 和 vm_stat。');
  const amounts = parseDarwinMemory(size.stdout, pages.stdout, swap.ok ? swap.stdout : '');
  return seen({ ...amounts, cgroupVersion: 2 }, 'vm_stat');
}

/** `sysctl -n hw.memsize`, `vm_stat`, `sysctl -n vm.swapusage` of macOS. */
export function parseDarwinMemory(size: string, vmStat: string, swap: string): Amounts {
  const page = Number(/page size of (\d+) bytes/.exec(vmStat)?.[1] ?? 4096);
  const pages = (name: string): number =>
    Number(new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, 'm').exec(vmStat)?.[1] ?? 0);
  const megabytes = (name: string): number => Number(new RegExp(`${name} = ([\\d.]+)M`).exec(swap)?.[1] ?? 0);
  return {
    total: Number(size.trim()),
    available: (pages('free') + pages('inactive') + pages('speculative') + pages('purgeable')) * page,
    swapTotal: megabytes('total') * 1024 * 1024,
    swapFree: megabytes('free') * 1024 * 1024,
  };
}

const WINDOWS_MEMORY =
  'Get-CimInstance Win32_OperatingSystem | Select-Object TotalVisibleMemorySize,FreePhysicalMemory,TotalVirtualMemorySize,FreeVirtualMemory | ConvertTo-Json -Compress';

async function windowsMemory({ run }: Machine): ReturnType<Probe<'host.memory'>> {
  const ran = await run(['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', WINDOWS_MEMORY], {
    milliseconds: 7000,
  });
  const amounts = ran.ok ? parseWindowsMemory(ran.stdout) : null;
  if (amounts === null) return unseen('Get-CimInstance did not answer.', 'Get-CimInstance 没有回答。');
  return seen({ ...amounts, cgroupVersion: 2 }, 'Win32_OperatingSystem');
}

/** Win32_OperatingSystem as JSON, in kilobytes; the virtual size is memory and page file together. */
export function parseWindowsMemory(json: string): Amounts | null {
  try {
    const found = JSON.parse(json) as Record<string, unknown>;
    const bytes = (key: string): number => Number(found[key] ?? 0) * 1024;
    const total = bytes('TotalVisibleMemorySize');
    if (total === 0) return null;
    const available = bytes('FreePhysicalMemory');
    return {
      total,
      available,
      swapTotal: Math.max(0, bytes('TotalVirtualMemorySize') - total),
      swapFree: Math.max(0, bytes('FreeVirtualMemory') - available),
    };
  } catch {
    return null;
  }
}
