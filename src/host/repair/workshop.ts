import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';

import { createTwoFilesPatch } from 'diff';

import type { Action, Change } from '#core/model/change.ts';
import type { Done, Preview, Undone, ValueOf, Workshop } from '#core/model/workshop.ts';
import { mask } from '#core/redact.ts';
import type { FileEdit, Files, Refusal } from '#core/repair/files.ts';
import { make } from '#core/repair/make.ts';
import type { Text } from '#core/model/text.ts';

import type { Entry, Journal } from '../journal/journal.ts';
import { refused, type ActionRunner, type Bay } from './action.ts';

/** Larger files are not edited. */
const MAX_BYTES = 4 * 1024 * 1024;
const CONTEXT_LINES = 3;

export interface WorkshopOptions {
  readonly bay: Bay;
  readonly journal: Journal;
  readonly valueOf: ValueOf;
  /** May files outside the project be edited (daemon.json, Docker Desktop's settings, .wslconfig)? */
  readonly system: boolean;
}

const ACTIONS: { readonly [N in Action['name']]?: () => Promise<ActionRunner<N>> } = {
  'create-builder': async () => (await import('./actions/create-builder.ts')).createBuilder,
  'create-network': async () => (await import('./actions/create-network.ts')).createNetwork,
  'free-build-cache': async () => (await import('./actions/free-build-cache.ts')).freeBuildCache,
  'drop-build-cache': async () => (await import('./actions/drop-build-cache.ts')).dropBuildCache,
  'remove-stale-networks': async () => (await import('./actions/remove-stale-networks.ts')).removeStaleNetworks,
  'restart-failing': async () => (await import('./actions/restart-failing.ts')).restartFailing,
  'set-database-password': async () => (await import('./actions/set-database-password.ts')).setDatabasePassword,
  'set-variable': async () => (await import('./actions/set-variable.ts')).setVariable,
  'wait-for-engine': async () => (await import('./actions/wait-for-engine.ts')).waitForEngine,
  wait: async () => (await import('./actions/wait.ts')).wait,
};

export function openWorkshop({ bay, journal, valueOf, system }: WorkshopOptions): Workshop {
  const files: Files = { read: (path) => readText(placeOf(bay.project, path)) };
  const plan = (change: Change): ReturnType<typeof make> => {
    const isSystem = 'file' in change && change.file !== undefined && isOutside(change.file);
    if (isSystem && !system) return { ok: false, reason: 'no-file' };
    return make(change, files, (value) => valueOf(value, 'name' in change ? change.name : ''));
  };
  return {
    preview: async (step) => {
      if (!('kind' in step)) return previewAction(bay, step);
      const made = plan(step);
      return made.ok
        ? { ok: true, shows: [{ kind: 'diff', file: made.edit.file, diff: diffOf(made.edit) }] }
        : { ok: false, why: why(made.reason, step) };
    },
    apply: async (step, remedy) => {
      if (!('kind' in step)) return applyAction(bay, journal, step, remedy);
      const made = plan(step);
      if (!made.ok) return { ok: false, why: why(made.reason, step) };
      return writeEdit(made.edit, { bay, journal, remedy });
    },
    undo: (downTo) => undoAll(bay, journal, downTo),
  };
}

interface Writing {
  readonly bay: Bay;
  readonly journal: Journal;
  readonly remedy: string;
}

async function writeEdit({ file, after, mode }: FileEdit, { bay, journal, remedy }: Writing): Promise<Done> {
  const path = realPlace(placeOf(bay.project, file));
  if (!isOutside(file) && !isWithin(bay.project, path)) {
    return refused(`${file} leads out of the project.`, `${file} 指向项目之外。`);
  }
  const entry = await journal.write(path, Buffer.from(after, 'utf8'), { remedy, ...(mode !== undefined && { mode }) });
  return { ok: true, entry: entry.number, text: { en: `Edited ${file}.`, zh: `已修改 ${file}。` } };
}

async function previewAction(bay: Bay, action: Action): Promise<Preview> {
  const runner = await runnerOf(action);
  if (runner === null) return unknownAction(action);
  const prepared = await runner.prepare(bay, action);
  return prepared.ok ? { ok: true, shows: prepared.shows.map((text) => ({ kind: 'text', text })) } : prepared;
}

