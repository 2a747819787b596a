import { mkdtempSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import type { Host } from '#core/model/probe.ts';
import { Checks } from '#host/watch/checks.ts';
import { ContainerWatch, type KeptContainers } from '#host/watch/container-watch.ts';
import { recalling } from '#host/watch/recalling.ts';

const ID = 'c0ffee'.repeat(10);
const STARTED = Date.parse('2026-11-27T12:00:00Z');
const PATIENT = { timeout: 20_000, interval: 20 };

type Answer = (response: ServerResponse) => void;

/** An engine with one container: its record of five checks moves on as the test says. */
class Engine {
  readonly socket = join(mkdtempSync(join(tmpdir(), 'drydock-live-')), 'docker.sock');
  readonly streams: ServerResponse[] = [];
  readonly asked: string[] = [];
  /** The number of the first check in the record. */
  first = 0;
  interval = 3600e9;
  isRunning = true;
  /** In place of the usual answer, by the path's beginning. */
  readonly instead = new Map<string, Answer>();
  #server: Server | null = null;

  async open(): Promise<this> {
    const server = createServer(({ url = '' }, response) => {
      const path = url.replace(/^\/v\d+\.\d+/, '');
      this.asked.push(path);
      const own = [...this.instead].find(([begin]) => path.startsWith(begin))?.[1];
      if (own !== undefined) own(response);
      else if (path === '/_ping') response.writeHead(200, { 'api-version': '1.47', date: 'x' }).end('OK');
      else if (path.startsWith('/events')) this.streams.push(response.writeHead(200));
      else response.end(JSON.stringify(this.container()));
      response.flushHeaders();
    });
    await new Promise<void>((ready) => server.listen(this.socket, ready));
    this.#server = server;
    return this;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = null;
  }

  watch(): ContainerWatch {
    return new ContainerWatch({ environment: { DOCKER_HOST: `unix://${this.socket}` } }, STARTED);
  }

  /** As the engine writes it, in pieces of so many bytes. */
  say(action: string, second: number, piece = 1000): void {
    const line = JSON.stringify({
      Type: 'container',
      Action: action,
      Actor: { ID, Attributes: { name: 'shop-db-1', 'com.docker.compose.project': 'shop' } },
      timeNano: (STARTED + second * 1000) * 1e6,
    });
    const stream = this.streams.at(-1);
    const bytes = Buffer.from(`${line}\n`);
    for (let at = 0; at < bytes.length; at += piece) stream?.write(bytes.subarray(at, at + piece));
  }

  looks(): number {
    return this.asked.filter((path) => path.startsWith('/containers/')).length;
  }

  container(): object {
    const at = (n: number): string => new Date(STARTED + n * 1000).toISOString();
    const Log = Array.from({ length: 5 }, (_, n) => this.first + n).map((n) => ({
      Start: at(n + 1),
      End: at(n + 1.5),
      ExitCode: 1,
      Output: `check ${n}: postgres://shop:hunter22@db/shop refused`,
    }));
    return {
      Id: ID,
      Name: '/shop-db-1',
      State: {
        Status: this.isRunning ? 'running' : 'exited',
        Running: this.isRunning,
        StartedAt: at(0),
        Health: { Status: 'unhealthy', FailingStreak: 9, Log },
      },
      Config: { Healthcheck: { Test: ['CMD', 'x'], Interval: this.interval } },
    };
  }
}

const engines: Engine[] = [];

async function engineWith(change: (engine: Engine) => void = () => undefined): Promise<Engine> {
  const engine = new Engine();
  change(engine);
  engines.push(engine);
  return engine.open();
}

afterEach(() => {
  for (const engine of engines.splice(0)) engine.close();
});

const heard = (engine: Engine, times = 1): Promise<void> =>
  vi.waitFor(() => expect(engine.streams).toHaveLength(times), PATIENT);
const looked = (engine: Engine, times: number): Promise<void> =>
  vi.waitFor(() => expect(engine.looks()).toBeGreaterThanOrEqual(times), PATIENT);

function outputs({ checks }: KeptContainers): readonly string[] {
  return (checks.get(ID) ?? []).map(({ output }) => /check \d+/.exec(output)?.[0] ?? '');
}

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, n) => `check ${from + n}`);

