import { join } from 'node:path';

import { mask } from '#core/redact.ts';

import type { Machine } from '../machine/machine.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** The engine's own log: the journal's unit, or the files Docker Desktop keeps. */
export const hostEngineLog: Probe<'host.engineLog'> = async ({ machine }, { tail }) => {
  const log = machine.platform === 'linux' ? await journal(machine, tail) : await desktopLog(machine);
  if (log === null)
    return unseen("The engine's own log could not be found or read.", '找不到或无法读取引擎自身的日志。');
  return seen(worst(log.text).slice(-tail).map(mask), log.where);
};

interface Log {
  readonly text: string;
  readonly where: string;
}

async function journal({ run }: Machine, tail: number): Promise<Log | null> {
  // dockerd logs all levels as notice: more lines than wanted are read, and sorted out here.
  const words = [
    '-u',
    'docker',
    '-b',
    '--no-pager',
    '-o',
    'cat',
    '-q',
    '-n',
    String(Math.min(tail * 20, 5000)),
  ] as const;
  const ran = await run(['journalctl', ...words], { milliseconds: 5000 });
  // Without permission it prints nothing and ends well: no lines are no answer.
  return ran.ok && ran.code === 0 && ran.stdout.trim() !== ''
    ? { text: ran.stdout, where: 'journalctl -u docker' }
    : null;
}

async function desktopLog({ platform, home, environment, tail }: Machine): Promise<Log | null> {
  const folder =
    platform === 'darwin'
      ? join(home, 'Library/Containers/com.docker.docker/Data/log/vm')
      : join(environment['LOCALAPPDATA'] ?? join(home, 'AppData/Local'), 'Docker/log/vm');
  for (const name of ['dockerd.log', 'init.log']) {
    const path = join(folder, name);
    const file = await tail(path, 512 * 1024);
    if (file.ok) return { text: file.text, where: path };
  }
  return null;
}

const WORSE =
  /level=(?:warning|warn|error|fatal|panic)|"level":"(?:warn|warning|error|fatal)"|^(?:panic|fatal error)\b/;

/** Warnings and worse. */
function worst(text: string): readonly string[] {
  return text.split('\n').filter((line) => WORSE.test(line));
}
