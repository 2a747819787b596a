import { expect, test } from 'vitest';

import { kernelMessage } from '#core/parse/logs/kernel.ts';
import { mountOf, parseMounts } from '#host/machine/mounts.ts';
import { configClient } from '#host/probes/config-client.ts';
import { configDaemon } from '#host/probes/config-daemon.ts';
import { parseWslConfig } from '#host/probes/config-wsl.ts';
import { parseDf } from '#host/probes/host-data-root.ts';
import { hostListeners, parseLsof, parseSockets } from '#host/probes/host-listeners.ts';
import { hostMemory, parseDarwinMemory } from '#host/probes/host-memory.ts';
import { parseNetstat, parseRoutes } from '#host/probes/host-routes.ts';

import { fakeMachine, fakeWorld } from '../fake-world.ts';

test('sockets of /proc/net: only those that listen', () => {
  const row = (local: string, remote: string, state: string): string =>
    `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0`;
  const tcp = [row('0100007F:1538', '00000000:0000', '0A'), row('0100007F:1539', '0100007F:0050', '01')].join('\n');
  expect(parseSockets(tcp, 'tcp')).toEqual([{ protocol: 'tcp', address: '127.0.0.1', port: 5432, inode: '4242' }]);
  const six = row(`${'0'.repeat(24)}01000000:0050`, `${'0'.repeat(32)}:0000`, '0A');
  expect(parseSockets(six, 'tcp')[0]).toMatchObject({ address: '::1', port: 80 });
});

test('the owner of a socket is found through its links', async () => {
  const files = {
    '/proc/net/tcp': '  0: 00000000:0050 00000000:0000 0A 0:0 00:0 0 0 0 77 1',
    '/proc/9/fd/3': '',
    '/proc/9/comm': 'nginx\n',
  };
  const machine = fakeMachine({ files, link: async (path) => (path === '/proc/9/fd/3' ? 'socket:[77]' : null) });
  const seen = await hostListeners(fakeWorld(machine), { port: 80 });
  expect(seen.ok && seen.answer).toEqual([{ protocol: 'tcp', address: '0.0.0.0', port: 80, pid: 9, process: 'nginx' }]);
});

test('lsof of macOS', () => {
  expect(parseLsof('p501\ncpostgres\nf7\nPTCP\nn127.0.0.1:5432\nf8\nPTCP\nn*:80\n')).toEqual([
    { protocol: 'tcp', address: '127.0.0.1', port: 5432, pid: 501, process: 'postgres' },
    { protocol: 'tcp', address: '0.0.0.0', port: 80, pid: 501, process: 'postgres' },
  ]);
});

test('memory and the cgroup of the dockerd that shares our mounts', async () => {
  const files = {
    '/proc/meminfo': 'MemTotal: 2048 kB\nMemAvailable: 1024 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n',
    '/proc/vmstat': 'oom_kill 3\n',
    '/sys/fs/cgroup/cgroup.controllers': 'memory',
    '/proc/7/comm': 'dockerd\n',
    '/proc/7/cgroup': '0::/system.slice/docker.service\n',
    '/sys/fs/cgroup/system.slice/docker.service/memory.max': '1048576\n',
    '/sys/fs/cgroup/system.slice/docker.service/memory.events': 'oom 2\noom_kill 1\n',
  };
  const seen = await hostMemory(fakeWorld(fakeMachine({ files })), {});
  expect(seen.ok && seen.answer).toEqual({
    total: 2097152,
    available: 1048576,
    swapTotal: 0,
    swapFree: 0,
    cgroupVersion: 2,
    limit: 1048576,
    oomKills: 1,
    kernelOomKills: 3,
  });
});

test('memory of macOS', () => {
  const pages = 'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free: 10.\nPages inactive: 5.\n';
  const memory = parseDarwinMemory('17179869184\n', pages, 'total = 2048.00M  used = 1024.00M  free = 1024.00M');
  expect(memory).toEqual({ total: 2 ** 34, available: 15 * 16384, swapTotal: 2 ** 31, swapFree: 2 ** 30 });
});

test('mounts with blanks, and the later of two on one point', () => {
  const mounts = parseMounts(
    '1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 8:2 / /my\\040disk rw - xfs /dev/b ro\n3 1 8:3 / /my\\040disk rw - ext4 /dev/c rw\n',
  );
  expect(mountOf(mounts, '/my disk/x')).toMatchObject({ source: '/dev/c', type: 'ext4' });
  expect(mountOf(mounts, '/my disks')).toMatchObject({ point: '/' });
});

test('df inside the VM', () => {
  const df =
    'Filesystem 1024-blocks Used Available Capacity Mounted on\r\n/dev/sdd 1000 900 100 90% /mnt/docker-desktop-disk\r\n';
  expect(parseDf(df)).toMatchObject({ bytes: 1024000, available: 102400, seenFrom: 'vm' });
});

test('routes', () => {
  expect(parseRoutes('Iface Destination\ndocker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\n')).toEqual([
    { destination: '172.17.0.0/16', device: 'docker0' },
  ]);
  expect(parseNetstat('172.17 link#5 UCS bridge0\n')).toEqual([{ destination: '172.17.0.0/16', device: 'bridge0' }]);
});

test.each([
  ['Memory cgroup out of memory: Killed process 12 (cc1plus) total-vm:1kB', 'oom-cgroup', 'cc1plus'],
  ['Out of memory: Killed process 12 (java) total-vm:1kB', 'oom-host', 'java'],
  ['EXT4-fs (dm-0): Remounting filesystem read-only', 'read-only', undefined],
  ['usb 1-1: new device', undefined, undefined],
])('kernel: %s', (text, kind, process) => {
  expect(kernelMessage(text)?.kind).toBe(kind);
  expect(kernelMessage(text)?.process).toBe(process);
});

test('daemon.json: where it breaks, and nothing of what it holds', async () => {
  const files = { '/etc/docker/daemon.json': '{\n  "hosts": ["secretword"]\n  "dns": []\n}' };
  const seen = await configDaemon(fakeWorld(fakeMachine({ files })), {});
  expect(seen.ok && seen.answer.problem).toMatchObject({ line: 3, column: 3 });
  expect(JSON.stringify(seen)).not.toContain('secretword');
});

test('config.json: names, never what is in them', async () => {
  const text =
    '{"auths":{"r.example":{"auth":"aHVudGVyMg=="}},"credsStore":"absent","credHelpers":{"x.example":"../evil"}}';
  const machine = fakeMachine({ files: { '/home/somebody/.docker/config.json': text } });
  const seen = await configClient(fakeWorld(machine), {});
  expect(seen.ok && seen.answer).toMatchObject({
    auths: ['r.example'],
    helpers: [{ isFound: false }, { isFound: false }],
  });
  expect(JSON.stringify(seen)).not.toContain('aHVudGVyMg');
});

test('.wslconfig', () => {
  expect(parseWslConfig('[wsl2]\r\nmemory=8GB\r\nprocessors=x\r\n[other]\nmemory=1GB\n')).toEqual({
    memory: 8 * 1024 ** 3,
    problems: ['3: processors=x'],
  });
});
