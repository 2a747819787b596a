import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import { checkProject } from '#app/check.ts';
import { exitCodeOfCheck } from '#cli/exit-codes.ts';
import { json } from '#core/report/check-json.ts';
import { markdown } from '#core/report/check-markdown.ts';
import { terminal } from '#core/report/check-terminal.ts';

import { memoryHost } from '../memory-host.ts';

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
