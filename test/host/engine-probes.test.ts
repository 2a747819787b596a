import { afterEach, describe, expect, it } from 'vitest';

import type { Host, ProbeName, Question, Answer } from '#core/model/probe.ts';
import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import { openHost } from '#host/host.ts';

import { fakeEngine, VERSIONS, type FakeEngine, type FakeOptions } from './fake-engine.ts';

let open: FakeEngine[] = [];

afterEach(async () => {
  await Promise.all(open.map(({ close }) => close()));
  open = [];
});

async function hostOf(options: FakeOptions = {}): Promise<{ readonly host: Host; readonly engine: FakeEngine }> {
  const engine = await fakeEngine(options);
  open.push(engine);
  return { engine, host: openHost({ project: null, engine: { environment: { DOCKER_HOST: engine.endpoint } } }) };
}

async function answer<P extends ProbeName>(host: Host, probe: P, about: Question<P>): Promise<Answer<P>> {
  const seen = await host.ask(probe, about);
  if (!seen.ok) throw new Error(`${probe}: ${seen.why.en}`);
  return seen.answer;
}

// The project that was recorded: db (a health check that always fails, two retries, a volume, port 15432), app (ends with exit code
// 3, started after db, 64 MiB, half a processor), tty (prints two lines on a terminal).
describe.each(VERSIONS)('engine %s', (version) => {
  it('is reachable and says what it is', async () => {
    const { host } = await hostOf({ version });
    expect(await answer(host, 'engine.reach', {})).toMatchObject({
      isReachable: true,
      transport: 'unix',
      from: 'DOCKER_HOST',
    });
    const info = await answer(host, 'engine.info', {});
    expect(info.version.startsWith(`${version}.`)).toBe(true);
    expect(info).toMatchObject({ storageDriver: 'overlay2', dataRoot: '/var/lib/docker', isDesktop: false, cpus: 2 });
    expect(info.containers).toEqual({ running: 2, paused: 0, stopped: 1 });
  });

  it('lists containers, and one project or port of them', async () => {
    const { host } = await hostOf({ version });
    const all = await answer(host, 'engine.containers', {});
    expect(new Set(all.map(({ service }) => service))).toEqual(new Set(['db', 'app', 'tty']));
    const publishing = await answer(host, 'engine.containers', { publishing: 15432 });
    expect(publishing.map(({ name }) => name)).toEqual(['shop-db-1']);
    expect(publishing[0]?.published[0]).toMatchObject({ hostPort: 15432, containerPort: 5432, protocol: 'tcp' });
    expect(await answer(host, 'engine.containers', { named: 'shop-d' })).toEqual([]);
  });

  it('shows one container with its state, limits and dependencies', async () => {
    const { host } = await hostOf({ version });
    const app = await answer(host, 'engine.container', { name: 'shop-app-1' });
    expect(app.state).toMatchObject({ status: 'exited', exitCode: 3, oomKilled: false, error: '' });
    expect(app.dependsOn).toEqual([{ service: 'db', condition: 'service_started' }]);
    expect(app.limits).toEqual({ memory: 64 * 1024 * 1024, cpus: 0.5 });
    expect(app).toMatchObject({ project: 'shop', service: 'app', logDriver: 'json-file', isTty: false });
    const db = await answer(host, 'engine.container', { name: 'shop-db-1' });
    expect(db.health).toMatchObject({ status: 'unhealthy', isStale: false });
    expect(db.health?.log).toHaveLength(5);
    expect(db.health?.log[0]).toMatchObject({ exitCode: 1, output: 'no' });
    expect(db.healthcheck).toMatchObject({ interval: 1000, timeout: 30_000, retries: 2 });
    expect(db.mounts).toMatchObject([{ type: 'volume', name: 'shop_data', destination: '/data', isWritable: true }]);
    expect(db.networks[0]?.name).toBe('shop_default');
    expect(db.networks[0]?.aliases).toContain('db');
  });

  it('gives values of variables as tokens alone', async () => {
    const { host } = await hostOf({ version });
    const db = await answer(host, 'engine.container', { name: 'shop-db-1' });
    const { POSTGRES_PASSWORD: password, DATABASE_URL: url } = db.environment;
    expect(url?.url).toMatchObject({ scheme: 'postgres', host: 'db', port: 5432, user: 'app' });
    expect(url?.url?.passwordToken).toBe(password?.token);
    const logs = await answer(host, 'engine.logs', { name: 'shop-db-1', tail: 20 });
    expect(JSON.stringify([db, logs])).not.toContain('hunter22');
  });

  it('reads logs with and without a terminal', async () => {
    const { host } = await hostOf({ version });
    const lines = await answer(host, 'engine.logs', { name: 'shop-db-1', tail: 20 });
    expect(lines.map(({ stream, text }) => `${stream} ${text}`).toSorted()).toEqual([
      'stderr bad password=***',
      'stdout start',
    ]);
    expect(lines.every(({ time = 0 }) => time > Date.UTC(2020))).toBe(true);
    const tty = await answer(host, 'engine.logs', { name: 'shop-tty-1', tail: 20 });
    expect(tty.map(({ text }) => text)).toEqual(['hello', 'world']);
  });

  it('shows networks, volumes, images and what they take', async () => {
    const { host } = await hostOf({ version });
    const networks = await answer(host, 'engine.networks', {});
    expect(networks.find(({ name }) => name === 'shop_default')).toMatchObject({ driver: 'bridge', project: 'shop' });
    expect(networks.find(({ name }) => name === 'shop_default')?.containers).toContain('shop-db-1');
    const [volume] = await answer(host, 'engine.volumes', {});
    expect(volume).toMatchObject({ name: 'shop_data', project: 'shop', key: 'data', usedBy: ['shop-db-1'] });
    expect(volume?.created).toBeGreaterThan(Date.UTC(2020));
    expect(await answer(host, 'engine.image', { reference: 'busybox' })).toMatchObject({ exists: true, os: 'linux' });
    expect(await answer(host, 'engine.image', { reference: 'no/such:1' })).toEqual({ exists: false });
    const usage = await answer(host, 'engine.usage', {});
    expect(usage.containers.count).toBe(3);
    expect(usage.volumes).toMatchObject({ count: 1, active: 1 });
    expect(usage.images.bytes).toBeGreaterThan(1_000_000);
    expect(Array.isArray(await answer(host, 'engine.cache', {}))).toBe(true);
  });

  it('tells what happened, in the order it did', async () => {
    const { host } = await hostOf({ version });
    const events = await answer(host, 'engine.events', {});
    expect(events.length).toBeGreaterThan(0);
    expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted((a, b) => a - b));
    expect(events.every(({ type, action }) => type !== '' && action !== '')).toBe(true);
  });

  it('is only ever asked with GET, in a version it knows', async () => {
    const { host, engine } = await hostOf({ version });
    await Promise.all([host.ask('engine.info', {}), host.ask('engine.usage', {}), host.ask('engine.events', {})]);
    expect(engine.requests.every((request) => request.startsWith('GET '))).toBe(true);
    const api = { '28': 'v1.51', '26': 'v1.45', '20.10': 'v1.41' }[version];
    expect(engine.requests.filter((request) => !request.includes(`/${api}/`))).toEqual(['GET /_ping']);
  });
});

