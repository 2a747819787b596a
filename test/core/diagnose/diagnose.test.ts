import { describe, expect, test } from 'vitest';

import { diagnoseLog, type KnowledgeBase } from '#app/diagnose.ts';
import { registryOf } from '#core/diagnose/literals.ts';
import type { AnyCondition } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host } from '#core/model/probe.ts';
import { advise } from '#core/model/steps.ts';

import { rowOf } from '../../../tools/registry-row.ts';

// The engine knows no condition: a toy base is all it needs to show how it ranks.
const text = (en: string): { en: string; zh: string } => ({ en, zh: `${en}。` });

function toy(id: string, rest: Partial<AnyCondition>): AnyCondition {
  return condition({
    id,
    stage: 'shell',
    title: text(id),
    signatures: [],
    headline: () => text(id),
    why: text(`${id}.`),
    remedies: () => [{ id: 'do', title: text('do'), risk: 'read', steps: [advise('Do.', '做。')] }],
    sources: [{ repo: 'toy/toy' }],
    ...rest,
  });
}

const disk = toy('disk', { signatures: [{ on: ['output', 'error'], says: 'disk is full' }], stage: 'storage' });
const compile = toy('compile', { role: 'generic', signatures: [{ on: 'output', says: 'does not compile' }] });
const missing = toy('missing', { signatures: [{ on: 'output', says: 'package missing' }], yieldsTo: ['network'] });
const network = toy('network', {
  signatures: [
    { on: 'output', says: 'no network' },
    { on: 'output', says: 'perhaps offline', strength: 'hints' },
  ],
});
const unhealthy = toy('unhealthy', { role: 'symptom', signatures: [{ on: 'error', says: ' is unhealthy' }] });
const notice = toy('notice', { role: 'warning', signatures: [{ on: ['warning', 'output'], says: 'take notice' }] });
const killed = toy('killed', { signatures: [{ on: 'error', exitCode: 137 }] });
const told = toy('told', {
  signatures: [
    {
      on: 'output',
      says: 'same message',
      also: [{ says: 'first clue' }],
      unless: [{ says: 'second clue', within: 'log' }],
    },
  ],
});
const asked = toy('asked', {
  signatures: [{ on: 'output', says: 'look at the file' }],
  evidence: {
    file: {
      probe: 'project.path',
      about: () => ({ path: 'x' }),
      confirms: ({ exists }: { exists: boolean }) => exists,
      refutes: ({ exists }: { exists: boolean }) => !exists,
      tells: () => text('looked'),
    },
  },
} as never);

const all = [disk, compile, missing, network, unhealthy, notice, killed, told, asked];
const base: KnowledgeBase = {
  registry: registryOf(all.map(rowOf)),
  load: async (id) => all.find((one) => one.id === id),
};

async function check(
  log: string,
  expected: Partial<Record<'root' | 'outcome', string | null>> & {
    consequences?: string[];
    warnings?: string[];
    alternatives?: string[];
  },
  host: Host | null = null,
): Promise<Diagnosis> {
  const { diagnosis } = await diagnoseLog(chunks(log), host, base);
  const ids = (list: readonly { condition: string }[]): string[] => list.map((one) => one.condition);
  const seen = {
    root: diagnosis.root?.condition ?? null,
    outcome: diagnosis.outcome,
    consequences: ids(diagnosis.consequences),
    warnings: ids(diagnosis.warnings),
    alternatives: ids(diagnosis.alternatives),
  };
  expect(seen).toMatchObject(expected);
  return diagnosis;
}

async function* chunks(log: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(log);
}

const failed = (...output: string[]): string =>
  `#5 [2/2] RUN make\n${output.map((line) => `#5 0.1 ${line}\n`).join('')}#5 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2\n------\nERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2\n`;

describe('ranking', () => {
  test('a cause before what it breaks', () =>
    check(failed('does not compile', 'disk is full'), { root: 'disk', consequences: ['compile'] }));
  test('a generic name if there is no cause', () => check(failed('does not compile'), { root: 'compile' }));
  test('what yields is a consequence, whatever its place', async () => {
    await check(failed('no network', 'package missing'), { root: 'network', consequences: ['missing'] });
    await check(failed('package missing', 'no network'), { root: 'network', consequences: ['missing'] });
  });
  test('a hint takes nothing over', () =>
    check(failed('perhaps offline', 'package missing'), { root: 'missing', alternatives: ['network'] }));
  test('two independent causes: the later one, and the other as alternative', () =>
    check(failed('package missing', 'disk is full'), { root: 'disk', alternatives: ['missing'] }));
  test('an exit code is a fact', () =>
    check('#5 [2/2] RUN x\n#5 ERROR: process "/bin/sh -c x" did not complete successfully: exit code: 137\n', {
      root: 'killed',
    }));
  test('a symptom alone is better than nothing', () =>
    check('dependency failed to start: container shop-app-1 is unhealthy\n', { root: 'unhealthy' }));
  test('a warning is never the root', () =>
    check(failed('take notice'), { root: null, outcome: 'failed', warnings: ['notice'] }));
});

describe('clues', () => {
  test('all of `also`', () => check(failed('same message', 'first clue'), { root: 'told' }));
  test('missing clue', () => check(failed('same message'), { root: null }));
  test('none of `unless`', () =>
    check(`${failed('same message', 'first clue')}app-1  | second clue\n`, { root: null }));
});

