import { expect, test } from 'vitest';

import type { Bay } from '#host/repair/action.ts';
import { createBuilder } from '#host/repair/actions/create-builder.ts';

const action = { name: 'create-builder', builder: 'drydock-platforms' } as const;

/** An engine with these builders, whose client ends with this word on standard error, or well. */
function bayWith(builders: readonly string[], stderr = '', ran: string[] = []): Bay {
  return {
    project: '/srv/shop',
    run: async (argv) => {
      ran.push(argv.join(' '));
      return { ok: true, code: stderr === '' ? 0 : 1, stdout: '', stderr, isCut: false };
    },
    host: {
      readText: async () => ({ ok: false, why: { en: 'no file', zh: '没有文件' } }),
      ask: async () => ({ ok: true, answer: builders.map((name) => ({ name })), where: 'engine' }) as never,
    },
  };
}

test('a builder of that name is left alone', async () => {
  expect(await createBuilder.prepare(bayWith(['default', 'drydock-platforms']), action)).toMatchObject({ ok: false });
  expect(await createBuilder.prepare(bayWith(['default']), action)).toMatchObject({ ok: true });
});

test('it is made beside the one in use, and goes again', async () => {
  const ran: string[] = [];
  expect(await createBuilder.apply(bayWith([], '', ran), action, undefined)).toMatchObject({ ok: true });
  expect(await createBuilder.revert?.(bayWith([], '', ran), action, undefined)).toMatchObject({ ok: true });
  expect(ran).toEqual([
    'docker buildx create --name drydock-platforms --driver docker-container --bootstrap',
    'docker buildx rm --force drydock-platforms',
  ]);
});

test('one that was never made needs no way back; one that stays is said', async () => {
  const missing = bayWith([], 'ERROR: no builder "drydock-platforms" found');
  expect(await createBuilder.revert?.(missing, action, undefined)).toMatchObject({ ok: true });
  expect(await createBuilder.revert?.(bayWith([], 'ERROR: permission denied'), action, undefined)).toMatchObject({
    ok: false,
    why: { en: expect.stringContaining('permission denied') },
  });
});
