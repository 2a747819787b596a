import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { capture, diagnoseCapture } from '#app/capture.ts';
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

interface Expected {
  readonly root: string;
  readonly service: string;
  /** Every service that suffers, and the one it needs on the way to the root; undefined where it suffers in itself. */
  readonly suffering: Readonly<Record<string, string | undefined>>;
}

/** What stands above app waits for it; grafana waits for prometheus. */
const ABOVE_APP = { 'memory-optimizer': 'app', prometheus: 'app', grafana: 'prometheus' } as const;

/** The fault is in app itself, which is unhealthy by it. */
const atApp = (root: string): Expected => ({ root, service: 'app', suffering: { app: undefined, ...ABOVE_APP } });

/** The database ends, and app was never started. */
const atPostgres = (root: string): Expected => ({
  root,
  service: 'postgres',
  suffering: { postgres: undefined, app: 'postgres', ...ABOVE_APP },
});

/** What is true of each stack, from how the fault was made (lab/faults) and who waits for whom (lab/stacks/six); not from what drydock said. */
const STACKS: Readonly<Record<string, Expected>> = {
  'pg-password-differs': atApp('pg-password-differs'),
  'pg-auth-failed-stale-volume': atApp('pg-auth-failed-stale-volume'),
  'redis-on-localhost': atApp('connect-localhost-inside-container'),
  'api-key-missing': atApp('missing-runtime-env'),
  // Nobody waits for health here: all four were started, and all four are unhealthy.
  'cascade-of-four': atApp('pg-password-differs'),
  'stack-role-misspelt': atApp('pg-role-missing'),
  'database-host-misspelt': atApp('service-dns-failure'),
  'stack-app-on-another-network': atApp('service-dns-failure'),
  'stack-database-port-wrong': atApp('dependency-not-ready'),
  'stack-redis-full': atApp('redis-maxmemory'),
  'stack-redis-wants-password': atApp('redis-noauth'),
  'stack-redis-url-missing': atApp('missing-runtime-env'),
  'stack-healthcheck-tool-missing': atApp('healthcheck-tool-missing'),
  'stack-volume-of-older-postgres': atPostgres('pg-version-mismatch'),
  'stack-database-password-missing': atPostgres('pg-password-missing'),
  'stack-migration-fails': {
    root: 'pg-database-missing',
    service: 'migrate',
    suffering: { migrate: undefined, app: 'migrate', ...ABOVE_APP },
  },
};

test('what a well server says beside its client proves what the client suffers from', async () => {
  expect((await diagnosed('stack-role-misspelt')).root).toMatchObject({
    condition: 'pg-role-missing',
    verdict: 'confirmed',
  });
});

describe('stacks of the lab, from the containers alone', () => {
  test.each(Object.entries(STACKS))('%s', async (fault, { root, service, suffering }) => {
    const diagnosis = await diagnosed(fault);
    expect(diagnosis.outcome).toBe('failed');
    expect([diagnosis.root?.condition, diagnosis.root?.service]).toEqual([root, service]);
    const hanging = diagnosis.consequences.map(({ service: who, hangs }) => [who ?? '', hangs?.needs] as const);
    expect(Object.fromEntries(hanging)).toEqual(suffering);
    expect(diagnosis.consequences.map(({ condition }) => condition)).not.toContain('pg-starting-up');
    expect(new Set(diagnosis.consequences.map(({ because }) => because))).toEqual(new Set([root]));
    expect(diagnosis.alternatives.filter(({ verdict }) => verdict !== 'refuted')).toEqual([]);
  });

  test.each(['cascade-of-four', 'stack-volume-of-older-postgres', 'redis-on-localhost'])(
    'a capture of %s is diagnosed elsewhere to the same answer',
    async (fault) => {
      const made: Awaited<ReturnType<typeof capture>>[] = [];
      const facts = {
        version: '0',
        time: '2026-11-27T00:00:00Z',
        system: { platform: 'linux', architecture: 'x64', node: 'v20' },
      };
      const live = await diagnoseStack(replay(fault), undefined, {
        judge: async (log, host, provenance) => {
          const one = await capture(log, host, facts, provenance);
          made.push(one);
          return one.traced;
        },
      });
      const written = JSON.parse(JSON.stringify(made[0]?.capture)) as NonNullable<(typeof made)[number]>['capture'];
      const again = await diagnoseCapture(written);
      expect('diagnosis' in live && live.diagnosis.root?.condition).toBe((await diagnosed(fault)).root?.condition);
      expect(again.diagnosis).toEqual('diagnosis' in live ? live.diagnosis : null);
    },
  );

  test('every recording is expected to be something', () => {
    const recorded = readdirSync(join(import.meta.dirname, 'stacks')).map((file) => basename(file, '.json'));
    expect(recorded.toSorted()).toEqual(Object.keys(STACKS).toSorted());
  });
});
