import { describe, expect, it } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';

import { MESSAGES } from './upstream-messages.ts';

/** As the classic builder frames it: the command's output has nothing else around it. */
function logOf(command: string | null, exitCode: number, lines: readonly string[]): string {
  if (command === null) return ['Sending build context to Docker daemon  3.072kB', ...lines, ''].join('\n');
  return [
    'Sending build context to Docker daemon  3.072kB',
    'Step 1/6 : FROM debian:9',
    ' ---> 5f1c2d3e4a5b',
    `Step 2/6 : RUN ${command}`,
    ' ---> Running in 6f1c2d3e4a5b',
    ...lines,
    `The command '/bin/sh -c ${command}' returned a non-zero code: ${exitCode}`,
    '',
  ].join('\n');
}

async function* chunksOf(log: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(log);
}

describe('what a program says when it fails', () => {
  it.each(MESSAGES)('%s: %s', async (root, command, exitCode, lines) => {
    const { diagnosis } = await diagnoseLog(chunksOf(logOf(command, exitCode, lines)), null);
    expect(diagnosis.root?.condition).toBe(root);
  });
});
