import { join } from 'node:path';

import type { Machine } from '../machine/machine.ts';

const NO_PERSON = new Set(['Public', 'Default', 'Default User', 'All Users', 'desktop.ini', 'defaultuser0']);

/** Home folders of Windows users: our own on Windows, all of them from inside WSL, none elsewhere. */
export async function windowsHomes(machine: Machine): Promise<readonly string[]> {
  if (machine.platform === 'win32') return [machine.home];
  const version = await machine.read('/proc/version');
  if (!version.ok || !/microsoft/i.test(version.text)) return [];
  const names = await machine.list('/mnt/c/Users');
  return names.filter((name) => !NO_PERSON.has(name)).map((name) => join('/mnt/c/Users', name));
}
