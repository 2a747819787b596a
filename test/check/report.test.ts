import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import { checkProject } from '#app/check.ts';
import { exitCodeOfCheck } from '#cli/exit-codes.ts';
import { json } from '#core/report/check-json.ts';
import { markdown } from '#core/report/check-markdown.ts';
import { terminal } from '#core/report/check-terminal.ts';

import { exampleEngine } from '../../src/kb/shared/example-world.ts';
import { memoryHost, worldHost } from '../memory-host.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/check.schema.json'), 'utf8')) as object;
const OPTIONS = { lang: 'en', columns: 80, color: false, shell: 'bash', version: '0' } as const;

const failing = await checkProject(
  memoryHost({
    'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: one-secret }
  app:
    build: .
    environment:
      DATABASE_URL: postgres://postgres:two-secret@db/shop
`,
    Dockerfile: 'FROM python:3.7-buster\nARG NPM_TOKEN\nRUN apt-get update\nCOPY Requirements.txt .\n',
    'requirements.txt': 'flask\n',
  }),
);

test('what will fail comes first, then what is likely to, then what is worth knowing', () => {
  expect(failing.findings.map(({ condition }) => condition)).toEqual([
    'copy-source-missing',
    'pg-password-differs',
    'apt-eol-release',
    'secret-in-arg',
  ]);
});

test.each(['en', 'zh'] as const)('the JSON document (%s) fits its schema', (lang) => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect(validate(JSON.parse(json(failing, { ...OPTIONS, lang }))), JSON.stringify(validate.errors)).toBe(true);
});

test('no report holds a password', () => {
  for (const report of [json, markdown, terminal])
    expect(report(failing, OPTIONS)).not.toMatch(/one-secret|two-secret/);
});

test('a terminal shows place, what was seen and what to do', () => {
  const page = terminal(failing, OPTIONS);
  expect(page).toContain('will fail[pg-password-differs]: app cannot log in to PostgreSQL');
  expect(page).toContain('--> compose.yaml:8 · service app');
  expect(page).toContain('2 will fail, 1 likely to.');
});

test('what could not be looked at is listed', () => {
  expect(failing.unseen.flatMap(({ probes }) => probes)).toContain('engine.containers');
});

test('the exit code counts what is certain, and with --strict what is likely', () => {
  const [certain, , likely, note] = failing.findings;
  const only = (one: typeof certain): typeof failing => ({ ...failing, findings: one === undefined ? [] : [one] });
  expect(exitCodeOfCheck(only(certain), false)).toBe(1);
  expect(exitCodeOfCheck(only(likely), false)).toBe(0);
  expect(exitCodeOfCheck(only(likely), true)).toBe(1);
  expect(exitCodeOfCheck(only(note), true)).toBe(0);
});

test('a project that compiles gets the table of jobs and memory, of its own figures where there are some', async () => {
  const files = memoryHost({ Dockerfile: 'FROM debian:12\nRUN make -j4\n' });
  const samples = [{ step: 'RUN make -j4', at: 1, seconds: 40, peak: 2 * 2 ** 30, jobs: 4, isWhole: true }];
  const world = worldHost({ 'engine.info': exampleEngine({ memory: 8 * 2 ** 30 }) }, files);
  const measured = await checkProject(
    worldHost({ 'engine.info': exampleEngine({ memory: 8 * 2 ** 30 }), 'project.stepMemory': samples }, files),
  );
  const unmeasured = await checkProject(world);
  expect([measured.jobs?.basis, unmeasured.jobs?.basis]).toEqual(['extrapolated', 'rule-of-thumb']);
  expect(measured.jobs?.rows.find(({ jobs }) => jobs === 4)).toMatchObject({ isMeasured: true });
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect(validate(JSON.parse(json(measured, OPTIONS))), JSON.stringify(validate.errors)).toBe(true);
  expect(terminal(measured, OPTIONS)).toMatch(/jobs and memory[^]*4 \*/);
  expect(markdown(measured, OPTIONS)).toContain('| jobs | peak memory |');
  expect(failing.jobs).toBeUndefined();
});

test('a health check is suggested with the tool of the image, and with its own user', async () => {
  const check = await checkProject(
    memoryHost({
      'compose.yaml': `services:
  cache: { image: "redis:7" }
  db: { image: "postgres:16", environment: { POSTGRES_USER: shop, POSTGRES_PASSWORD: x } }
  app:
    image: shop
    depends_on: { cache: { condition: service_healthy }, db: { condition: service_healthy } }
`,
    }),
  );
  const page = terminal(check, OPTIONS);
  expect(page).toContain('redis-cli ping');
  expect(page).toContain('pg_isready -U $${POSTGRES_USER:-postgres}');
});
