import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Answer, ProbeName, Seen } from '#core/model/probe.ts';
import { configContexts } from '#host/probes/config-contexts.ts';
import { configDesktop } from '#host/probes/config-desktop.ts';
import { engineArchitecture } from '#host/probes/engine-architecture.ts';
import { hostBinfmt } from '#host/probes/host-binfmt.ts';
import { hostClock } from '#host/probes/host-clock.ts';
import { hostEngineLog } from '#host/probes/host-engine-log.ts';
import { hostKernelLog } from '#host/probes/host-kernel-log.ts';
import { hostLimits } from '#host/probes/host-limits.ts';
import { hostProcessors } from '#host/probes/host-processors.ts';
import { hostResolver } from '#host/probes/host-resolver.ts';
import type { World } from '#host/world.ts';

import { fakeMachine, fakeWorld } from '../fake-world.ts';

/** Answers other probes as a table says; what is not in it could not be looked at. */
function worldOf(machine: Parameters<typeof fakeMachine>[0], others: { [P in ProbeName]?: unknown } = {}): World {
  const ask = async <P extends ProbeName>(probe: P): Promise<Seen<Answer<P>>> =>
    probe in others
      ? { ok: true, answer: others[probe] as Answer<P>, where: 'table' }
      : { ok: false, why: { en: probe, zh: probe } };
  return { ...fakeWorld(fakeMachine(machine)), ask };
}

async function answer<T>(seen: Promise<Seen<T>>): Promise<T> {
  const one = await seen;
  if (!one.ok) throw new Error(one.why.en);
  return one.answer;
}

const QEMU = 'enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OCF\noffset 0\n';
const FOLDER = '/proc/sys/fs/binfmt_misc';

test('binfmt: handlers with their interpreters; without the file system nothing is mounted', async () => {
  const files = {
    [`${FOLDER}/status`]: 'enabled\n',
    [`${FOLDER}/register`]: '',
    [`${FOLDER}/qemu-aarch64`]: QEMU,
    [`${FOLDER}/python3`]: 'disabled\ninterpreter /usr/bin/python3\nflags:\n',
  };
  expect(await answer(hostBinfmt(worldOf({ files }), {}))).toEqual({
    isMounted: true,
    handlers: [
      { name: 'qemu-aarch64', isEnabled: true, interpreter: '/usr/bin/qemu-aarch64-static', flags: 'OCF' },
      { name: 'python3', isEnabled: false, interpreter: '/usr/bin/python3', flags: '' },
    ],
  });
  expect(await answer(hostBinfmt(worldOf({}), {}))).toEqual({ isMounted: false, handlers: [] });
  expect((await hostBinfmt(worldOf({ platform: 'darwin' }), {})).ok).toBe(false);
});

test.each([
  ['the same processor', 'amd64', {}, { made: 'amd64', engine: 'amd64', emulator: 'unknown' }],
  ['no emulator', 'arm64', { handlers: [] }, { made: 'arm64', engine: 'amd64', emulator: 'absent' }],
  [
    'an emulator',
    'arm64',
    { handlers: [{ name: 'qemu-aarch64', isEnabled: true, interpreter: '', flags: '' }] },
    { made: 'arm64', engine: 'amd64', emulator: 'present' },
  ],
  [
    'one that is switched off',
    'arm64',
    { handlers: [{ name: 'qemu-aarch64', isEnabled: false, interpreter: '', flags: '' }] },
    { emulator: 'absent' },
  ],
  ['another machine', 'arm64', { handlers: [], transport: 'ssh' }, { emulator: 'unknown' }],
  ['a VM', 'arm64', { handlers: [], isDesktop: true }, { emulator: 'unknown' }],
  ['handlers that are not seen', 'arm64', { handlers: [], isMounted: false }, { emulator: 'unknown' }],
])('the processor of an image: %s', async (_, made, around, wanted) => {
  const { handlers, transport = 'unix', isDesktop = false, isMounted = true } = around as Record<string, unknown>;
  const world = worldOf(
    {},
    {
      'engine.image': { exists: true, architecture: made },
      'engine.info': { architecture: 'x86_64', isDesktop },
      'engine.reach': { transport },
      ...(handlers !== undefined && { 'host.binfmt': { isMounted, handlers } }),
    },
  );
  expect(await answer(engineArchitecture(world, { reference: 'shop' }))).toMatchObject(wanted);
});

