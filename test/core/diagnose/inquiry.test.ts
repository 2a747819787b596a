import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import type { Host, ProbeName, Seen } from '#core/model/probe.ts';

const NEVER = new Promise<never>(() => undefined);

interface World {
  readonly host: Host;
  readonly asked: Set<ProbeName>;
  /** To what was asked and to what will be. */
  readonly answer: (probe: ProbeName, answer: unknown) => void;
}

/** Answers only what a test lets it; its patience ends at once. */
function slowWorld(): World {
  const asked = new Set<ProbeName>();
  const answers = new Map<ProbeName, Seen<never>>();
  const waiting: [ProbeName, (seen: Seen<never>) => void][] = [];
  return {
    asked,
    answer: (probe, answer) => {
      const seen = { ok: true, answer, where: 'here' } as Seen<never>;
      answers.set(probe, seen);
      for (const [name, give] of waiting) if (name === probe) give(seen);
    },
    host: {
      readText: async () => ({ ok: false, why: { en: 'no file', zh: '没有文件' } }),
      patience: async () => undefined,
      ask: (probe) => {
        asked.add(probe);
        return new Promise((give) => {
          const known = answers.get(probe);
          if (known === undefined) waiting.push([probe, give as (seen: Seen<never>) => void]);
          else give(known as never);
        });
      },
    },
  };
}

async function* lines(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Whether it has not ended after a while; one that ends later than that is taken for one that waits. */
function waits(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => false), sleep(300, true)]);
}

const TOO_OLD = `#9 [4/6] RUN go mod download
#9 0.410 go: go.mod requires go >= 1.23.0 (running go 1.21.13; GOTOOLCHAIN=local)
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`;

const MAYBE_CRLF = `web-1  | exec /docker-entrypoint.sh: no such file or directory
web-1 exited with code 255
`;

test('a root that the log states waits for no answer that only shapes its remedies', async () => {
  const { host, asked } = slowWorld();
  const { diagnosis } = await diagnoseLog(lines(TOO_OLD), host);
  expect(diagnosis.root?.condition).toBe('go-toolchain-too-old');
  expect(asked).toContain('project.dockerfiles');
});

test('without an end to its patience a host is waited for', async () => {
  const { host } = slowWorld();
  expect(await waits(diagnoseLog(lines(TOO_OLD), { ...host, patience: () => NEVER }))).toBe(true);
});

test('an answer that the root hangs on is waited for', async () => {
  const { host, asked, answer } = slowWorld();
  const diagnosing = diagnoseLog(lines(MAYBE_CRLF), host);
  answer('project.services', []);
  answer('project.dockerfiles', []);
  expect(await waits(diagnosing)).toBe(true);
  await vi.waitFor(() => expect(asked).toContain('project.path'), 20_000);
  answer('project.path', { exists: true, similar: [], hasCarriageReturns: true });
  const { diagnosis } = await diagnosing;
  expect(diagnosis.root).toMatchObject({ condition: 'entrypoint-crlf', verdict: 'confirmed' });
});
