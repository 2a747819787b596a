import { expect, test } from 'vitest';

import type { ProjectDockerfile } from '#core/model/probes/project.ts';
import { newerBase } from '#kb/shared/newer-base.ts';

/** The image that a Dockerfile on `from` is built on afterwards; null where nothing is offered. */
function bumped(image: 'golang' | 'node' | 'python' | 'ruby' | 'rust', from: string, version: string): string | null {
  const dockerfile: ProjectDockerfile = {
    path: 'Dockerfile',
    context: '.',
    usedBy: [],
    stages: [
      { name: 'base', from, line: 1 },
      { from: 'base', line: 2 },
    ],
    instructions: [
      { keyword: 'FROM', text: `FROM ${from} AS base`, line: 1, stage: 0 },
      { keyword: 'FROM', text: 'FROM base', line: 2, stage: 1 },
      { keyword: 'RUN', text: 'RUN make', line: 3, stage: 1 },
    ],
    copies: [],
    variables: [],
  };
  const at = { dockerfile: 'Dockerfile', line: 3, instruction: 'RUN make' };
  const [step] = newerBase({ image, version }, at, [dockerfile])?.steps ?? [];
  if (step?.kind !== 'edit' || step.makes?.kind !== 'dockerfile') return null;
  expect(step.makes.line, 'the FROM of the image itself').toBe(1);
  return step.makes.baseImage ?? null;
}

test.each([
  ['golang', 'golang:1.19', '1.23.0', 'golang:1.23'],
  ['golang', 'golang:1.21.13-alpine3.18', '1.23', 'golang:1.23-alpine'],
  ['golang', 'docker.io/library/golang:1.19-bullseye', '1.22', 'docker.io/library/golang:1.22'],
  ['node', 'node:16-slim', '>=18.12.0', 'node:18-slim'],
  ['node', 'node:18-bookworm-slim', '^20.9.0 || >=22', 'node:20-slim'],
  ['node', 'node:14', '>=17', 'node:18'],
  ['node', 'node:14', '^17.0.0', 'node:17'],
  ['python', 'python:3.5-slim', '>=3.6, !=3.6.1, <4', 'python:3.6-slim'],
  ['python', 'python:3.7', '3.8+', 'python:3.8'],
  ['ruby', 'ruby:2.7-alpine', '>= 3.0.0', 'ruby:3.0-alpine'],
  ['rust', 'rust:1.75', '1.81', 'rust:1.81'],
] as const)('%s: %s becomes new enough for %s', (image, from, version, expected) => {
  expect(bumped(image, from, version)).toBe(expected);
});

test.each([
  ['golang', 'golang:latest', '1.23', 'a tag that is no version'],
  ['golang', 'golang:1.24', '1.23', 'new enough already'],
  ['golang', 'golang:1', '1.23', 'the newest of its major version'],
  ['golang', 'golang:1.19@sha256:00', '1.23', 'a digest'],
  ['golang', 'golang:1.19-windowsservercore', '1.23', 'a variant that may not exist'],
  ['golang', 'registry.example/golang:1.19', '1.23', 'another image of that name'],
  ['golang', 'golang:${VERSION}', '1.23', 'a variable'],
  ['golang', 'golang:1.19', '', 'nobody says what is wanted'],
  ['python', 'python:3.9', '<3.9', 'an older one is wanted'],
  ['python', 'python:3.5', '>3.5', 'the bound itself is not enough'],
] as const)('%s: nothing is offered for %s and "%s": %s', (image, from, version, _why) => {
  expect(bumped(image, from, version)).toBeNull();
});

/** The edits for a Dockerfile whose image is named with an argument, as they would be made. */
function argumentEdits(head: string, from: string, resolved: string, usedBy: readonly string[] = []): unknown {
  const dockerfile: ProjectDockerfile = {
    path: 'Dockerfile',
    context: '.',
    usedBy,
    stages: [{ from: resolved, line: 2 }],
    instructions: [
      { keyword: 'ARG', text: head, line: 1, stage: -1 },
      { keyword: 'FROM', text: `FROM --platform=linux/amd64 ${from} AS base`, line: 2, stage: 0 },
      { keyword: 'RUN', text: 'RUN make', line: 3, stage: 0 },
    ],
    copies: [],
    variables: [],
  };
  const at = { dockerfile: 'Dockerfile', line: 3, instruction: 'RUN make' };
  const steps = newerBase({ image: 'node', version: '>=18' }, at, [dockerfile])?.steps;
  return steps?.map((step) => (step.kind === 'edit' ? [step.makes, step.isOptional ?? false] : step)) ?? null;
}

const inHead = (before: string, after: string): unknown => [
  { kind: 'dockerfile', file: 'Dockerfile', line: 1, holds: `ARG ${before}`, replace: { before, after } },
  false,
];
const inCompose = (becomes: string, isOptional: boolean): unknown => [
  { kind: 'service-variable', service: 'web', name: 'V', ofBuild: { was: '16' }, to: { text: becomes } },
  isOptional,
];

test('an argument that names the version gets the newer one where it is declared', () => {
  expect(argumentEdits('ARG V=16', 'node:${V}', 'node:16')).toEqual([inHead('V=16', 'V=18')]);
  expect(argumentEdits('ARG V="16-slim"', 'node:$V', 'node:16-slim')).toEqual([inHead('V="16-slim"', 'V="18-slim"')]);
  expect(argumentEdits('ARG V=16', 'node:${V}-slim', 'node:16-slim')).toEqual([inHead('V=16', 'V=18')]);
  expect(argumentEdits('ARG V=node:16', '${V}', 'node:16')).toEqual([inHead('V=node:16', 'V=node:18')]);
});

test('it gets it in the Compose file, too, or there alone', () => {
  expect(argumentEdits('ARG V=16', 'node:${V}', 'node:16', ['web'])).toEqual([
    inHead('V=16', 'V=18'),
    inCompose('18', true),
  ]);
  expect(argumentEdits('ARG V=14', 'node:${V}', 'node:16', ['web'])).toEqual([inCompose('18', false)]);
});

test.each([
  ['a variant of the old release stands beside it', 'ARG V=16', 'node:${V}-buster', 'node:16-buster'],
  ['two arguments make the tag', 'ARG V=16', 'node:${V}.${W}', 'node:16.1'],
  ['nobody says where the value is from', 'ARG V', 'node:${V}', 'node:16'],
])('nothing is offered where %s', (_, head, from, resolved) => {
  expect(argumentEdits(head, from, resolved)).toBeNull();
});
