import { describe, expect, test } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import { readRunStack } from '#app/stack/run-stack.ts';
import type { StackReading } from '#app/stack/read.ts';
import { toContainer } from '#host/engine/inspect.ts';
import type { Host } from '#core/model/probe.ts';
import type { ContainerHealth, ContainerSummary } from '#core/model/probes/engine.ts';

const STARTED = Date.parse('2026-11-27T12:00:00Z');
const why = { en: 'the engine is gone.', zh: '引擎已不在。' };

const db: ContainerSummary = {
  id: 'd'.repeat(64),
  name: 'shop-db-1',
  image: 'alpine',
  state: 'running',
  status: 'Up 20 seconds (unhealthy)',
  created: STARTED,
  project: 'shop',
  service: 'db',
  isOneOff: false,
  published: [],
};

function check(n: number, output: string): ContainerHealth['log'][number] {
  return { start: STARTED + n * 1000, end: STARTED + n * 1000 + 500, exitCode: 1, output };
}

interface Kept {
  readonly log?: ContainerHealth['log'];
  readonly asked?: unknown[];
}

/** An engine with a database that is unhealthy, and with somebody else's containers. */
function engineWith({ log = [], asked = [] }: Kept): Host {
  const inspected = toContainer(
    {
      Id: db.id,
      Name: `/${db.name}`,
      State: { Status: 'running', Running: true, StartedAt: new Date(STARTED).toISOString() },
      Config: {
        Healthcheck: { Test: ['CMD', 'x'], Interval: 1e9, Retries: 9 },
        Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' },
      },
    },
    () => '',
  );
  const health: ContainerHealth = { status: 'unhealthy', failingStreak: log.length, log, isStale: false };
  const other = { ...db, id: 'e'.repeat(64), name: 'blog-db-1', project: 'blog' };
  const answers: Readonly<Record<string, unknown>> = {
    'engine.containers': [other, db],
    'engine.container': { ...inspected, health },
    'engine.events': [],
    'engine.logs': [{ stream: 'stdout', text: 'ready' }],
  };
  return {
    readText: async () => ({ ok: false, why }),
    ask: async (probe, about) => {
      asked.push([probe, about]);
      const answer = answers[probe];
      return (answer === undefined ? { ok: false, why } : { ok: true, answer, where: '' }) as never;
    },
  };
}

async function readingOf(host: Host, since?: number): Promise<StackReading> {
  const reading = await readRunStack(host, { ids: [db.id.slice(0, 12)], ...(since !== undefined && { since }) });
  if (reading === null || 'en' in reading) throw new Error('nothing was read');
  return reading;
}

async function rootOf(log: ContainerHealth['log']): Promise<string | undefined> {
  const host = engineWith({ log });
  const { log: text, stack } = await readingOf(host);
  const bytes = new TextEncoder().encode(`Container shop-db-1  Error\ncontainer shop-db-1 is unhealthy\n\n${text}`);
  const chunks = (async function* () {
    yield bytes;
  })();
  const { diagnosis } = await diagnoseLog(chunks, host, undefined, { stack, ended: { exitCode: 1 } });
  return diagnosis.root?.condition;
}

const TOOL = '/bin/sh: curl: not found';

describe('the stack of a command that failed', () => {
  test('what the first checks printed names the root, long after the engine has thrown it away', async () => {
    const vague = Array.from({ length: 100 }, (_, n) => check(n + 3, 'still failing as before'));
    expect(await rootOf(vague)).toBe('dependency-unhealthy');
    expect(await rootOf([check(1, TOOL), check(2, TOOL), ...vague])).toBe('healthcheck-tool-missing');
  });

  test('also among 200 long outputs, each of which is another one', async () => {
    const long = Array.from({ length: 200 }, (_, n) => check(n + 2, `${n} `.repeat(900)));
    expect(await rootOf([check(1, TOOL), ...long])).toBe('healthcheck-tool-missing');
  });

  test('a line stays shorter than what the reader cuts', async () => {
    const hostile = Array.from({ length: 200 }, (_, n) => check(n, `${n}${'\u0001错"'.repeat(1000)}`));
    const { log } = await readingOf(engineWith({ log: hostile }));
    for (const line of log.split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(65_536);
  });

  test('only its own containers, and of their words only those after the repair', async () => {
    const asked: unknown[] = [];
    const { log } = await readingOf(engineWith({ asked }), 1700);
    expect(log).toContain('db-1  | ready');
    expect(log).not.toContain('blog');
    expect(asked).toContainEqual(['engine.logs', { name: 'shop-db-1', tail: 200, since: 1700 }]);
  });

  test('without containers there is nothing, and an engine that is gone is told', async () => {
    const gone: Host = { readText: async () => ({ ok: false, why }), ask: async () => ({ ok: false, why }) };
    expect(await readRunStack(engineWith({}), { ids: [] })).toBeNull();
    expect(await readRunStack(engineWith({}), { ids: ['abcabcabcabc'] })).toBeNull();
    expect(await readRunStack(gone, { ids: [db.id] })).toEqual(why);
  });
});
