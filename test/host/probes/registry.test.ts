import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import { registryManifest } from '#host/probes/registry-manifest.ts';
import { registryMirrors } from '#host/probes/registry-mirrors.ts';
import { anonymousToken, askRegistry } from '#host/registry/ask.ts';
import { parseReference } from '#host/registry/reference.ts';
import type { World } from '#host/world.ts';

import { fakeMachine, fakeWorld } from '../fake-world.ts';

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A registry on this machine; its `host:port`, and what it was asked. */
async function registry(answer: RequestListener): Promise<{ host: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  return { host: await listen(server), asked };
}

async function listen(server: Server): Promise<string> {
  opened.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const end = (status: number, headers: Record<string, string> = {}): RequestListener => {
  return (_, response) => response.writeHead(status, headers).end();
};

const world = (environment: Record<string, string> = {}): World => fakeWorld(fakeMachine({ environment }));

async function manifest(host: string): Promise<unknown> {
  const seen = await registryManifest(world(), { reference: `${host}/team/app:1` });
  if (!seen.ok) throw new Error(seen.why.en);
  return seen.answer;
}

describe('a manifest', () => {
  test('is asked by HEAD, by its path and for every kind of it', async () => {
    const { host, asked } = await registry(end(200));
    expect(await manifest(host)).toMatchObject({ registry: host, direct: { status: 200 } });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['HEAD /v2/team/app/manifests/1']);
    expect(asked[0]?.headers.accept).toContain('application/vnd.oci.image.index.v1+json');
    expect(asked[0]?.headers.authorization).toBe(undefined);
  });

  test.each([403, 404, 500, 503])('%i stays what it is', async (status) => {
    const { host } = await registry(end(status));
    expect(await manifest(host)).toMatchObject({ direct: { status } });
  });

  // Docker Hub's own headers: docs.docker.com, "Pull rate limit", as of 2024.
  test('429, with what the limit is', async () => {
    const headers = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' };
    const { host } = await registry(end(429, headers));
    expect(await manifest(host)).toMatchObject({
      direct: { status: 429, rateLimit: { limit: 100, remaining: 0, seconds: 21600 } },
    });
  });

  test('a limit that is no number is none', async () => {
    const { host } = await registry(end(200, { 'ratelimit-limit': 'soon', 'ratelimit-remaining': '5' }));
    expect(await manifest(host)).toMatchObject({ direct: { status: 200 } });
    expect(JSON.stringify(await manifest(host))).not.toContain('rateLimit');
  });

  test("the registry's clock is compared with ours", async () => {
    const date = new Date(Date.now() - 3600_000).toUTCString();
    const { host } = await registry(end(200, { date }));
    const { clockSkew } = (await manifest(host)) as { clockSkew: number };
    expect(Math.abs(clockSkew + 3600)).toBeLessThan(60);
  });

  test('a redirect is an answer, and is not followed', async () => {
    const { host, asked } = await registry(end(307, { location: 'http://127.0.0.1:1/elsewhere' }));
    expect(await manifest(host)).toMatchObject({ direct: { status: 307 } });
    expect(asked).toHaveLength(1);
  });
});

describe('a 401', () => {
  const bearer = (realm: string): string => `Bearer realm="${realm}",service="registry.example",scope="wrong"`;

  test.each(['token', 'access_token'])('an anonymous token (%s) is fetched and shown', async (field) => {
    const { host, asked } = await registry((request, response) => {
      if (request.url?.startsWith('/token') === true) response.end(JSON.stringify({ [field]: 'anonymous' }));
      else if (request.headers.authorization === 'Bearer anonymous') response.writeHead(200).end();
      else response.writeHead(401, { 'www-authenticate': bearer(`http://${request.headers.host}/token`) }).end();
    });
    expect(await manifest(host)).toMatchObject({ direct: { status: 200 } });
    const query = new URL(asked[1]?.url ?? '', `http://${host}`).searchParams;
    expect(Object.fromEntries(query)).toEqual({ service: 'registry.example', scope: 'repository:team/app:pull' });
  });

  const refuse = (request: IncomingMessage, response: ServerResponse, challenge: string): void => {
    if (request.method === 'HEAD') response.writeHead(401, { 'www-authenticate': challenge }).end();
    else response.writeHead(500).end('<html>');
  };

  test.each([
    ['a token server that answers no JSON', (host: string) => bearer(`http://${host}/token`), 2],
    ['Basic: a name and password are wanted', () => 'Basic realm="registry"', 1],
    ['a realm that is no address', () => bearer('token server'), 1],
  ])('%s: it stays a 401', async (_, challenge, questions) => {
    const { host, asked } = await registry((request, response) =>
      refuse(request, response, challenge(request.headers.host ?? '')),
    );
    expect(await manifest(host)).toMatchObject({ direct: { status: 401 } });
    expect(asked).toHaveLength(questions);
  });

  test('a token server over plain http is not asked for a registry elsewhere', async () => {
    const { host, asked } = await registry((_, response) => response.end('{"token":"t"}'));
    expect(await anonymousToken(bearer(`http://${host}/token`), 'a', 'registry.example')).toBe(undefined);
    expect(asked).toHaveLength(0);
  });
});

