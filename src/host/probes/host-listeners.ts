import type { Listener } from '#core/model/probes/machine.ts';

import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** Who listens on this machine. The owner is known for our own processes, and for all of them to root. */
export const hostListeners: Probe<'host.listeners'> = async ({ machine }, { port }) => {
  const all = await listeners(machine);
  if (all === null) return unseen('The listening ports could not be listed.', '无法列出监听端口。');
  return seen(port === undefined ? all : all.filter((listener) => listener.port === port), 'listening ports');
};

function listeners(machine: Machine): Promise<readonly Listener[] | null> {
  if (machine.platform === 'darwin') return darwinListeners(machine);
  return machine.platform === 'win32' ? windowsListeners(machine) : linuxListeners(machine);
}

interface SocketRow extends Pick<Listener, 'protocol' | 'address' | 'port'> {
  readonly inode: string;
}

async function linuxListeners(machine: Machine): Promise<readonly Listener[] | null> {
  const tables = await Promise.all(
    (['tcp', 'tcp6', 'udp', 'udp6'] as const).map(async (name) => {
      const file = await machine.read(`/proc/net/${name}`);
      return file.ok ? parseSockets(file.text, name.startsWith('tcp') ? 'tcp' : 'udp') : null;
    }),
  );
  if (tables[0] === null) return null;
  const rows = tables.flatMap((rows) => rows ?? []);
  const owners = await socketOwners(machine, new Set(rows.map(({ inode }) => inode)));
  return rows.map(({ inode, ...row }) => ({ ...row, ...owners.get(inode) }));
}

const LISTEN = '0A';
const UNCONNECTED = '07';

/** `/proc/net/tcp`, `tcp6`, `udp`, `udp6`: listening sockets, and UDP sockets without a peer. */
export function parseSockets(table: string, protocol: 'tcp' | 'udp'): readonly SocketRow[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', remote = '', state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (port === '' || !/^[0-9A-F]+$/i.test(address)) return [];
    const isListening = protocol === 'tcp' ? state === LISTEN : state === UNCONNECTED && remote.endsWith(':0000');
    return isListening ? [{ protocol, address: hexAddress(address), port: Number.parseInt(port, 16), inode }] : [];
  });
}

/** The kernel prints addresses as little-endian words of four bytes. */
function hexAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).toReversed(),
  );
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
}

/** Looks through the open files of processes: more than this many are not worth the wait. */
const MAX_PROCESSES = 5000;

async function socketOwners(
  machine: Machine,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, { readonly pid: number; readonly process?: string }>> {
  const owners = new Map<string, { readonly pid: number; readonly process?: string }>();
  const pids = (await machine.list('/proc')).filter((name) => /^\d+$/.test(name)).slice(0, MAX_PROCESSES);
  for (const pid of pids) {
    if (owners.size === inodes.size) break;
    const links = await Promise.all(
      (await machine.list(`/proc/${pid}/fd`)).map((file) => machine.link(`/proc/${pid}/fd/${file}`)),
    );
    const own = links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1] ?? []);
    const found = own.filter((inode) => inodes.has(inode) && !owners.has(inode));
    if (found.length === 0) continue;
    const comm = await machine.read(`/proc/${pid}/comm`);
    for (const inode of found) owners.set(inode, { pid: Number(pid), ...(comm.ok && { process: comm.text.trim() }) });
  }
  return owners;
}

async function darwinListeners({ run }: Machine): Promise<readonly Listener[] | null> {
  const ran = await run(['lsof', '-nP', '-iTCP', '-sTCP:LISTEN', '-iUDP', '-F', 'pcPn'], { milliseconds: 6000 });
  // lsof ends with 1 where it found nothing, or may not see all.
  return ran.ok && (ran.stdout !== '' || ran.code === 0) ? parseLsof(ran.stdout) : null;
}

/** `lsof -F pcPn`: a line a field; `p` and `c` hold for the files below them. */
export function parseLsof(text: string): readonly Listener[] {
  const found: Listener[] = [];
  let pid = 0;
  let process = '';
  let protocol: Listener['protocol'] = 'tcp';
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = Number(value);
    else if (line.startsWith('c')) process = value;
    else if (line.startsWith('P')) protocol = value === 'UDP' ? 'udp' : 'tcp';
    const place = line.startsWith('n') ? /^(\*|\[[^\]]+\]|[\d.]+):(\d+)$/.exec(value) : null;
    if (place === null) continue;
    const address = place[1] === '*' ? '0.0.0.0' : (place[1] as string).replace(/^\[|\]$/g, '');
    found.push({ protocol, address, port: Number(place[2]), pid, process });
  }
  return found;
}

const WINDOWS_LISTENERS =
  '$n=@{}; Get-Process | ForEach-Object { $n[$_.Id]=$_.ProcessName }; ' +
  "@(Get-NetTCPConnection -State Listen | ForEach-Object { @{r='tcp';a=$_.LocalAddress;p=$_.LocalPort;i=$_.OwningProcess;n=$n[[int]$_.OwningProcess]} }) + " +
  "@(Get-NetUDPEndpoint | ForEach-Object { @{r='udp';a=$_.LocalAddress;p=$_.LocalPort;i=$_.OwningProcess;n=$n[[int]$_.OwningProcess]} }) | ConvertTo-Json -Compress";

async function windowsListeners({ run }: Machine): Promise<readonly Listener[] | null> {
  const ran = await run(['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', WINDOWS_LISTENERS], {
    milliseconds: 7500,
  });
  return ran.ok ? parseWindowsListeners(ran.stdout) : null;
}

/** The JSON of the command above. */
export function parseWindowsListeners(json: string): readonly Listener[] | null {
  try {
    const rows = JSON.parse(json) as unknown;
    return (Array.isArray(rows) ? rows : [rows]).flatMap((row: Record<string, unknown>) => {
      const port = Number(row['p']);
      if (!Number.isInteger(port) || port === 0) return [];
      const protocol = row['r'] === 'udp' ? 'udp' : 'tcp';
      const named = typeof row['n'] === 'string' ? { process: row['n'] } : {};
      return [{ protocol, address: String(row['a']), port, pid: Number(row['i']), ...named } as const];
    });
  } catch {
    return null;
  }
}
