import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Seen } from '#core/model/probe.ts';
import type { ProjectProviders, ProvidersQuestion } from '#core/model/probes/project.ts';
import { namedAs, type ManifestKind, type NamedAs } from '#core/parse/manifests.ts';
import { openHost } from '#host/host.ts';

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-providers-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function ask(folder: string, about: ProvidersQuestion): Promise<Seen<ProjectProviders>> {
  return openHost({ project: folder }).ask('project.providers', about);
}

const DOCKERFILE =
  'FROM node:20 AS build\nRUN npm ci\nFROM node:20-slim\nCOPY --from=build /app .\nRUN  node  app.js\n';

describe('project.providers', () => {
  test('finds the instruction, the manifests and the files', async () => {
    const folder = project({
      Dockerfile: DOCKERFILE,
      'package.json': '{"dependencies":{"koa":"2"}}',
      'web/package.json': '{"devDependencies":{"express":"4"}}',
      'node_modules/express/package.json': '{"dependencies":{"express":"4"}}',
      'vendor/openssl/ssl.h': '',
    });
    const seen = await ask(folder, {
      of: { instruction: 'RUN node app.js' },
      package: { kind: 'npm', names: ['express'] },
      endings: ['openssl/ssl.h', 'vendor/', 'ssl.c'],
    });
    expect(seen).toMatchObject({
      ok: true,
      answer: { stage: 1, line: 5, isWhole: true, found: ['vendor/', 'vendor/openssl/ssl.h'] },
    });
    expect(seen.ok && seen.answer.manifests).toEqual([
      { path: 'package.json' },
      { path: 'web/package.json', as: 'development' },
    ]);
  });

  test('of a service it is the stage that it runs', async () => {
    const folder = project({
      Dockerfile: DOCKERFILE,
      'compose.yaml': 'services:\n  app: { build: { context: ., target: build } }\n  db: { image: postgres }\n',
    });
    expect(await ask(folder, { of: { service: 'app' }, endings: [] })).toMatchObject({
      ok: true,
      answer: { stage: 0 },
    });
    expect(await ask(folder, { of: { service: 'db' }, endings: [] })).toMatchObject({ ok: false });
  });

  test('an instruction that no Dockerfile has is of another project', async () => {
    const folder = project({ Dockerfile: DOCKERFILE });
    expect(await ask(folder, { of: { instruction: 'RUN node other.js' }, endings: [] })).toMatchObject({ ok: false });
  });

  test('a loop of links is not followed, and a manifest that cannot be read leaves a doubt', async () => {
    const folder = project({ Dockerfile: DOCKERFILE });
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('package.json', join(folder, 'package.json'));
    const seen = await ask(folder, {
      of: { instruction: 'RUN npm ci' },
      package: { kind: 'npm', names: ['x'] },
      endings: [],
    });
    expect(seen).toMatchObject({ ok: true, answer: { isWhole: false, manifests: [] } });
  });
});

test.each<[ManifestKind, string, string, string, NamedAs | undefined]>([
  ['npm', 'package.json', '{"peerDependencies":{"react":"18"}}', 'react', 'runtime'],
  ['npm', 'package.json', '{"devDependencies":{"react":"18"}}', 'react', 'development'],
  ['npm', 'package.json', '{"name":"react"}', 'react', undefined],
  ['npm', 'package.json', '{"dependencies":', 'react', 'similar'],
  ['npm', 'package-lock.json', '{"packages":{"node_modules/ms":{}}}', 'ms', 'locked'],
  ['npm', 'package-lock.json', '{"packages":{"node_modules/rms-x":{}}}', 'ms', undefined],
  ['npm', 'yarn.lock', '"@babel/core@^7.0.0":\n', '@babel/core', 'locked'],
  ['npm', 'pnpm-lock.yaml', '  /express/4.18.2:\n', 'express', 'locked'],
  ['python', 'requirements.txt', 'PyYAML==6\n', 'yaml', 'similar'],
  ['python', 'requirements.txt', 'python-dateutil\n', 'dateutil', 'similar'],
  ['python', 'requirements.txt', 'django==5\n', 'flask', undefined],
  ['python', 'requirements.txt', 'opencv-python\n', 'cv2', undefined],
])('%s: %s with %s names %s as %s', (kind, path, text, name, as) => {
  expect(namedAs(kind, path, text, [name])).toBe(as);
});
