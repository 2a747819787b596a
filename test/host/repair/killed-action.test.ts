import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { networksIn, openShop } from './network-shop.ts';

const CHILD = join(import.meta.dirname, 'act-until.ts');

test(
  'an action killed at any step, on disk or at the engine, can be taken back: nothing of it is left',
  { timeout: 120_000 },
  async () => {
    const states = new Set<string>();
    let kills = 0;
    for (let at = 0; ; at++) {
      const root = mkdtempSync(join(tmpdir(), 'drydock-action-'));
      const ran = spawnSync(process.execPath, ['--import', 'tsx', CHILD, root, String(at)], { encoding: 'utf8' });
      const isKilled = ran.signal === 'SIGKILL';
      expect(isKilled || ran.stdout === 'finished\n', ran.stdout + ran.stderr).toBe(true);
      states.add(networksIn(join(root, 'networks')).join());
      const shop = await openShop(root, () => undefined);
      const undone = await shop.undo(1);
      expect(undone.map(({ result }) => result)).not.toContain('failed');
      expect(networksIn(join(root, 'networks')), `undone after a kill at ${at}`).toEqual([]);
      expect(await shop.undo(1), 'taken back once').toEqual([]);
      rmSync(root, { recursive: true });
      if (!isKilled) break;
      kills++;
    }
    expect([...states].toSorted()).toEqual(['', 'edge']);
    // The note on disk takes several changes; the engine's call has a before and an after.
    expect(kills).toBeGreaterThan(4);
  },
);