describe('no answer', () => {
  test('reset', async () => {
    const { host } = await registry((request) => request.socket.resetAndDestroy());
    expect(await manifest(host)).toMatchObject({ direct: { problem: 'reset' } });
  });

  test('refused: nobody listens on a port that was just closed', async () => {
    const { host } = await registry(end(200));
    await new Promise((done) => opened.splice(0)[0]?.close(done));
    expect(await manifest(host)).toMatchObject({ direct: { problem: 'refused', detail: 'ECONNREFUSED' } });
  });

  test('hangs: a time limit ends it', async () => {
    const { host } = await registry(() => {});
    const from = performance.now();
    expect(await manifest(host)).toMatchObject({ direct: { problem: 'timeout' } });
    expect(performance.now() - from).toBeLessThan(12_000);
  });

  test('a certificate of an authority nobody knows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...words, ...subject], { stdio: 'ignore' });
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, end(200));
    const host = await listen(server);
    const { reply } = await askRegistry(`https://${host}/v2/`, 'GET');
    expect(reply).toMatchObject({ problem: 'tls', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    // Speaking TLS to a server that does not.
    const plain = await registry(end(200));
    expect((await askRegistry(`https://${plain.host}/v2/`, 'GET')).reply).toMatchObject({ problem: 'tls' });
  });

  test.each(['HTTPS_PROXY', 'all_proxy'])('%s is set: what we would see is not what the engine sees', async (name) => {
    const { host, asked } = await registry(end(200));
    const behind = world({ [name]: 'http://user:hunter2@proxy.example:3128' });
    const seen = await Promise.all([
      registryManifest(behind, { reference: `${host}/a:b` }),
      registryMirrors(behind, {}),
    ]);
    for (const one of seen)
      expect(one.ok ? '' : one.why.en).toBe(`${name} is set, and drydock does not go through proxies.`);
    expect(JSON.stringify(seen)).not.toContain('hunter2');
    expect(asked).toHaveLength(0);
  });

  test('what is no reference is not asked', async () => {
    const seen = await registryManifest(world(), { reference: 'Not An Image' });
    expect(seen.ok ? '' : seen.why.en).toBe('Not An Image is no image reference.');
  });
});

test('each mirror answers for itself', async () => {
  const [good, bad] = [await registry(end(401)), await registry((request) => request.socket.resetAndDestroy())];
  const mirrors = [`http://${good.host}/`, `http://${bad.host}`];
  const daemon = { ok: true, answer: { mirrors, path: '/etc/docker/daemon.json' }, where: '-' };
  const seen = await registryMirrors({ ...world(), ask: async () => daemon as never }, {});
  expect(seen.ok && seen.answer).toMatchObject([
    { mirror: mirrors[0], reply: { status: 401 } },
    { mirror: mirrors[1], reply: { problem: 'reset' } },
  ]);
  expect(good.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v2/']);
});

// distribution/reference, normalize.go: what `docker pull` makes of a short name.
test.each([
  ['postgres', 'index.docker.io library/postgres latest'],
  ['postgres:15', 'index.docker.io library/postgres 15'],
  ['bitnami/redis:7', 'index.docker.io bitnami/redis 7'],
  ['docker.io/redis', 'index.docker.io library/redis latest'],
  ['ghcr.io/a/b:c', 'ghcr.io a/b c'],
  ['localhost/a', 'localhost a latest'],
  ['r.example:5000/a', 'r.example:5000 a latest'],
  [`a@sha256:${'0'.repeat(64)}`, `index.docker.io library/a sha256:${'0'.repeat(64)}`],
  [`r.example/a:1@sha256:${'0'.repeat(64)}`, `r.example a sha256:${'0'.repeat(64)}`],
])('%s', (text, wanted) => {
  const { host, repository, tag } = parseReference(text) ?? {};
  expect(`${host} ${repository} ${tag}`).toBe(wanted);
});

test.each(['', 'UPPER', 'a b', 'a//b', '../a', 'a:', 'https://r.example/a'])('%j is no reference', (text) => {
  expect(parseReference(text)).toBe(null);
});
