import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host, Seen } from '#core/model/probe.ts';

interface Recorded {
  readonly asked: readonly { readonly probe: string; readonly about: unknown; readonly seen: Seen<unknown> }[];
}

/** A host that answers as the engine of the lab did (`lab/record-stack.ts`). */
function replay(fault: string): Host {
  const { asked } = JSON.parse(readFileSync(join(import.meta.dirname, 'stacks', `${fault}.json`), 'utf8')) as Recorded;
  const key = (probe: string, about: unknown): string => `${probe} ${JSON.stringify(about)}`;
  const answers = new Map(asked.map(({ probe, about, seen }) => [key(probe, about), seen]));
  const why = { en: 'It was not recorded.', zh: '没有录制。' };
  return {
    readText: async () => ({ ok: false, why }),
    ask: async (probe, about) => (answers.get(key(probe, about)) ?? { ok: false, why }) as never,
  };
}

async function diagnosed(fault: string): Promise<Diagnosis> {
  const answer = await diagnoseStack(replay(fault), undefined);
  if (!('diagnosis' in answer)) throw new Error(answer.en);
  return answer.diagnosis;
}

/** Who hangs on whom when nothing above app was started. */
const NOTHING_ABOVE_APP = { 'memory-optimizer': 'app', prometheus: 'app', grafana: 'prometheus' } as const;

interface Expected {
  readonly root: string;
  /** Every service that suffers, and the one it needs on the way to the root. */
  readonly suffering: Readonly<Record<string, string | undefined>>;
}

/** What is true of each stack, from how the fault was made; not from what drydock said. */
const STACKS: Readonly<Record<string, Expected>> = {
  'pg-password-differs': { root: 'pg-password-differs', suffering: { app: undefined, ...NOTHING_ABOVE_APP } },
  'pg-auth-failed-stale-volume': {
    root: 'pg-auth-failed-stale-volume',
    suffering: { app: undefined, ...NOTHING_ABOVE_APP },
  },
  'redis-on-localhost': {
    root: 'connect-localhost-inside-container',
    suffering: { app: undefined, ...NOTHING_ABOVE_APP },
  },
  'api-key-missing': { root: 'missing-runtime-env', suffering: { app: undefined, ...NOTHING_ABOVE_APP } },
};

describe('stacks of the lab, from the containers alone', () => {
  test.each(Object.entries(STACKS))('%s', async (fault, { root, suffering }) => {
    const diagnosis = await diagnosed(fault);
    expect(diagnosis.outcome).toBe('failed');
    expect(diagnosis.root?.condition).toBe(root);
    const hanging = diagnosis.consequences.map(({ service, hangs }) => [service ?? '', hangs?.needs] as const);
    expect(Object.fromEntries(hanging)).toEqual(suffering);
    expect(new Set(diagnosis.consequences.map(({ because }) => because))).toEqual(new Set([root]));
    expect(diagnosis.alternatives.filter(({ independent }) => independent !== undefined)).toEqual([]);
  });
});
