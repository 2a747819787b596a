/**
 * Runs inside an engine's namespaces: an HTTP(S) front for every *.example host, and a name server for them.
 * `registry.example` and `mirror.example` lead to Debian's docker-registry on 127.0.0.1:5000; any other host is a
 * folder of files, WWW/HOST/PATH. Which requests fail, and how, stands in FOLDER/mode.json, read at every request.
 */
import { readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { join, normalize } from 'node:path';

import { ERRORS, type Mode } from './modes.ts';
import { serveNames } from './names.ts';

const ADDRESS = '10.99.0.1';
const REGISTRIES = new Set(['registry.example', 'mirror.example', 'untrusted.example']);
const folder = process.argv[2] ?? '';
const connections = new Map<number | undefined, Socket>();

let counted = { mode: '', hits: 0 };

function modeOf(request: http.IncomingMessage, host: string): Mode['answer'] {
  const text = readFileSync(join(folder, 'mode.json'), 'utf8');
  if (text !== counted.mode) counted = { mode: text, hits: 0 };
  const mode = JSON.parse(text) as Mode;
  const isMeant =
    (mode.at === undefined || new RegExp(mode.at).test(`${host} ${request.url ?? ''}`)) &&
    (mode.methods === undefined || mode.methods.includes(request.method ?? ''));
  if (!isMeant || (mode.times !== undefined && counted.hits >= mode.times)) return 'ok';
  counted.hits++;
  return mode.answer;
}

function handle(request: http.IncomingMessage, response: http.ServerResponse): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const answer = modeOf(request, host);
  if (answer in ERRORS) {
    refuse(request, response, answer);
  } else if (answer === 'html') {
    const page = '<html><body><h1>403 Forbidden</h1><p>Blocked by the proxy of the company.</p></body></html>';
    response.writeHead(403, { 'Content-Type': 'text/html', 'Content-Length': page.length });
    response.end(request.method === 'HEAD' ? undefined : page);
  } else if (answer === 'reset') {
    // A TLS socket cannot send a reset; the connection below it can.
    connections.get(request.socket.remotePort)?.resetAndDestroy();
  } else if (answer === 'slow') {
    setTimeout(() => pass(request, response, host, 'ok'), 3000);
  } else if (answer !== 'hang') {
    pass(request, response, host, answer);
  }
}

function refuse(request: http.IncomingMessage, response: http.ServerResponse, status: string): void {
  const [code = '', message = ''] = ERRORS[status] ?? [];
  const body = JSON.stringify({ errors: [{ code, message, detail: null }] });
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  if (status === '401') response.setHeader('WWW-Authenticate', 'Basic realm="Registry Realm"');
  if (status === '429') response.setHeader('Retry-After', '60');
  response.writeHead(Number(status), { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function pass(request: http.IncomingMessage, response: http.ServerResponse, host: string, answer: string): void {
  if (!REGISTRIES.has(host)) {
    sendFile(response, host, request.url ?? '/');
    return;
  }
  const { method, url: path, headers } = request;
  const onward = http.request({ host: '127.0.0.1', port: 5000, method, path, headers }, (from) => {
    response.writeHead(from.statusCode ?? 502, from.headers);
    if (method === 'GET' && (answer === 'truncated' || answer === 'corrupt')) damage(from, response, answer);
    else from.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('error', () => onward.destroy());
  request.pipe(onward);
}

function damage(from: http.IncomingMessage, response: http.ServerResponse, how: 'truncated' | 'corrupt'): void {
  let seen = 0;
  from.on('data', (chunk: Buffer) => {
    if (how === 'corrupt') {
      const middle = chunk.length >> 1;
      if (seen === 0) chunk.writeUInt8((chunk[middle] ?? 0) ^ 0xff, middle);
      response.write(chunk);
    } else if (seen < 1000) {
      response.write(chunk.subarray(0, 1000));
      setTimeout(() => response.destroy(), 50);
    }
    seen += chunk.length;
  });
  from.on('end', () => {
    if (how === 'corrupt') response.end();
  });
}

function sendFile(response: http.ServerResponse, host: string, url: string): void {
  const file = join(folder, 'www', host, normalize(decodeURIComponent(url.split('?')[0] ?? '')));
  try {
    const body = readFileSync(statSync(file).isDirectory() ? join(file, 'index.html') : file);
    response.writeHead(200, { 'Content-Length': body.length });
    response.end(body);
  } catch {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('not found\n');
  }
}

const tls = { key: readFileSync(join(folder, 'tls/key.pem')), cert: readFileSync(join(folder, 'tls/cert.pem')) };

function listen(server: http.Server, port: number): void {
  server.on('connection', (socket: Socket) => {
    connections.set(socket.remotePort, socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => connections.delete(socket.remotePort));
  });
  server.listen(port, ADDRESS);
}

listen(http.createServer(handle), 80);
// Plain HTTP on a port that a client takes for TLS.
listen(http.createServer(handle), 5080);
listen(https.createServer(tls, handle), 443);
serveNames(ADDRESS, (name) => name.endsWith('.example') && !name.startsWith('absent.'));