describe('checks that the engine has thrown away', () => {
  test('the record is read when a container starts and at each of its verdicts, and put together', async () => {
    const engine = await engineWith();
    const watch = engine.watch();
    await heard(engine);
    engine.say('start', 0);
    await looked(engine, 1);
    engine.first = 4;
    engine.say('health_status: unhealthy', 9, 1);
    await looked(engine, 2);
    engine.first = 9;
    engine.isRunning = false;
    engine.say('die', 14);
    await looked(engine, 3);
    await vi.waitFor(() => expect(outputs(watch.kept)).toEqual(numbered(0, 14)), PATIENT);
    const kept = watch.stop();
    expect(kept.limits).toEqual([]);
    expect(kept.events.map(({ event }) => event.action)).toEqual(['start', 'health_status: unhealthy', 'die']);
    expect(JSON.stringify([...kept.checks])).not.toContain('hunter22');
  });

  test('without any event it is looked at often enough to miss none', async () => {
    const engine = await engineWith((one) => (one.interval = 1e6));
    const watch = engine.watch();
    await heard(engine);
    engine.say('start', 0);
    await looked(engine, 1);
    engine.first = 3;
    await vi.waitFor(() => expect(engine.looks()).toBeGreaterThanOrEqual(3), PATIENT);
    await vi.waitFor(() => expect(outputs(watch.kept)).toEqual(numbered(0, 8)), PATIENT);
  });

  test('what is read after the failure has them, and the verdicts', async () => {
    const engine = await engineWith();
    const watch = engine.watch();
    await heard(engine);
    engine.say('health_status: unhealthy', 3);
    await looked(engine, 1);
    await vi.waitFor(() => expect(outputs(watch.kept)).toEqual(numbered(0, 5)), PATIENT);
    engine.first = 6;
    const { toContainer } = await import('#host/engine/inspect.ts');
    const now = toContainer(engine.container() as never, () => '');
    const answers: Readonly<Record<string, unknown>> = { 'engine.container': now, 'engine.events': [] };
    const host: Host = {
      readText: async () => ({ ok: false, why: { en: '', zh: '' } }),
      ask: async (probe) => ({ ok: true, answer: answers[probe], where: '' }) as never,
    };
    const recalled = recalling(host, watch.stop());
    const container = await recalled.ask('engine.container', { name: 'shop-db-1' });
    const starts = container.ok ? container.answer.health?.log.map(({ start }) => (start - STARTED) / 1000) : [];
    expect(starts).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10, 11]);
    const events = async (about: { project?: string; since?: number }): Promise<unknown> => {
      const seen = await recalled.ask('engine.events', about);
      return seen.ok ? seen.answer.map(({ action }) => action) : seen;
    };
    expect(await events({ project: 'shop' })).toEqual(['health_status: unhealthy']);
    expect(await events({ project: 'blog' })).toEqual([]);
    expect(await events({ since: STARTED + 60_000 })).toEqual([]);
  });

  test('of very many the first and the last stay', () => {
    const checks = new Checks();
    const one = (n: number, output: string) => [{ start: n, end: n, exitCode: 1, output }];
    for (let n = 0; n < 1000; n++) checks.add(one(n, `${n}`));
    expect(checks.all).toHaveLength(200);
    expect(checks.dropped).toBe(800);
    expect([checks.all[0]?.output, checks.all.at(-1)?.output]).toEqual(['0', '999']);
    for (let n = 1000; n < 1100; n++) checks.add(one(n, 'x'.repeat(4096)));
    expect(checks.all.reduce((sum, { output }) => sum + output.length, 0)).toBeLessThanOrEqual(256 * 1024);
    expect(checks.all[0]?.output).toBe('0');
  });
});

describe('an engine that is in trouble is a limit, and no more', () => {
  test('gone half way and back: nothing twice, and the gap is told', async () => {
    const engine = await engineWith();
    const watch = engine.watch();
    await heard(engine);
    engine.say('start', 0);
    await looked(engine, 1);
    engine.streams[0]?.destroy();
    await heard(engine, 2);
    engine.say('start', 0);
    engine.say('health_status: unhealthy', 3);
    await looked(engine, 2);
    const { events, limits } = watch.stop();
    expect(events.map(({ event }) => event.action)).toEqual(['start', 'health_status: unhealthy']);
    expect(limits.map(({ en }) => en)).toEqual([expect.stringMatching(/could not be read for \d+ s while/)]);
    expect(engine.asked.filter((path) => path.startsWith('/events'))[1]).toContain(`since=${STARTED / 1000}.000`);
  });

  test.each([
    ['nobody there', (engine: Engine) => engine.close(), /socket does not exist/],
    [
      'HTTP 500',
      (engine: Engine) => engine.instead.set('/events', (response) => response.writeHead(500).end('{"message":"no"}')),
      /HTTP 500: no/,
    ],
    [
      'an answer that never begins',
      (engine: Engine) => engine.instead.set('/_ping', () => undefined),
      /did not answer/,
    ],
  ])('%s', async (_, breakIt, says) => {
    const engine = await engineWith();
    breakIt(engine);
    const watch = engine.watch();
    await vi.waitFor(() => expect(watch.kept.limits[0]?.en).toMatch(says), PATIENT);
    expect(watch.stop().limits[0]?.en).toContain('could not be read while the command ran');
  });

  test('a container that cannot be looked at', async () => {
    const engine = await engineWith((one) =>
      one.instead.set('/containers/', (response) => response.writeHead(500).end('{"message":"layer is gone"}')),
    );
    const watch = engine.watch();
    await heard(engine);
    engine.say('start', 0);
    await looked(engine, 1);
    await vi.waitFor(() => expect(watch.kept.limits[0]?.en).toMatch(/1 looks.*layer is gone/), PATIENT);
  });

  test('words that are no event, and a line without an end', async () => {
    const engine = await engineWith();
    const watch = engine.watch();
    await heard(engine);
    engine.streams[0]?.write('not json\n[1]\n{"Actor":7}\n');
    engine.streams[0]?.write('x'.repeat(2 * 1024 * 1024));
    await heard(engine, 2);
    expect(watch.stop().events).toEqual([]);
  });
});
