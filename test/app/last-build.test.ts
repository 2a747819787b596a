import { expect, test } from 'vitest';

import { diagnoseLast } from '#app/last-build.ts';
import { diagnoseStack } from '#app/stack/diagnose-stack.ts';
import type { Traced } from '#app/diagnose.ts';
import type { Host } from '#core/model/probe.ts';
import type { BuildRecord } from '#core/model/probes/builds.ts';
import type { ContainerSummary } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';

/** A host that knows these answers and could not look at anything else. */
function host(answers: Readonly<Record<string, unknown>>): Host {
  const why = { en: 'It was not asked.', zh: '没有查询。' };
  const refusal = { ok: false, why };
  return {
    readText: async () => refusal as never,
    ask: async (probe) => (probe in answers ? { ok: true, answer: answers[probe], where: probe } : refusal) as never,
  };
}

const REACHED = { endpoint: 'unix:///var/run/docker.sock', from: 'default', isReachable: true };

function build(name: string, status: BuildRecord['status'], created: number): BuildRecord {
  return {
    reference: `lab/${name}`,
    builder: 'lab',
    name,
    status,
    created,
    steps: { total: 2, completed: 1, cached: 0 },
  };
}

function container(project: string, status: string, created: number): ContainerSummary {
  return {
    id: project.padEnd(64, '0'),
    name: `${project}-web-1`,
    image: 'busybox',
    state: status.startsWith('Up') ? 'running' : 'exited',
    status,
    created,
    project,
    service: 'web',
    isOneOff: false,
    published: [],
  } as unknown as ContainerSummary;
}

function diagnosisOf(answer: Traced | Text): Traced['diagnosis'] {
  if (!('diagnosis' in answer)) throw new Error(answer.en);
  return answer.diagnosis;
}

const LOG = [
  { vertexes: [{ digest: 'sha256:1', name: '[2/2] RUN ls /nosuchfile', started: '2026-11-26T23:27:20Z' }] },
  {
    logs: [
      {
        vertex: 'sha256:1',
        stream: 2,
        data: Buffer.from('ls: /nosuchfile: No such file or directory\n').toString('base64'),
        timestamp: '2026-11-26T23:27:22Z',
      },
    ],
  },
  {
    vertexes: [
      {
        digest: 'sha256:1',
        name: '[2/2] RUN ls /nosuchfile',
        started: '2026-11-26T23:27:20Z',
        completed: '2026-11-26T23:27:23Z',
        error: 'process "/bin/sh -c ls /nosuchfile" did not complete successfully: exit code: 1',
      },
    ],
  },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

test('the last failed build is looked at, also behind a newer one that went well', async () => {
  const builds = [build('good', 'completed', 2000), build('bad', 'error', 1000), build('older', 'error', 500)];
  const diagnosis = diagnosisOf(
    await diagnoseLast(host({ 'engine.builds': builds, 'engine.reach': REACHED, 'engine.buildLog': LOG })),
  );
  expect(diagnosis.root?.condition).toBe('run-path-missing');
  expect(diagnosis.notes.map(({ en }) => en)).toEqual([
    'Looked at the last failed build: bad, started 1970-01-01T00:00:01.000Z.',
    'A newer build (good) is completed.',
  ]);
});

test('a cancelled build is called cancelled', async () => {
  const builds = [build('slow', 'canceled', 1000)];
  const { notes, outcome } = diagnosisOf(await diagnoseLast(host({ 'engine.builds': builds, 'engine.buildLog': '' })));
  expect(outcome).toBe('failed');
  expect(notes[0]?.en).toContain('last cancelled build: slow');
});

test('no history and no container: both are said', async () => {
  const answer = await diagnoseLast(host({ 'engine.reach': REACHED, 'engine.containers': [] }));
  expect(answer).toEqual({
    en: 'It was not asked. And this engine has no container of a Compose project; start one with docker compose up -d.',
    zh: '没有查询。另外，该引擎上没有 Compose 项目的容器；先用 docker compose up -d 启动。',
  });
});

test('of several projects the failing one is looked at, and the others are named', async () => {
  const containers = [container('well', 'Up 2 minutes', 3), container('bad', 'Exited (3) 1 minute ago', 2)];
  const asked = host({ 'engine.reach': REACHED, 'engine.containers': containers });
  const { notes } = diagnosisOf(await diagnoseStack(asked, undefined));
  expect(notes[0]?.en).toBe('Looked at project bad; there is also: well (--stack NAME).');
});

test('a project that is not there: those that are', async () => {
  const asked = host({ 'engine.reach': REACHED, 'engine.containers': [container('well', 'Up 2 minutes', 3)] });
  expect(await diagnoseStack(asked, 'shop')).toMatchObject({
    en: 'project "shop" has no container on this engine. Projects there: well.',
  });
});

test.each([
  ['no-socket', 'unix:///nonexistent/docker.sock'],
  ['refused', 'tcp://127.0.0.1:2399'],
  ['permission', 'unix:///var/run/docker.sock'],
] as const)('an engine that does not answer (%s) is a diagnosis', async (problem, endpoint) => {
  const reach = { endpoint, from: 'DOCKER_HOST', isReachable: false, problem, detail: 'connect' };
  const { root, outcome } = diagnosisOf(await diagnoseLast(host({ 'engine.reach': reach })));
  expect(outcome).toBe('failed');
  expect(root?.stage).toBe('client');
  expect(root?.headline.en).toContain(endpoint);
});

test('a container that could not be looked into is not called well', async () => {
  const asked = host({ 'engine.reach': REACHED, 'engine.containers': [container('well', 'Up 2 minutes', 3)] });
  const { outcome, notes, limits } = diagnosisOf(await diagnoseStack(asked, undefined));
  expect(outcome).toBe('unknown');
  expect(notes).toEqual([]);
  expect(limits.length).toBeGreaterThan(0);
});
