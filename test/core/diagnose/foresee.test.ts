import { expect, test } from 'vitest';

import { foresee } from '#core/diagnose/foresee.ts';
import { condition } from '#core/model/define.ts';
import type { AnyCondition, Foreseen } from '#core/model/condition.ts';
import type { Host } from '#core/model/probe.ts';
import { advise } from '#core/model/steps.ts';

const text = (en: string): { en: string; zh: string } => ({ en, zh: `${en}。` });
const blind = { ok: false, why: text('nobody looked') } as const;
const host: Host = { readText: async () => blind, ask: async () => blind as never };

function toy(id: string, rest: Partial<AnyCondition>): AnyCondition {
  const finds = (): readonly Foreseen<unknown>[] => [{ facts: {}, how: 'likely', tells: text('seen') }];
  return condition({
    id,
    stage: 'start',
    title: text(id),
    signatures: [],
    headline: () => text(id),
    why: text(`${id}.`),
    remedies: () => [{ id: 'do', title: text('do'), risk: 'read', steps: [advise('Do.', '做。')] }],
    sources: [{ repo: 'toy/toy' }],
    ahead: { asks: ['project.services'], finds },
    ...rest,
  });
}

const broken = (): never => {
  throw new RangeError('too far');
};

test.each<[string, Partial<AnyCondition>, readonly string[]]>([
  ['finds', { ahead: { asks: ['project.services'], finds: broken } }, ['well']],
  ['further', { ahead: { asks: ['project.services'], further: broken, finds: () => [] } }, ['well']],
  ['remedies', { remedies: broken }, ['ill', 'well']],
])('a condition whose %s ends with an error costs no other its findings, and it is said', async (_, rest, found) => {
  const { check } = await foresee([toy('ill', rest), toy('well', {})], host, () => async () => ({}));
  expect(check.findings.map((one) => one.condition)).toEqual(found);
  expect(check.unseen.map(({ why }) => why.en)).toContainEqual(
    expect.stringMatching(/^An error of drydock itself in the condition ill \(RangeError: too far\)/),
  );
});