describe('evidence', () => {
  const host = (answer: boolean | null): Host => ({
    readText: async () => ({ ok: false, why: text('no') }),
    ask: async () =>
      answer === null
        ? { ok: false, why: text('cannot look') }
        : { ok: true, where: 'x', answer: { exists: answer, similar: [] } as never },
  });
  test('confirms', async () =>
    expect((await check(failed('look at the file'), { root: 'asked' }, host(true))).root?.verdict).toBe('confirmed'));
  test('refutes: no longer the root, but told', () =>
    check(failed('look at the file'), { root: null, alternatives: ['asked'] }, host(false)));
  test('could not look: stays suspected and says so', async () => {
    const { root } = await check(failed('look at the file'), { root: 'asked' }, host(null));
    expect(root?.verdict).toBe('suspected');
    expect(root?.evidence.at(-1)).toMatchObject({ says: 'could-not-look' });
  });
});

describe('a condition that ends with an error of its own', () => {
  const broken = (): never => {
    throw new TypeError('no such thing');
  };
  const own = /An error of drydock itself in the condition ill \(TypeError: no such thing\)/;
  const files: Host = {
    readText: async () => ({ ok: false, why: text('no file') }),
    ask: async () => ({ ok: true, answer: { exists: true }, where: 'here' }) as never,
  };
  const evidence = {
    probe: 'project.path',
    about: () => ({ path: 'x' }),
    confirms: () => true,
    refutes: () => false,
    tells: () => text('looked'),
  };
  const withIll = async (rest: Partial<AnyCondition>): Promise<Diagnosis> => {
    const ill = toy('ill', { signatures: [{ on: 'output', says: 'something ill' }], ...rest });
    const { diagnosis } = await diagnoseLog(chunks(failed('something ill', 'does not compile')), files, {
      registry: registryOf([ill, compile].map(rowOf)),
      load: async (id) => [ill, compile].find((one) => one.id === id),
    });
    return diagnosis;
  };

  test('loses its remedies and stays the root', async () => {
    const { root, limits, consequences } = await withIll({ remedies: broken });
    expect(root).toMatchObject({ condition: 'ill', remedies: [] });
    expect(consequences[0]?.remedies).toHaveLength(1);
    expect(limits.map(({ en }) => en)).toEqual([expect.stringMatching(own)]);
  });
  test('is named by its title without a headline', async () => {
    const { root, limits } = await withIll({ headline: broken });
    expect(root?.headline.en).toBe('ill');
    expect(limits[0]?.en).toMatch(own);
  });
  test.each(['about', 'confirms', 'tells'])('does not speak where its evidence fails at %s', async (part) => {
    const { root } = await withIll({ evidence: { file: { ...evidence, [part]: broken } } } as never);
    expect(root).toMatchObject({ condition: 'ill', verdict: 'suspected' });
    expect(root?.evidence.at(-1)).toMatchObject({ says: 'could-not-look', text: { en: expect.stringMatching(own) } });
  });
  test('is not found where its signature fails, and another one is', async () => {
    const { root, limits } = await withIll({ facts: broken });
    expect(root?.condition).toBe('compile');
    expect(limits[0]?.en).toMatch(own);
  });
});

describe('what is no evidence', () => {
  const sibling = `#4 [a 2/2] RUN one\n#4 0.1 disk is full\n#4 CANCELED\n\n`;
  test('a step that was canceled', () =>
    check(sibling + failed('package missing'), { root: 'missing', alternatives: [] }));
  test('a step that succeeded', () =>
    check(`#4 [a 2/2] RUN one\n#4 0.1 disk is full\n#4 DONE 1.0s\n\n${failed('package missing')}`, {
      root: 'missing',
      alternatives: [],
    }));
  test('the command itself', () =>
    check(
      `#5 [2/2] RUN echo "disk is full" && false\n#5 ERROR: process "/bin/sh -c echo \\"disk is full\\" && false" did not complete successfully: exit code: 1\n`,
      { root: null, outcome: 'failed' },
    ));
  test('the source excerpt', () =>
    check(
      `------\n > [2/2] RUN echo disk is full:\n------\nDockerfile:2\n--------------------\n   1 |     FROM a\n   2 | >>> RUN echo disk is full\n--------------------\nERROR: failed to solve: process "/bin/sh -c echo disk is full" did not complete successfully: exit code: 1\n`,
      { root: null, outcome: 'failed' },
    ));
  test('a cache import that failed in a build that went on', () =>
    check(
      `#3 importing cache manifest from registry.example/c\n#3 ERROR: disk is full\n\n#4 [1/1] FROM a\n#4 DONE 0.1s\n\n#5 exporting to image\n#5 DONE 0.1s\n`,
      { root: null, outcome: 'succeeded' },
    ));
  test('a client error before the failing step began', () =>
    check(`Error response from daemon: disk is full\n${failed('does not compile')}`, {
      root: 'compile',
      alternatives: ['disk'],
    }));
  test('an excerpt repeats, it does not add', async () => {
    const log = failed('package missing').replace(
      '------\n',
      '------\n > [2/2] RUN make:\n0.1 package missing\n------\n',
    );
    expect((await check(log, { root: 'missing' })).root?.evidence).toHaveLength(1);
  });
});