describe('a program of the project', () => {
  const project = mkdtempSync(join(tmpdir(), 'drydock-program-'));
  const program = (name: string, machine: number, isBigEndian = false): void => {
    const head = Buffer.alloc(64);
    head.write(`\x7fELF\x02${isBigEndian ? '\x02' : '\x01'}`, 'latin1');
    if (isBigEndian) head.writeUInt16BE(machine, 18);
    else head.writeUInt16LE(machine, 18);
    writeFileSync(join(project, name), head);
  };
  program('tool', 183);
  program('mainframe', 22, true);
  program('odd', 9999);
  writeFileSync(join(project, 'script'), '#!/bin/sh\necho this is no program at all\n');
  writeFileSync(join(project, 'cut'), '\x7fELF');
  const copies = ['tool', 'mainframe', 'odd', 'script', 'cut', 'gone', 'bin/twice', 'lib/twice'].map((source) => ({
    source,
    exists: source !== 'gone',
  }));
  const world: World = {
    ...worldOf({}, { 'engine.info': { architecture: 'x86_64' }, 'project.dockerfiles': [{ context: '.', copies }] }),
    project,
  };

  test.each([
    ['/usr/bin/tool', 'arm64'],
    ['mainframe', 's390x'],
  ])('%s was made for %s, by its head', async (name, made) => {
    const path = name.split('/').at(-1);
    expect(await answer(engineArchitecture(world, { program: name }))).toMatchObject({
      image: path,
      made,
      engine: 'amd64',
    });
  });

  test.each(['odd', 'script', 'cut', 'gone', 'twice', 'never-heard-of', '/'])(
    '%s: nothing can be said',
    async (name) => {
      expect((await engineArchitecture(world, { program: name })).ok).toBe(false);
    },
  );
});

test('an image that the engine does not hold has no processor', async () => {
  const world = worldOf({}, { 'engine.image': { exists: false }, 'engine.info': { architecture: 'x86_64' } });
  expect((await engineArchitecture(world, { reference: 'shop' })).ok).toBe(false);
});

test('the kernel log: whose control group it was, and how long ago', async () => {
  const records = [
    '4,1,95000000,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/docker,task_memcg=/docker/buildkit/abc,task=cc1plus,pid=77,uid=0',
    '3,2,95000001,-;Memory cgroup out of memory: Killed process 77 (cc1plus) total-vm:1kB',
    '3,3,96000000,-;Out of memory: Killed process 78 (java) total-vm:1kB',
    '6,4,97000000,-;docker0: port 1 entered disabled state',
  ].join('\n');
  const world = worldOf({
    files: { '/proc/uptime': '100.00 50.00\n' },
    kernelRecords: () => ({ ok: true, text: records }),
  });
  const messages = await answer(hostKernelLog(world, {}));
  expect(messages.map(({ kind, process, group, secondsAgo }) => ({ kind, process, group, secondsAgo }))).toEqual([
    { kind: 'oom-cgroup', process: 'cc1plus', group: '/docker/buildkit/abc', secondsAgo: 5 },
    { kind: 'oom-host', process: 'java', secondsAgo: 4 },
  ]);
});

test('the kernel log may be closed to us: that is no empty log', async () => {
  expect((await hostKernelLog(worldOf({}), {})).ok).toBe(false);
});

test('the clock: a marker of systemd, the word of timedatectl, or nothing known', async () => {
  const marked = { files: { '/run/systemd/timesync/synchronized': '' } };
  expect(await answer(hostClock(worldOf(marked), {}))).toMatchObject({ isSynchronized: true });
  expect(await answer(hostClock(worldOf({ outputs: { timedatectl: 'no\n' } }), {}))).toMatchObject({
    isSynchronized: false,
  });
  expect(Object.keys(await answer(hostClock(worldOf({}), {})))).toEqual(['now']);
});

