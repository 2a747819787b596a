import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { parseObject } from '#core/parse/json.ts';

import type { Send } from './connection.ts';
import { EngineError, toEngineError } from './failure.ts';

export interface Limits {
  /** From getting a connection to the last byte. */
  readonly milliseconds: number;
  /** Largest body. */
  readonly bytes: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Takes a body piece by piece; false ends the reading. */
export type Sink = (chunk: Buffer) => boolean;

interface Wanted {
  readonly path: string;
  readonly limits: Limits;
  /** Where the body of a good answer (200) goes instead of into `body`. */
  readonly sink?: Sink;
  /** Called when a good answer begins, however long its first byte lets wait. */
  readonly opened?: () => void;
}

/** Most of an error's body that is worth keeping. */
const MAX_ERROR_BODY = 64 * 1024;

/** One GET. Rejects with an EngineError where no complete answer within the limits came; any status is an answer. */
export function exchange(send: Send, { path, limits, sink, opened }: Wanted): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let received = 0;
    let timer: NodeJS.Timeout | undefined;
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      reject(toEngineError(error));
    };
    const request: ClientRequest = send({ method: 'GET', path, headers: { accept: 'application/json, */*' } });
    request.once('error', fail);
    request.once('socket', () => {
      timer = setTimeout(() => request.destroy(late(path, limits, received)), limits.milliseconds);
    });
    request.once('response', (response: IncomingMessage) => {
      const status = response.statusCode ?? 0;
      const isGood = status === 200;
      if (isGood) opened?.();
      const limit = isGood ? limits.bytes : MAX_ERROR_BODY;
      const chunks: Buffer[] = [];
      const finish = (): void => {
        clearTimeout(timer);
        resolve({ status, headers: response.headers, body: Buffer.concat(chunks) });
      };
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > limit) {
          if (isGood) request.destroy(tooLarge(path, limit));
          else finish();
          response.destroy();
        } else if (!isGood || sink === undefined) {
          chunks.push(chunk);
        } else if (!sink(chunk)) {
          finish();
          response.destroy();
        }
      });
      response.once('end', finish);
      response.once('error', fail);
      response.once('aborted', () => fail(cutShort(path, received)));
    });
    request.end();
  });
}

/** What the engine itself says of its error: `{"message": …}`; else the first line of what came. */
export function messageOf({ status, body }: Reply): string {
  const text = body.toString('utf8').trim();
  const message = parseObject(text)?.['message'];
  const words = typeof message === 'string' ? message : (text.split('\n', 1)[0] ?? '').slice(0, 200);
  return words === '' ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
}

function late(path: string, { milliseconds }: Limits, received: number): EngineError {
  const detail =
    received === 0
      ? `no answer to GET ${path} within ${milliseconds / 1000} s`
      : `the answer to GET ${path} stopped after ${received} bytes and did not end within ${milliseconds / 1000} s`;
  return new EngineError({ problem: 'timeout', detail });
}

function tooLarge(path: string, limit: number): EngineError {
  return new EngineError({ problem: 'other', detail: `the answer to GET ${path} is larger than ${limit} bytes` });
}

function cutShort(path: string, received: number): EngineError {
  return new EngineError({ problem: 'other', detail: `the answer to GET ${path} broke off after ${received} bytes` });
}
