import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { watchGroups } from '#host/watch/step-groups.ts';

const MIB = 2 ** 20;

/** A made-up hierarchy and process table; the real ones are measured on the lab's engine. */
function system(version: 1 | 2) {
  const root = mkdtempSync(join(tmpdir(), 'drydock-cgroup-'));
  const [cgroup, proc] = [join(root, 'cgroup'), join(root, 'proc')];
  const top = version === 1 ? join(cgroup, 'memory') : cgroup;
  const write = (path: string, text: string): void => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  if (version === 1) write(join(top, 'memory.usage_in_bytes'), '0');
  else write(join(top, 'cgroup.controllers'), 'cpu memory pids\n');
  return {
    files: { cgroup, proc },
    group(
      path: string,
      { need, cache, charged, pids }: { need: number; cache: number; charged: number; pids: number[] },
    ) {
      const stat =
        version === 1
          ? `cache ${cache * MIB}\nrss 1\ntotal_cache ${cache * MIB}\ntotal_rss ${need * MIB}\ntotal_shmem 0\n`
          : `anon ${need * MIB}\nfile ${cache * MIB}\nshmem 0\n`;
      write(join(top, path, 'memory.stat'), stat);
      write(join(top, path, version === 1 ? 'memory.max_usage_in_bytes' : 'memory.peak'), `${charged * MIB}\n`);
      write(join(top, path, 'cgroup.procs'), pids.map((pid) => `${pid}\n`).join(''));
    },
    end: (path: string) => rmSync(join(top, path), { recursive: true }),
    process(pid: number, name: string, mebibytes: number, argv: string[]) {
      write(join(proc, String(pid), 'cmdline'), `${argv.join('\0')}\0`);
      write(join(proc, String(pid), 'status'), `Name:\t${name}\nVmRSS:\t1 kB\nRssAnon:\t${mebibytes * 1024} kB\n`);
    },
  };
}

test.each([1, 2] as const)('cgroup v%d: the peak, the jobs at the peak, and whose it was', (version) => {
  const { files, group, end, process: proc } = system(version);
  group('docker/buildkit/old', { need: 900, cache: 0, charged: 900, pids: [1] });
  const groups = watchGroups(files);
  proc(10, 'runc:[2:INIT]', 5, ['runc', 'init']);
  group('docker/buildkit/abc', { need: 5, cache: 0, charged: 5, pids: [10] });
  groups?.look(1000);
  proc(10, 'sh', 1, ['/bin/sh', '-c', 'make -j3']);
  proc(11, 'make', 3, ['make', '-j3']);
  for (const pid of [12, 13, 14]) proc(pid, 'cc1plus', 100, ['cc1plus']);
  group('docker/buildkit/abc', { need: 310, cache: 40, charged: 350, pids: [10, 11, 12, 13, 14] });
  groups?.look(3000);
  group('docker/buildkit/abc', { need: 50, cache: 60, charged: 350, pids: [10] });
  groups?.look(5000);
  end('docker/buildkit/abc');
  groups?.look(5100);
  expect(groups?.stop()).toEqual([
    {
      path: 'docker/buildkit/abc',
      commands: [['/bin/sh', '-c', 'make -j3']],
      began: 1000,
      ended: 5000,
      peak: 310 * MIB,
      charged: 350 * MIB,
      jobs: 3,
      perJob: 100 * MIB,
    },
  ]);
});

test('a peak too short to be seen still stands in the kernel’s mark, page cache aside', () => {
  const { files, group, process: proc } = system(1);
  const groups = watchGroups(files);
  proc(10, 'ld', 20, ['ld', 'app']);
  group('system.slice/docker-abc.scope', { need: 20, cache: 100, charged: 700, pids: [10] });
  groups?.look(1000);
  expect(groups?.stop()).toMatchObject([{ peak: 600 * MIB, charged: 700 * MIB }]);
});

test('no memory groups to be seen', () => {
  expect(watchGroups({ cgroup: join(tmpdir(), 'no-such-folder'), proc: '/proc' })).toBeNull();
});
