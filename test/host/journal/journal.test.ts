import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { Journal, type FileEntry } from '#host/journal/journal.ts';

const CHILD = join(import.meta.dirname, 'write-until.ts');

interface State {
  readonly text: string;
  readonly mode: number;
}

function setUp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-journal-'));
  mkdirSync(join(folder, 'project'));
  writeFileSync(join(folder, 'project/.env'), '\uFEFFA=1\r\n');
  chmodSync(join(folder, 'project/.env'), 0o640);
  writeFileSync(join(folder, 'project/run.sh'), '#!/bin/sh\n');
  chmodSync(join(folder, 'project/run.sh'), 0o644);
  return folder;
}

function stateOf(folder: string): Record<string, State> {
  const project = join(folder, 'project');
  return Object.fromEntries(
    readdirSync(project).map((name) => {
      const path = join(project, name);
      return [name, { text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o7777 }];
    }),
  );
}

const AFTER: Record<string, State> = {
  '.env': { text: 'A=2\r\n', mode: 0o640 },
  'new.env': { text: 'B=1\n', mode: 0o600 },
  'run.sh': { text: '#!/bin/sh\n', mode: 0o755 },
};

function runUntil(folder: string, at: number): { killed: boolean } {
  const ran = spawnSync(process.execPath, ['--import', 'tsx', CHILD, folder, String(at)], { encoding: 'utf8' });
  expect(ran.signal === 'SIGKILL' || ran.stdout === 'finished\n', ran.stderr).toBe(true);
  return { killed: ran.signal === 'SIGKILL' };
}

async function files(journal: Journal): Promise<readonly FileEntry[]> {
  return (await journal.entries()).filter((entry) => entry.kind === 'file');
}

test(
  'a kill at every change on disk leaves each file before or after; undo and resume both work from there',
  { timeout: 240_000 },
  async () => {
    let kills = 0;
    for (let at = 0; ; at++) {
      const folder = setUp();
      const before = stateOf(folder);
      const { killed } = runUntil(folder, at);
      for (const [name, state] of Object.entries(stateOf(folder))) {
        // What a crash leaves half-written stands under a name of its own.
        if (name.endsWith('.drydock')) continue;
        expect([before[name], AFTER[name]], `${name} after a kill at ${at}`).toContainEqual(state);
      }
      const journal = await Journal.at(join(folder, 'journal'));
      const undoFirst = at % 2 === 0;
      if (!undoFirst) {
        for (const entry of await files(journal)) expect(await journal.resume(entry)).not.toBe('changed-since');
        for (const { path, after } of await files(journal)) {
          const name = path.split('/').at(-1) ?? '';
          expect(stateOf(folder)[name]).toEqual(AFTER[name]);
          expect(after.hash).toHaveLength(64);
        }
      }
      for (const entry of (await files(journal)).toReversed())
        expect(await journal.undo(entry)).not.toBe('changed-since');
      expect(stateOf(folder), `undone after a kill at ${at}`).toEqual(before);
      rmSync(folder, { recursive: true });
      if (!killed) break;
      kills++;
    }
    // Three files, two or three kept pieces each, at least three changes on disk a piece.
    expect(kills).toBeGreaterThan(30);
  },
);

test('a file that somebody changed since is left alone', async () => {
  const folder = setUp();
  const journal = await Journal.at(join(folder, 'journal'));
  const path = join(folder, 'project/.env');
  const entry = await journal.write(path, Buffer.from('A=2\n'), { remedy: 'x' });
  writeFileSync(path, 'A=3\n');
  expect(await journal.undo(entry)).toBe('changed-since');
  expect(readFileSync(path, 'utf8')).toBe('A=3\n');
});

test('what the journal keeps is private', async () => {
  const folder = setUp();
  const journal = await Journal.at(join(folder, 'journal'));
  await journal.write(join(folder, 'project/.env'), Buffer.from('A=2\n'), { remedy: 'x' });
  expect(statSync(join(folder, 'journal')).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(folder, 'journal'))) {
    expect(statSync(join(folder, 'journal', name)).mode & 0o777).toBe(0o600);
  }
  expect(existsSync(join(folder, 'journal/0001.before'))).toBe(true);
});
