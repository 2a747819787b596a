import http from 'node:http';

import type { Namespace } from './namespace.ts';

const MILLISECONDS = 15_000;

/**
 * One call of the engine's API over its socket: a client program for each question takes longer than most faults. The
 * answer is JSON where it can be, else the text; rejects where nobody answers.
 */
export function callEngine(namespace: Namespace, method: 'GET' | 'POST' | 'DELETE', path: string): Promise<unknown> {
  const socketPath = namespace.path('/run/docker.sock');
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, method, path, timeout: MILLISECONDS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(parsed(text)));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`${path}: no answer in ${MILLISECONDS / 1000} s`)));
    request.on('error', reject);
    request.end();
  });
}

/** An engine in trouble may answer with something else than a list. */
export function listIn<T>(answer: unknown): readonly T[] {
  return Array.isArray(answer) ? (answer as readonly T[]) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
