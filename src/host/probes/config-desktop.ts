import { join } from 'node:path';

import type { DesktopSettings } from '#core/model/probes/configuration.ts';

import { readJson, texts, type JsonFile } from '../configuration/json-file.ts';
import { windowsHomes } from '../configuration/windows-home.ts';
import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

const MEBIBYTE = 1024 * 1024;

/** Settings of Docker Desktop; from inside WSL those of the Windows user. */
export const configDesktop: Probe<'config.desktop'> = async ({ machine }) => {
  const folders = await settingsFolders(machine);
  // settings.json was the name before Docker Desktop 4.35.
  const paths = folders.flatMap((folder) => [join(folder, 'settings-store.json'), join(folder, 'settings.json')]);
  const files = await Promise.all(paths.map((path) => readJson(machine, path)));
  const file = files.find(({ exists }) => exists) ?? files[0];
  if (file === undefined) return unseen('No place of the settings is known here.', '不知道此处设置文件的位置。');
  if (file.exists && (!file.isReadable || file.problem !== undefined)) {
    return unseen(`${file.path} could not be read.`, `无法读取 ${file.path}。`);
  }
  return seen(await settingsOf(machine, file), file.path);
};

async function settingsFolders(machine: Machine): Promise<readonly string[]> {
  const { platform, home, environment } = machine;
  if (platform === 'darwin') return [join(home, 'Library/Group Containers/group.com.docker')];
  if (platform === 'win32') return [join(environment['APPDATA'] ?? join(home, 'AppData/Roaming'), 'Docker')];
  const windows = (await windowsHomes(machine)).map((user) => join(user, 'AppData/Roaming/Docker'));
  return [...windows, join(home, '.docker/desktop')];
}

async function settingsOf(machine: Machine, { path, exists, value }: JsonFile): Promise<DesktopSettings> {
  // The keys were camelCase in settings.json and begin with a capital in settings-store.json.
  const get = (key: string): unknown => value[key] ?? value[`${key[0]?.toLowerCase()}${key.slice(1)}`];
  const number = (key: string, unit: number): number | undefined => {
    const found = get(key);
    return typeof found === 'number' ? found * unit : undefined;
  };
  const flag = (key: string): boolean | undefined =>
    typeof get(key) === 'boolean' ? (get(key) as boolean) : undefined;
  const folder = get('DataFolder');
  const space = typeof folder === 'string' ? await machine.used(join(folder, 'Docker.raw')) : null;
  const answer = {
    memory: number('MemoryMiB', MEBIBYTE),
    cpus: number('Cpus', 1),
    swap: number('SwapMiB', MEBIBYTE),
    diskSize: number('DiskSizeMiB', MEBIBYTE),
    diskPath: typeof folder === 'string' ? folder : undefined,
    diskUsed: space ?? undefined,
    usesWsl: flag('WslEngineEnabled'),
    usesContainerdStore: flag('UseContainerdSnapshotter'),
    sharedDirectories: Array.isArray(get('FilesharingDirectories')) ? texts(get('FilesharingDirectories')) : undefined,
  };
  return { path, exists, ...(withoutUndefined(answer) as Partial<DesktopSettings>) };
}

function withoutUndefined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
