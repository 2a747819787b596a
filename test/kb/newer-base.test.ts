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
