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
  /** Answers to paths (with their query) that were not recorded, or were recorded otherwise; undefined for the others. */
  readonly answers?: (path: string, query: URLSearchParams) => Recorded | undefined;
  /** This many stopped containers in place of the recorded ones. */
  readonly containers?: number;
  /** So many of them, the last ones, belong to projects of their own. */
  readonly otherProjects?: number;
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

export interface Recorded {
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
    else {
      const own = options.answers?.(path, new URL(request.url ?? '', 'http://engine').searchParams);
      reply(response, own ?? findReply(recording, path, options));
    }
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

function findReply(recording: Readonly<Record<string, Recorded>>, path: string, options: FakeOptions): Recorded {
  if (path === '/_ping') return recording['_ping'] as Recorded;
  if (options.containers !== undefined && path.startsWith('/containers/'))
    return manyContainers(recording, path, options);
  return recording[path] ?? (recording['/containers/nope/json'] as Recorded);
}

/** Copies of the recorded container that ended, under names and ids of their own. */
function manyContainers(
  recording: Readonly<Record<string, Recorded>>,
  path: string,
  { containers: count = 0, otherProjects = 0 }: FakeOptions,
): Recorded {
  const listed = recording['/containers/json'] as Recorded;
  const inspected = recording['/containers/shop-app-1/json'] as Recorded;
  if (path === '/containers/json') {
    const list = listed.json as readonly Record<string, unknown>[];
    const model = list.find(({ Names }) => (Names as string[]).includes('/shop-app-1'));
    return {
      ...listed,
      json: Array.from({ length: count }, (_, n) => {
        const Labels = { ...(model?.['Labels'] as object), 'com.docker.compose.project': `other${n}` };
        const isOther = n >= count - otherProjects;
        return { ...model, Id: `id${n}`, Names: [`/shop-app-${n}`], ...(isOther && { Labels }) };
      }),
    };
  }
  const [, id, part] = /^\/containers\/(?:id|shop-app-)(\d+)\/(json|logs)$/.exec(path) ?? [];
  if (id === undefined) return recording['/containers/nope/json'] as Recorded;
  if (part === 'logs') return { status: 200, headers: {}, text: manyLines(id) };
  return { ...inspected, json: { ...(inspected.json as object), Id: `id${id}`, Name: `/shop-app-${id}` } };
}

/** As a terminal's log, which has no frames: 200 lines of a healthy program. */
function manyLines(id: string): string {
  const line = (n: number): string =>
    `2026-11-27T12:00:00.${String(n).padStart(9, '0')}Z GET /items/${n} 200 by ${id}\n`;
  return Array.from({ length: 200 }, (_, n) => line(n)).join('');
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
