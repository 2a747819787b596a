import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { EngineReach } from '#core/model/probes/engine.ts';
import { EngineClient } from '#host/engine/client.ts';
import { openPool } from '#host/engine/connection.ts';
import { chooseEndpoint, resolveEndpoint, type Endpoint } from '#host/engine/endpoint.ts';
import { sshArguments } from '#host/engine/ssh-connection.ts';
import { openHost } from '#host/host.ts';

import { fakeEngine, type FakeEngine, type FakeOptions } from './fake-engine.ts';

let open: FakeEngine[] = [];

afterEach(async () => {
  await Promise.all(open.map(({ close }) => close()));
  open = [];
});

async function fake(options: FakeOptions = {}): Promise<FakeEngine> {
  const engine = await fakeEngine(options);
  open.push(engine);
  return engine;
}

/** A folder of the client's configuration with these files. */
function configuration(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-config-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function contextFiles(name: string, host: string, skip = false): Readonly<Record<string, string>> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = { Name: name, Endpoints: { docker: { Host: host, SkipTLSVerify: skip } } };
  return { [`contexts/meta/${id}/meta.json`]: JSON.stringify(meta) };
}

async function reach(environment: Readonly<Record<string, string>>, context?: string): Promise<EngineReach> {
  const options = { environment, ...(context !== undefined && { context }) };
  const seen = await openHost({ project: null, engine: options }).ask('engine.reach', {});
  if (!seen.ok) throw new Error(seen.why.en);
  return seen.answer;
}