test('limits: unlimited is a number, what cannot be read is left out', async () => {
  const files = {
    '/proc/self/limits':
      'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 unlimited            files     \n',
    '/proc/sys/vm/max_map_count': '65530\n',
    '/proc/sys/fs/inotify/max_user_watches': '8192\n',
    '/proc/sys/fs/inotify/max_user_instances': '128\n',
  };
  expect(await answer(hostLimits(worldOf({ files }), {}))).toEqual({
    openFiles: { soft: 1024, hard: Number.MAX_SAFE_INTEGER },
    inotify: { watches: 8192, instances: 128 },
    sysctl: {
      'vm.max_map_count': '65530',
      'fs.inotify.max_user_watches': '8192',
      'fs.inotify.max_user_instances': '128',
    },
  });
});

test.each([
  ['flags\t\t: fpu sse4_2 avx\n', ['fpu', 'sse4_2', 'avx']],
  ['Features\t: fp asimd\n', ['fp', 'asimd']],
  ['processor\t: 0\n', []],
])('flags of the processor in %j', async (text, flags) => {
  const found = await answer(hostProcessors(worldOf({ files: { '/proc/cpuinfo': text } }), {}));
  expect(found.flags).toEqual(flags);
});

test('resolv.conf: comments, blanks, and the last search line', async () => {
  const text =
    '# by hand\nnameserver 127.0.0.53 ; stub\n  nameserver\t10.0.0.2\nsearch old.example\nsearch a.example  b.example\n';
  expect(await answer(hostResolver(worldOf({ files: { '/etc/resolv.conf': text } }), {}))).toEqual({
    servers: ['127.0.0.53', '10.0.0.2'],
    search: ['a.example', 'b.example'],
  });
  expect((await hostResolver(worldOf({}), {})).ok).toBe(false);
});

test("the engine's log: warnings and worse, masked; an empty journal is one that may not be read", async () => {
  const journal = [
    'time="2026-11-22T10:00:00Z" level=info msg="API listen on /run/docker.sock"',
    'time="2026-11-22T10:00:01Z" level=error msg="pull of https://bob:hunter2secret@registry.example/v2/ failed"',
    'panic: runtime error',
  ].join('\n');
  const lines = await answer(hostEngineLog(worldOf({ outputs: { journalctl: journal } }), { tail: 10 }));
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toContain('hunter2secret');
  expect((await hostEngineLog(worldOf({ outputs: { journalctl: '\n' } }), { tail: 10 })).ok).toBe(false);
});

test.each([
  ['config.json', {}, 'far', ['default:false', 'far:true']],
  ['DOCKER_CONTEXT goes first', { DOCKER_CONTEXT: 'default' }, 'far', ['default:true', 'far:false']],
  ['DOCKER_HOST too', { DOCKER_HOST: 'tcp://10.0.0.1:2375' }, 'far', ['default:true', 'far:false']],
])('contexts: %s', async (_, environment, currentContext, wanted) => {
  const folder = '/home/somebody/.docker/contexts/meta';
  const files = {
    [`${folder}/a1/meta.json`]: '{"Name":"far","Endpoints":{"docker":{"Host":"ssh://build.example"}}}',
    [`${folder}/b2/meta.json`]: 'no JSON',
  };
  const found = await answer(
    configContexts(worldOf({ environment, files }, { 'config.client': { currentContext } }), {}),
  );
  expect(found.map(({ name, isCurrent }) => `${name}:${isCurrent}`)).toEqual(wanted);
  expect(found[0]?.endpoint).toBe(
    (environment as Record<string, string>)['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock',
  );
  expect(found[1]?.endpoint).toBe('ssh://build.example');
});

test("Docker Desktop's settings of both generations", async () => {
  const folder = '/Users/somebody/Library/Group Containers/group.com.docker';
  const machine = { platform: 'darwin', home: '/Users/somebody' } as const;
  const today = { ...machine, files: { [`${folder}/settings-store.json`]: '{"MemoryMiB":8192,"Cpus":4}' } };
  const before = { ...machine, files: { [`${folder}/settings.json`]: '{"memoryMiB":2048,"wslEngineEnabled":false}' } };
  expect(await answer(configDesktop(worldOf(today), {}))).toMatchObject({ exists: true, memory: 8 * 2 ** 30, cpus: 4 });
  expect(await answer(configDesktop(worldOf(before), {}))).toMatchObject({ memory: 2 * 2 ** 30, usesWsl: false });
  const broken = { ...machine, files: { [`${folder}/settings-store.json`]: '{' } };
  expect((await configDesktop(worldOf(broken), {})).ok).toBe(false);
});
