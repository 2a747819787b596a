import { join } from 'node:path';

import type { Filesystem } from '#core/model/probes/machine.ts';

import { filesystemAt } from '../machine/filesystem.ts';
import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';
import type { World } from '../world.ts';

/** The filesystem under the engine's data root, on this machine or inside the VM where the engine has one. */
export const hostDataRoot: Probe<'host.dataRoot'> = async (world) => {
  const { machine, ask } = world;
  const info = await ask('engine.info', {});
  const isDesktop = info.ok ? info.answer.isDesktop : machine.platform !== 'linux';
  if (isDesktop) return desktopRoot(machine);
  if (info.ok && !(await isLocal(world))) {
    return unseen(
      'The engine runs on another machine: its disk cannot be seen from here.',
      '引擎运行在另一台机器上：从这里看不到它的磁盘。',
    );
  }
  const path = info.ok ? info.answer.dataRoot : await configuredRoot(world);
  const filesystem = await filesystemAt(machine, path);
  if (filesystem === null) return unseen(`${path} could not be looked at.`, `无法查看 ${path}。`);
  // A root that is not there yet lies on the filesystem above it; without engine that would be a guess.
  if (!info.ok && filesystem.path !== path) {
    return unseen(`${path} is not on this machine.`, `本机上没有 ${path}。`);
  }
  return seen(filesystem, path);
};

async function isLocal({ ask }: World): Promise<boolean> {
  const reach = await ask('engine.reach', {});
  return !reach.ok || reach.answer.transport === 'unix' || reach.answer.transport === 'npipe';
}

async function configuredRoot({ ask }: World): Promise<string> {
  const daemon = await ask('config.daemon', {});
  return (daemon.ok ? daemon.answer.dataRoot : undefined) ?? '/var/lib/docker';
}

/** Docker Desktop keeps the data root in a VM: looked at from inside where WSL lets us, else from its disk file. */
async function desktopRoot(machine: Machine): ReturnType<Probe<'host.dataRoot'>> {
  if (machine.platform === 'win32') {
    const ran = await machine.run(['wsl.exe', '-d', 'docker-desktop', 'df', '-P', '-k', '/mnt/docker-desktop-disk'], {
      milliseconds: 6000,
      env: { WSL_UTF8: '1' },
    });
    const filesystem = ran.ok && ran.code === 0 ? parseDf(ran.stdout) : null;
    if (filesystem !== null) return seen(filesystem, 'wsl -d docker-desktop df');
  }
  const file = await diskFile(machine);
  if (file !== null) return seen(file, file.path);
  return unseen(
    'The data root lies in the VM of Docker Desktop, which could not be looked into.',
    '数据根目录在 Docker Desktop 的虚拟机里，无法查看。',
  );
}

/** Room under the VM's disk file: the VM cannot grow beyond it. */
async function diskFile(machine: Machine): Promise<Filesystem | null> {
  if (machine.platform !== 'darwin') return null;
  const path = join(machine.home, 'Library/Containers/com.docker.docker/Data/vms/0/data');
  const space = await machine.space(path);
  return space === null ? null : { path, type: '', ...space, options: [], isReadOnly: false, seenFrom: 'disk-file' };
}

/** `df -P -k` of one filesystem. */
export function parseDf(text: string): Filesystem | null {
  const found = /^(\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+%\s+(\/.*)$/m.exec(text.replaceAll('\r', ''));
  if (found === null) return null;
  const [, , kilobytes, , available, path = ''] = found;
  return {
    path,
    type: '',
    bytes: Number(kilobytes) * 1024,
    available: Number(available) * 1024,
    inodes: 0,
    inodesFree: 0,
    options: [],
    isReadOnly: false,
    seenFrom: 'vm',
  };
}