describe('which engine', () => {
  const files = { ...contextFiles('far', 'tcp://far.example'), ...contextFiles('near', 'unix:///near.sock') };
  const folder = configuration({ ...files, 'config.json': '{"currentContext":"near"}' });
  const plain = configuration({ 'config.json': '{ broken' });

  // As docker/cli cli/command/cli.go decides; each row overrides the ones below it.
  it.each([
    [{ context: 'far' }, { DOCKER_HOST: 'unix:///other.sock' }, 'tcp://far.example', 'flag'],
    [{ host: 'tcp://named.example:1' }, { DOCKER_CONTEXT: 'far' }, 'tcp://named.example:1', 'flag'],
    [{}, { DOCKER_HOST: 'unix:///other.sock', DOCKER_CONTEXT: 'far' }, 'unix:///other.sock', 'DOCKER_HOST'],
    [{}, { DOCKER_HOST: '', DOCKER_CONTEXT: 'far' }, 'tcp://far.example', 'DOCKER_CONTEXT'],
    [{}, {}, 'unix:///near.sock', 'context'],
    [{}, { DOCKER_CONTEXT: 'default' }, 'unix:///var/run/docker.sock', 'DOCKER_CONTEXT'],
    [{}, { DOCKER_CONFIG: plain }, 'unix:///var/run/docker.sock', 'default'],
  ] as const)('%j %j', async (flags, variables, url, from) => {
    const environment = { DOCKER_CONFIG: folder, ...variables };
    const choice = await chooseEndpoint({ ...flags, environment });
    expect(await resolveEndpoint(choice, environment)).toMatchObject({ url, from });
  });

  it.each([
    ['unix:///run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'npipe', path: '\\\\.\\pipe\\docker_engine' }],
    ['tcp://h.example', { kind: 'tcp', host: 'h.example', port: 2375 }],
    ['h.example:99', { kind: 'tcp', host: 'h.example', port: 99 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['ssh://me@h.example:22/run/d.sock', { kind: 'ssh', user: 'me', host: 'h.example', port: 22, path: '/run/d.sock' }],
    ['ssh://h.example', { kind: 'ssh', host: 'h.example' }],
  ])('%s', async (url, address) => {
    expect((await resolveEndpoint({ from: 'flag', url }, { DOCKER_CONFIG: plain })).address).toEqual(address);
  });

  it.each(['ssh://-oProxyCommand=x', 'ssh://-l@h', 'ssh://h/$(x)', 'ssh://h;x', 'ssh://a b', 'carrier://pigeon'])(
    '%s is no address',
    async (url) => {
      const answer = await reach({ DOCKER_HOST: url, DOCKER_CONFIG: plain });
      expect(answer).toMatchObject({ isReachable: false, problem: 'other', from: 'DOCKER_HOST' });
    },
  );

  it('a context that is not there is named', async () => {
    const answer = await reach({ DOCKER_CONFIG: plain }, 'gone');
    expect(answer).toMatchObject({ isReachable: false, problem: 'context-not-found', context: 'gone', from: 'flag' });
    expect(answer.detail).toContain('"gone"');
  });

  it('arguments for ssh end their options before the host', () => {
    const words = sshArguments({ kind: 'ssh', host: 'h.example', user: 'me', port: 2222, path: '/run/d.sock' });
    expect(words.slice(words.indexOf('--'))).toEqual(
      '-- h.example docker --host unix:///run/d.sock system dial-stdio'.split(' '),
    );
    expect(words).toContain('BatchMode=yes');
  });
});

describe('what stands in the way', () => {
  it('no socket', async () => {
    expect(await reach({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })).toMatchObject({ problem: 'no-socket' });
  });

  it('a socket nobody listens on', async () => {
    const { socket, endpoint } = await fake();
    await (open.pop() as FakeEngine).close();
    writeFileSync(socket, '');
    expect(await reach({ DOCKER_HOST: endpoint })).toMatchObject({ problem: 'refused' });
  });

  it('a port nobody listens on', async () => {
    expect(await reach({ DOCKER_HOST: 'tcp://127.0.0.1:1' })).toMatchObject({ problem: 'refused', transport: 'tcp' });
  });

  it.skipIf(process.getuid?.() !== 0)('a socket of somebody else', async () => {
    const { socket, endpoint } = await fake();
    chmodSync(socket, 0o600);
    chmodSync(dirname(socket), 0o755);
    process.seteuid?.(65534);
    try {
      const answer = await reach({ DOCKER_HOST: endpoint });
      expect(answer).toMatchObject({ problem: 'permission', socket: { owner: 0, mode: 0o600 } });
    } finally {
      process.seteuid?.(0);
    }
  });

  it('a web page, an engine that is broken', async () => {
    const page = await fake({ fault: 'html', at: /./ });
    expect(await reach({ DOCKER_HOST: page.endpoint })).toMatchObject({ problem: 'not-an-engine' });
    const broken = await fake({ fault: 'reset', at: /./ });
    expect(await reach({ DOCKER_HOST: broken.endpoint })).toMatchObject({ isReachable: false, problem: 'other' });
  });
});

describe('limits', () => {
  async function client(options: FakeOptions, limits: { milliseconds: number; bytes: number }): Promise<EngineClient> {
    const { socket, endpoint } = await fake(options);
    const address = { kind: 'unix', path: socket } as const;
    const found: Endpoint = { url: endpoint, from: 'flag', address };
    return new EngineClient(found, await openPool(address), limits);
  }

  it('an engine that never answers', async () => {
    const engine = await client({ fault: 'hang' }, { milliseconds: 200, bytes: 1000 });
    await expect(engine.get('/info')).rejects.toMatchObject({ problem: 'timeout', detail: /no answer to GET/ });
  });

  it('an engine that stops half way', async () => {
    const engine = await client({ fault: 'hang-half-way' }, { milliseconds: 300, bytes: 1000 });
    await expect(engine.get('/info')).rejects.toMatchObject({ problem: 'timeout', detail: /stopped after 11 bytes/ });
  });

  it('an answer without an end', async () => {
    const engine = await client({ fault: 'huge' }, { milliseconds: 20_000, bytes: 1_000_000 });
    await expect(engine.get('/info')).rejects.toMatchObject({ detail: /larger than 1000000 bytes/ });
  });
});

describe('transports', () => {
  it('tcp', async () => {
    const { endpoint } = await fake({ serve: (answer) => createServer(answer) });
    expect(await reach({ DOCKER_HOST: endpoint })).toMatchObject({ isReachable: true, transport: 'tcp' });
  });

  it('ssh, by the user’s own program', async () => {
    const { socket } = await fake();
    const folder = mkdtempSync(join(tmpdir(), 'drydock-ssh-'));
    const dial = `import { connect } from 'node:net';
      const socket = connect(${JSON.stringify(socket)});
      process.stdin.pipe(socket); socket.pipe(process.stdout); socket.on('close', () => process.exit(0));`;
    writeFileSync(join(folder, 'dial.mjs'), dial);
    writeFileSync(join(folder, 'ssh'), `#!/bin/sh\nexec "${process.execPath}" "${folder}/dial.mjs"\n`, { mode: 0o755 });
    const path = process.env['PATH'];
    process.env['PATH'] = `${folder}:${path}`;
    try {
      const environment = { DOCKER_HOST: 'ssh://me@far.example' };
      const host = openHost({ project: null, engine: { environment } });
      const listed = await host.ask('engine.containers', {});
      expect(listed.ok ? listed.answer : listed.why.en).toHaveLength(3);
    } finally {
      process.env['PATH'] = path;
    }
  });

  describe('TLS', () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'drydock-tls-'));
      const words =
        'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=engine.example';
      const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
      const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
      execFileSync('openssl', [...words.split(' '), ...names, ...files], { stdio: 'ignore' });
      writeFileSync(join(folder, 'ca.pem'), readFileSync(join(folder, 'cert.pem')));
    });

    function serving(): Promise<FakeEngine> {
      const [key, cert] = [readFileSync(join(folder, 'key.pem')), readFileSync(join(folder, 'cert.pem'))];
      return fake({ serve: (answer) => createTlsServer({ key, cert }, answer) });
    }

    it('with the certificate of DOCKER_CERT_PATH', async () => {
      const { endpoint } = await serving();
      const variables = { DOCKER_HOST: endpoint, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
      expect(await reach(variables)).toMatchObject({ isReachable: true, transport: 'tls' });
    });

    it('with an authority nobody knows', async () => {
      const { endpoint } = await serving();
      const variables = { DOCKER_HOST: endpoint, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: configuration() };
      expect(await reach(variables)).toMatchObject({ isReachable: false, problem: 'tls' });
    });

    it('of a context that skips the check', async () => {
      const { endpoint } = await serving();
      const environment = { DOCKER_CONFIG: configuration(contextFiles('lax', endpoint, true)) };
      expect(await reach(environment, 'lax')).toMatchObject({ isReachable: true, transport: 'tls', context: 'lax' });
    });
  });
});

it('a FIFO named config.json is no configuration, and nobody waits for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-fifo-'));
  execFileSync('mkfifo', [join(folder, 'config.json')]);
  const choice = await chooseEndpoint({ environment: { DOCKER_CONFIG: folder } });
  expect(choice.from).toBe('default');
});
