import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { Bench } from './bench.ts';
import type { Repair } from './fault.ts';
import type { Ran, RunOptions } from './machine/run.ts';
import { keepData, plantData } from './data-kept.ts';

/** From broken to green takes several starts of the stack, on a machine that may be busy. */
const REPAIR_SECONDS = 540;

export interface Repaired {
  readonly isGreen: boolean;
  /** `condition/remedy`, in the order they were taken. */
  readonly remedies: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  /** Bytes of volumes and databases that were there before and are not, or not the same, afterwards. */
  readonly lostBytes: number;
  readonly isRestored: boolean;
  readonly wrong: readonly string[];
}

/** One line of `drydock history --format json`. */
interface Incident {
  readonly ending: string;
  readonly rounds: number;
  readonly remedies: readonly string[];
  readonly undoable: number;
}

/**
 * The built command line repairs what the fault has left, beside the engine: the command has to end green, every volume and
 * database keeps what was planted in it, and `undo` brings back every file of the project, byte for byte, with its mode.
 */
export async function judgeRepair(
  bench: Bench,
  { command, remedies, says, stands, undone: undoneWhen, before: prepare, when, env }: Repair,
): Promise<Repaired> {
  const { project } = bench.engine;
  const drydock = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    bench.drydock(args, { seconds: REPAIR_SECONDS, ...options });
  const [verb = 'up', ...rest] = typeof command === 'function' ? command(bench) : command;
  const before = filesIn(project);
  const planted = await plantData(bench);
  await prepare?.(bench);
  const ran = await drydock([verb, '--fix', '--yes', '--no-color', ...rest], {
    ...(when !== undefined && { when: when(bench) }),
    ...(env !== undefined && { env }),
  });
  const standing =
    stands === undefined ? { code: 0, text: '' } : await bench.sh(stands, { ...(env !== undefined && { env }) });
  const { lostBytes, unread } = await keepData(bench, planted);
  const incident = newest((await drydock(['history', '--format', 'json'])).text);
  // A remedy of the command's own arguments has changed nothing that could be taken back.
  const undone = incident?.undoable === 0 ? { code: 0, text: '' } : await drydock(['undo', '--no-color']);
  const asBefore = undoneWhen === undefined ? { code: 0, text: '' } : await bench.sh(undoneWhen);
  const changed = differences(before, filesIn(project));
  const wrong: string[] = [];
  if (ran.code !== 0) wrong.push(`not green (${ran.code}):\n${ran.text.slice(-2500)}`);
  for (const remedy of remedies) {
    if (incident?.remedies.some((kept) => kept.startsWith(remedy)) !== true)
      wrong.push(`${remedy} was not kept, but ${incident?.remedies.join(', ') || 'nothing'}`);
  }
  if (says !== undefined && !says.test(ran.text)) wrong.push(`does not say ${says}:\n${ran.text.slice(-2500)}`);
  for (const one of unread) wrong.push(`whether data is kept could not be seen: ${one}`);
  if (lostBytes > 0) wrong.push(`${lostBytes} bytes of data are gone`);
  if (standing.code !== 0) wrong.push(`${stands}: ${standing.text.slice(-600)}`);
  if (undone.code !== 0) wrong.push(`undo: ${undone.text.slice(-600)}`);
  if (asBefore.code !== 0) wrong.push(`not as before after undo: ${undoneWhen}: ${asBefore.text.slice(-600)}`);
  if (changed.length > 0) wrong.push(`not as before after undo: ${changed.join(', ')}`);
  return {
    isGreen: ran.code === 0,
    remedies: incident?.remedies ?? [],
    rounds: incident?.rounds ?? 0,
    seconds: ran.seconds,
    lostBytes,
    isRestored: undone.code === 0 && asBefore.code === 0 && changed.length === 0,
    wrong: wrong.map((sentence) => `repair: ${sentence}`),
  };
}

function newest(text: string): Incident | undefined {
  const whole = /^\[[\s\S]*^\]$/m.exec(text)?.[0];
  return whole === undefined ? undefined : (JSON.parse(whole) as Incident[])[0];
}

/** Every path below a folder with its mode and what it holds. */
function filesIn(folder: string, below = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(join(folder, below))) {
    const path = join(below, name);
    const whole = join(folder, path);
    const stat = lstatSync(whole);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) for (const [inner, value] of filesIn(folder, path)) found.set(inner, value);
    if (stat.isDirectory()) found.set(`${path}/`, mode);
    else if (stat.isSymbolicLink()) found.set(path, readlinkSync(whole));
    else if (stat.isFile())
      found.set(path, `${mode} ${createHash('sha256').update(readFileSync(whole)).digest('hex')}`);
  }
  return found;
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const changed = [...before].filter(([path, value]) => after.get(path) !== value).map(([path]) => path);
  return [...changed, ...[...after.keys()].filter((path) => !before.has(path))];
}