describe('what cannot be seen is said', () => {
  it.each([
    ['error-500', 'layer does not exist'],
    ['html', 'no Docker engine'],
    ['truncated', 'not complete JSON'],
    ['broken-off', 'broke off after'],
    ['reset', 'could not answer'],
  ] as const)('%s', async (fault, words) => {
    const { host } = await hostOf({ fault });
    const seen = await host.ask('engine.containers', {});
    expect(seen.ok ? 'an answer' : seen.why.en).toContain(words);
    expect(seen.ok ? '' : seen.why.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(JSON.stringify(seen)).not.toContain('hunter22');
  });

  it('the others still answer where one path fails', async () => {
    const { host } = await hostOf({ fault: 'error-500', at: /^\/system\/df/ });
    expect((await host.ask('engine.usage', {})).ok).toBe(false);
    expect((await host.ask('engine.info', {})).ok).toBe(true);
  });

  it('a container or an image that is not there', async () => {
    const { host } = await hostOf();
    const seen = await host.ask('engine.container', { name: 'nope' });
    expect(seen.ok ? '' : seen.why.en).toBe('There is no container nope.');
    expect((await host.ask('engine.logs', { name: 'nope', tail: 5 })).ok).toBe(false);
    expect((await host.ask('engine.image', { reference: '../../v1.51/info' })).ok).toBe(false);
  });

  it('nothing is asked where the host was opened without an engine', async () => {
    const host = openHost({ project: null });
    for (const probe of ['engine.reach', 'engine.info', 'engine.builders', 'engine.client'] as const) {
      const seen = await host.ask(probe, {});
      expect(seen.ok ? '' : seen.why.en).toBe('The engine was not asked.');
    }
  });
});

describe('2,000 stopped containers', () => {
  it('are listed and inspected side by side in bounded time and over few connections', async () => {
    const { host, engine } = await hostOf({ containers: 2000 });
    const began = process.cpuUsage();
    const listed = await answer(host, 'engine.containers', {});
    expect(listed).toHaveLength(2000);
    const inspected = await Promise.all(listed.map(({ id }) => host.ask('engine.container', { name: id })));
    // Processor time of both sides: the clock would measure who else uses the machine.
    const { user, system } = process.cpuUsage(began);
    expect(inspected.filter(({ ok }) => ok)).toHaveLength(2000);
    expect(engine.requests).toHaveLength(2002);
    expect((user + system) / 1e6).toBeLessThan(10);
    expect(engine.connections()).toBeLessThanOrEqual(16);
  });

  it('of one stack are not all looked into, and the answer says so', async () => {
    const { host, engine } = await hostOf({ containers: 2000 });
    const answered = await diagnoseStack(host, 'shop');
    if (!('diagnosis' in answered)) throw new Error(answered.en);
    const count = (path: RegExp): number => engine.requests.filter((request) => path.test(request)).length;
    expect(count(/\/containers\/[^/]+\/json$/)).toBe(200);
    expect(count(/\/containers\/[^/]+\/logs\?/)).toBe(60);
    expect(engine.requests.length - 260).toBeLessThan(10);
    expect(engine.connections()).toBeLessThanOrEqual(16);
    expect(answered.diagnosis.limits.map(({ en }) => en)).toEqual([
      'shop has 2000 containers; 200 were looked into: the newest of each service, those that ended badly, the newest of the rest.',
    ]);
  });

  it('of other stacks cost nothing but their place in the list', async () => {
    const { host, engine } = await hostOf({ containers: 2000, otherProjects: 1999 });
    await diagnoseStack(host, 'shop');
    expect(engine.requests.length).toBeLessThan(10);
  });

  it('that cannot be looked into are told of in one sentence', async () => {
    const { host } = await hostOf({ containers: 300, fault: 'error-500', at: /^\/containers\/[^/]+\/json$/ });
    const answered = await diagnoseStack(host, 'shop');
    if (!('diagnosis' in answered)) throw new Error(answered.en);
    expect(answered.diagnosis.outcome).toBe('unknown');
    expect(answered.diagnosis.limits).toHaveLength(2);
    expect(answered.diagnosis.limits[1]?.en).toMatch(/^200 containers could not be looked into; the first: /);
  });

  it('look as recorded ones do', async () => {
    const [many, real] = [await hostOf({ containers: 3 }), await hostOf()];
    const keysOf = async ({ host }: { readonly host: Host }, name: string): Promise<readonly string[]> =>
      Object.keys(await answer(host, 'engine.container', { name })).toSorted();
    expect(await keysOf(many, 'id1')).toEqual(await keysOf(real, 'shop-app-1'));
    const [copy] = await answer(many.host, 'engine.containers', {});
    const model = (await answer(real.host, 'engine.containers', {})).find(({ service }) => service === 'app');
    expect({ ...copy, id: '', name: '' }).toEqual({ ...model, id: '', name: '' });
  });
});
