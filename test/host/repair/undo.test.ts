import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import type { Change } from '#core/model/change.ts';
import { parseInstructions } from '#core/parse/dockerfile/instructions.ts';
import { openHost } from '#host/host.ts';
import { Journal } from '#host/journal/journal.ts';
import { openWorkshop } from '#host/repair/workshop.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Unusual, so that a mode that gets lost shows. */
const MODE = 0o741;
// Every write is flushed: memory makes that cheap, and the order of writes is what matters here.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'drydock-undo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every different file below the recorded projects whose name fits. */
function recorded(pattern: RegExp): readonly string[] {
  const texts = new Set<string>();
  for (const place of ['test/corpus', 'test/check/projects', 'test/app/stacks', 'lab/stacks']) {
    if (!existsSync(join(ROOT, place))) continue;
    for (const name of readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })) {
      if (!pattern.test(name)) continue;
      const path = join(ROOT, place, name);
      if (statSync(path).isFile()) texts.add(readFileSync(path, 'utf8'));
    }
  }
  return [...texts];
}

let number = 0;

/** Applies all changes that can be made, one after the other, then takes all back. The number that could be made. */
async function thereAndBack(file: string, source: string, changes: readonly Change[]): Promise<number> {
  const project = join(folder, String(number++));
  const journal = await Journal.at(join(project, 'journal'));
  const path = join(project, file);
  writeFileSync(path, source);
  chmodSync(path, MODE);
  const workshop = openWorkshop({
    bay: { host: openHost({ project }), run: async () => ({ ok: false, problem: 'not-asked', detail: '' }), project },
    journal,
    valueOf: () => 'a value',
    system: false,
  });
  let made = 0;
  for (const change of changes) {
    const done = await workshop.apply(change, 'test/test');
    if (done.ok) made++;
  }
  const isAsBefore = (): boolean =>
    readFileSync(path).equals(Buffer.from(source)) && (statSync(path).mode & 0o7777) === MODE;
  if (made > 0) expect(isAsBefore()).toBe(false);
  const undone = await workshop.undo(1);
  expect(undone.map(({ result }) => result)).toEqual(undone.map(() => 'restored'));
  expect(isAsBefore()).toBe(true);
  expect(readdirSync(project).toSorted()).toEqual([file, 'journal'].toSorted());
  rmSync(project, { recursive: true });
  return made;
}

test('undo after any edits of a Dockerfile brings back every byte and its mode', async () => {
  const files = recorded(/(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*)$/);
  expect(files.length).toBeGreaterThan(100);
  let made = 0;
  for (const source of files) {
    const { line } = parseInstructions(source).at(-1) ?? { line: 1 };
    const about = { kind: 'dockerfile', file: 'Dockerfile' } as const;
    made += await thereAndBack('Dockerfile', source, [
      { ...about, line, after: ['LABEL a=1', 'LABEL b=2'] },
      { ...about, line, before: ['# why', 'USER app'] },
      { ...about, line: 1, baseImage: 'alpine:3.20' },
      { ...about, line, flag: '--network=none' },
      { kind: 'executable', file: 'Dockerfile' },
    ]);
  }
  expect(made).toBeGreaterThan(files.length * 3);
}, 120_000);

test('undo after any edits of a Compose file brings back every byte and its mode', async () => {
  const files = recorded(/(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/);
  expect(files.length).toBeGreaterThan(60);
  let made = 0;
  for (const source of files) {
    const service = /^services:\s*\n\s+([\w-]+):/m.exec(source)?.[1] ?? 'app';
    const name = /^\s+(?:- )?"?([A-Z_]{3,})(?::|=)/m.exec(source)?.[1] ?? 'X';
    made += await thereAndBack('compose.yaml', source, [
      { kind: 'yaml', path: ['services', service, 'init'], set: true },
      { kind: 'yaml', path: ['services', service, 'stop_grace_period'], set: '5s' },
      { kind: 'yaml', path: ['services', service, 'ports'], append: '127.0.0.1::9' },
      { kind: 'service-variable', service, name, to: { text: 'other' } },
      { kind: 'yaml', path: ['services', service, 'image'], remove: true },
    ]);
  }
  expect(made).toBeGreaterThan(files.length * 2);
}, 120_000);

test('undo after any edits of .env and .dockerignore brings back every byte, and a new file goes', async () => {
  for (const source of recorded(/(?:^|\/)(?:[\w-]*\.env|\.env[\w.-]*)$/)) {
    await thereAndBack('.env', source, [
      { kind: 'dotenv', file: '.env', name: 'NEW', value: { from: 'literal', text: 'x y' } },
      { kind: 'dotenv', file: 'new.env', name: 'NEW', value: { from: 'generated', length: 20 } },
      { kind: 'ignore', file: '.dockerignore', add: 'node_modules' },
    ]);
  }
}, 120_000);