/** Looked at again right before it is done: what was shown a minute ago may not hold any more. */
async function applyAction(bay: Bay, journal: Journal, action: Action, remedy: string): Promise<Done> {
  const runner = await runnerOf(action);
  if (runner === null) return unknownAction(action);
  const prepared = await runner.prepare(bay, action);
  if (!prepared.ok) return prepared;
  const entry = await journal.intend(action, {
    remedy,
    ...(prepared.saved !== undefined && { saved: prepared.saved }),
  });
  const acted = await runner.apply(bay, action, prepared.saved);
  if (acted.ok) return { ok: true, entry: entry.number, text: acted.text };
  const { result } = await undoOne(bay, journal, entry);
  if (result !== 'failed') await journal.close(entry);
  return acted;
}

async function undoAll(bay: Bay, journal: Journal, downTo: number): Promise<readonly Undone[]> {
  const undone: Undone[] = [];
  for (const entry of (await journal.unclosed()).toReversed()) {
    if (entry.number < downTo) break;
    const one = await undoOne(bay, journal, entry);
    undone.push(one);
    if (one.result !== 'failed' && one.result !== 'kept') await journal.close(entry);
  }
  return undone;
}

async function undoOne(bay: Bay, journal: Journal, entry: Entry): Promise<Undone> {
  if (entry.kind === 'file') {
    const result = await journal.undo(entry);
    const what = entry.path;
    if (result === 'changed-since') {
      const text = { en: `${what} was changed since and is left alone.`, zh: `${what} 之后被改动过，保持不变。` };
      return { entry: entry.number, what, result: 'kept', text };
    }
    return { entry: entry.number, what, result, text: { en: `${what} is as before.`, zh: `${what} 已恢复原样。` } };
  }
  const what = entry.action.name;
  const runner = await runnerOf(entry.action);
  if (runner?.revert === undefined) {
    const text = { en: `${what} needs no way back: no data went.`, zh: `${what} 无需撤销：没有丢失数据。` };
    return { entry: entry.number, what, result: 'none', text };
  }
  const reverted = await runner.revert(bay, entry.action, entry.saved);
  return reverted.ok
    ? { entry: entry.number, what, result: 'restored', text: reverted.text }
    : { entry: entry.number, what, result: 'failed', text: reverted.why };
}

/** The runner of an action, whose own type is forgotten: it was found by the action's name. */
async function runnerOf(action: Action): Promise<ActionRunner<Action['name']> | null> {
  return ((await ACTIONS[action.name]?.()) ?? null) as ActionRunner<Action['name']> | null;
}

function unknownAction({ name }: Action): { readonly ok: false; readonly why: Text } {
  return refused(`${name} is not something this version can do.`, `此版本不支持 ${name}。`);
}

function diffOf({ file, before, after, mode }: FileEdit): string {
  const head = mode === undefined ? '' : `mode ${(mode & 0o777).toString(8)} ${file}\n`;
  if (before === after) return head;
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before ?? '', after, undefined, undefined, {
    context: CONTEXT_LINES,
  });
  return head + mask(patch.replace(/^=+\n/, ''));
}

const REASONS: Readonly<Record<Refusal, Text>> = {
  'not-found': { en: 'what was to be changed is not there', zh: '要修改的内容不存在' },
  ambiguous: { en: 'what was to be changed is there more than once', zh: '要修改的内容出现了多次' },
  'not-parseable': { en: 'the file cannot be read as what it should be', zh: '文件无法按其格式读取' },
  'unsupported-form': {
    en: 'the file is written in a form that is not edited without a person',
    zh: '文件的写法不适合自动修改',
  },
  'no-file': { en: 'there is no such file to edit', zh: '没有可修改的文件' },
  'no-value': { en: 'no value was given', zh: '没有给出值' },
  'no-change': { en: 'it is so already', zh: '已经是这样了' },
};

function why(reason: Refusal, change: Change): Text {
  const file = 'file' in change && change.file !== undefined ? change.file : change.kind;
  return { en: `${file}: ${REASONS[reason].en}.`, zh: `${file}：${REASONS[reason].zh}。` };
}

function isOutside(file: string): boolean {
  return file.startsWith('/') || file.startsWith('~/');
}

function placeOf(project: string, file: string): string {
  return file.startsWith('~/') ? join(homedir(), file.slice(2)) : resolve(project, file);
}

/** An edit goes through a symbolic link to the file itself. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isWithin(project: string, path: string): boolean {
  return path.startsWith(realPlace(resolve(project)) + sep);
}

/** The text of a regular file; null where there is none or where it is no UTF-8, which no edit would keep byte for byte. */
function readText(path: string): string | null {
  try {
    const real = realpathSync(path);
    const { size } = lstatSync(real);
    if (!lstatSync(real).isFile() || size > MAX_BYTES) return null;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(real));
  } catch {
    return null;
  }
}
