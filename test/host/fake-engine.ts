import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const VERSIONS = ['28', '26', '20.10'] as const;
export type Version = (typeof VERSIONS)[number];

/** What goes wrong with the answers to the paths in `at`. */
export type Fault = 'hang' | 'hang-half-way' | 'error-500' | 'html' | 'truncated' | 'broken-off' | 'huge' | 'reset';

export interface FakeOptions {
  readonly version?: Version;
  readonly fault?: Fault;
  /** All but the ping where it is not given. */
  readonly at?: RegExp;
  /** This many stopped containers in place of the recorded ones. */
  readonly containers?: number;
  /** A server of its own kind for the same answers, for example one that speaks TLS. */
  readonly serve?: (answer: RequestListener) => Server;
}

export interface FakeEngine {
  readonly endpoint: string;
  readonly socket: string;
  /** Method and path of everything asked. */
  readonly requests: readonly string[];
  /** How many connections were made. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly base64?: string;
}

/** What real engines answered about a project of three services, by path. `npm run lab` made them; volatile parts are left out. */
export function recordingOf(version: Version): Readonly<Record<string, Recorded>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, `recordings/engine-${version}.json`), 'utf8'));
}

/** An HTTP server that answers as a recorded engine did. Over a unix socket, or TCP where a server of another kind is given. */
export async function fakeEngine(options: FakeOptions = {}): Promise<FakeEngine> {
  const recording = recordingOf(options.version ?? '28');
  const requests: string[] = [];
  const answer: RequestListener = (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const path = pathOf(request);
    const isFaulty = options.at?.test(path) ?? path !== '/_ping';
    if (options.fault !== undefined && isFaulty) breakDown(options.fault, request, response);
    else reply(response, findReply(recording, path, options.containers));
  };
  const server = options.serve?.(answer) ?? createServer(answer);
  let connections = 0;
  server.on('connection', () => connections++);
  const socket = join(mkdtempSync(join(tmpdir(), 'drydock-engine-')), 'docker.sock');
  await new Promise<void>((ready) => {
    if (options.serve === undefined) server.listen(socket, ready);
    else server.listen(0, '127.0.0.1', ready);
  });
  const { port } = (options.serve === undefined ? { port: 0 } : server.address()) as AddressInfo;
  return {
    endpoint: options.serve === undefined ? `unix://${socket}` : `tcp://127.0.0.1:${port}`,
    socket,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return decodeURIComponent(url.replace(/^\/v\d+\.\d+/, '').replace(/\?.*/, ''));
}

function findReply(recording: Readonly<Record<string, Recorded>>, path: string, containers?: number): Recorded {
  if (path === '/_ping') return recording['_ping'] as Recorded;
  if (containers !== undefined && path.startsWith('/containers/')) return manyContainers(recording, path, containers);
  return recording[path] ?? (recording['/containers/nope/json'] as Recorded);
}

/** Copies of the recorded container that ended, under names and ids of their own. */
function manyContainers(recording: Readonly<Record<string, Recorded>>, path: string, count: number): Recorded {
  const listed = recording['/containers/json'] as Recorded;
  const inspected = recording['/containers/shop-app-1/json'] as Recorded;
  if (path === '/containers/json') {
    const list = listed.json as readonly Record<string, unknown>[];
    const model = list.find(({ Names }) => (Names as string[]).includes('/shop-app-1'));
    return {
      ...listed,
      json: Array.from({ length: count }, (_, n) => ({ ...model, Id: `id${n}`, Names: [`/shop-app-${n}`] })),
    };
  }
  const id = /^\/containers\/id(\d+)\/json$/.exec(path)?.[1];
  if (id === undefined) return recording['/containers/nope/json'] as Recorded;
  return { ...inspected, json: { ...(inspected.json as object), Id: `id${id}`, Name: `/shop-app-${id}` } };
}

function reply(response: ServerResponse, { status, headers, json, text, base64 }: Recorded): void {
  response.writeHead(status, headers);
  if (base64 !== undefined) response.end(Buffer.from(base64, 'base64'));
  else response.end(text ?? JSON.stringify(json));
}

function breakDown(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'hang':
      return;
    case 'hang-half-way':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"ID":"half');
      return;
    case 'error-500':
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"message":"layer does not exist, password=hunter22"}');
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!DOCTYPE html><html><body>Sign in to the proxy</body></html>');
      return;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('[{"Id":"abc","Names":["/sh');
      return;
    case 'broken-off':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
      response.write('[{"Id":');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      pour(response);
      return;
    case 'reset':
      request.socket.destroy();
  }
}

/** Blanks without an end, as fast as they are taken. */
function pour(response: ServerResponse): void {
  const piece = Buffer.alloc(256 * 1024, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}
