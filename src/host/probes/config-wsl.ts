import { join } from 'node:path';

import { windowsHomes } from '../configuration/windows-home.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** `.wslconfig`: what Windows gives the VM that the engine runs in. */
export const configWsl: Probe<'config.wsl'> = async ({ machine }) => {
  const homes = await windowsHomes(machine);
  const [first] = homes;
  if (first === undefined) return unseen('There is no WSL on this system.', '本系统没有 WSL。');
  for (const home of homes) {
    const path = join(home, '.wslconfig');
    const file = await machine.read(path);
    if (file.ok) return seen({ path, exists: true, ...parseWslConfig(file.text) }, path);
    if (file.code !== 'ENOENT') return unseen(`${path} may not be read.`, `无权读取 ${path}。`);
  }
  const path = join(first, '.wslconfig');
  return seen({ path, exists: false, problems: [] }, path);
};

interface WslConfig {
  readonly memory?: number;
  readonly swap?: number;
  readonly processors?: number;
  /** Lines WSL does not take as they are written. */
  readonly problems: readonly string[];
}

/** The `[wsl2]` section. WSL takes whole numbers of MB and GB alone; anything else it leaves out. */
export function parseWslConfig(text: string): WslConfig {
  const found = new Map<string, number>();
  const problems: string[] = [];
  let section = '';
  for (const [i, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const header = /^\[([^\]]*)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim().toLowerCase();
      continue;
    }
    const [key = '', value] = line.split('=', 2).map((part) => part.trim());
    const name = key.toLowerCase();
    if (value === undefined) problems.push(`${i + 1}: ${key.slice(0, 40)}`);
    if (value === undefined || section !== 'wsl2' || !/^(?:memory|swap|processors)$/.test(name)) continue;
    const amount = name === 'processors' ? /^(\d+)$/.exec(value) : /^(\d+)\s*(MB|GB|B)?$/i.exec(value);
    if (amount === null) problems.push(`${i + 1}: ${name}=${value.slice(0, 40)}`);
    else found.set(name, Number(amount[1]) * (UNITS[(amount[2] ?? '').toUpperCase()] ?? 1));
  }
  return { ...Object.fromEntries(found), problems };
}

const UNITS: Readonly<Record<string, number>> = { MB: 1024 ** 2, GB: 1024 ** 3 };
