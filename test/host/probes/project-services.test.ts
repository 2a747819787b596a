import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { projectCompose } from '#host/probes/project-compose.ts';
import { projectEnvFiles } from '#host/probes/project-env-files.ts';
import { projectServices } from '#host/probes/project-services.ts';

import { fakeMachine, fakeWorld } from '../fake-world.ts';

const CASES = join(import.meta.dirname, 'compose-cases');

describe('our own reading is what docker compose config makes of the same files', () => {
  test.each(readdirSync(CASES))('%s', async (name) => {
    const project = join(CASES, name);
    const recorded = readFileSync(join(project, 'recorded.json'), 'utf8').replaceAll('/project', project);
    const own = await projectServices(fakeWorld(fakeMachine({}), project), {});
    const asked = await projectServices(fakeWorld(fakeMachine({ outputs: { docker: recorded } }), project), {});
    expect(byName(own)).toEqual(byName(asked));
    const compose = await projectCompose(fakeWorld(fakeMachine({ outputs: { docker: recorded } }), project), {});
    const files = await projectCompose(fakeWorld(fakeMachine({}), project), {});
    if (!compose.ok || !files.ok) throw new Error('not read');
    expect(compose.answer.by).toBe('compose');
    expect({ ...files.answer, by: 'compose', volumes: [] }).toEqual({ ...compose.answer, volumes: [] });
  });
});

function byName(answer: Awaited<ReturnType<typeof projectServices>>): unknown {
  if (!answer.ok) throw new Error(answer.why.en);
  const services = answer.answer.map(({ ports = [], volumes = [], dependsOn, ...service }) => ({
    ...service,
    ports: ports.map((port) => JSON.stringify(port)).toSorted(),
    volumes: volumes.map((volume) => JSON.stringify(volume)).toSorted(),
    dependsOn: dependsOn.map((one) => JSON.stringify(one)).toSorted(),
  }));
  return services.toSorted((a, b) => a.name.localeCompare(b.name));
}

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bad-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const open = (files: Readonly<Record<string, string>>): ReturnType<typeof fakeWorld> =>
  fakeWorld(fakeMachine({}), project(files));

describe('bad input', () => {
  test('a file that includes itself', async () => {
    const seen = await projectCompose(
      open({ 'compose.yaml': 'include: [compose.yaml]\nservices: {a: {image: b}}' }),
      {},
    );
    expect(seen.ok && seen.answer.problems.map(({ en }) => en)).toEqual(['compose.yaml includes itself.']);
  });
  test('a service that extends itself', async () => {
    const seen = await projectCompose(open({ 'compose.yaml': 'services: {a: {extends: a, image: b}}' }), {});
    expect(seen.ok && seen.answer.problems).toHaveLength(1);
  });
  test('an alias bomb', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}, *x${i}]`);
    const seen = await projectCompose(open({ 'compose.yaml': ['x0: &x0 [a]', ...rows].join('\n') }), {});
    expect(seen.ok && seen.answer.problems[0]?.en).toContain('EXCESSIVE_ALIASING');
  });
  test('no YAML: the line and no word of the file', async () => {
    const seen = await projectServices(open({ 'compose.yaml': 'services:\n  a: {image: "hunter2\n' }), {});
    expect(seen.ok).toBe(false);
    expect(JSON.stringify(seen)).not.toContain('hunter2');
  });
  test('names that are no names elsewhere', async () => {
    const seen = await projectServices(
      open({ 'compose.yaml': 'services: {__proto__: {image: a}, constructor: {image: b}}' }),
      {},
    );
    expect(seen.ok && seen.answer.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });
  test('a loop of links named .env', async () => {
    const folder = project({ 'compose.yaml': 'services: {a: {image: b}}' });
    symlinkSync('.env', join(folder, '.env'));
    const seen = await projectEnvFiles(fakeWorld(fakeMachine({}), folder), {});
    expect(seen.ok && seen.answer[0]?.problem).toBe('ELOOP');
  });
  test('an .env of 10 MB', async () => {
    const seen = await projectEnvFiles(open({ '.env': 'A=1\n'.repeat(2_600_000) }), {});
    expect(seen.ok && seen.answer[0]).toMatchObject({ problem: '> 1 MiB', names: ['A'] });
  });
  test('variables without a value, with file and line', async () => {
    const seen = await projectCompose(
      open({ 'compose.yaml': 'services:\n  a:\n    image: b:${T}\n    command: ${U:?}\n' }),
      {},
    );
    expect(seen.ok && seen.answer.unset).toMatchObject([
      { variable: 'T', file: 'compose.yaml', line: 3, state: 'unset', required: false },
      { variable: 'U', file: 'compose.yaml', line: 4, required: true, key: ['services', 'a', 'command'] },
    ]);
  });
});
