import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

import { json } from '#core/report/json.ts';
import { markdown } from '#core/report/markdown.ts';
import { terminal } from '#core/report/terminal.ts';
import type { ReportOptions } from '#core/report/report.ts';

import { reportCases } from './case-set.ts';

const cases = await reportCases();
const plain: ReportOptions = { lang: 'en', columns: 80, color: false, shell: 'bash', version: '0.0.0' };
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/diagnosis.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe.each(cases)('$name', ({ name, diagnosis }) => {
  test.each(['en', 'zh'] as const)('terminal, %s', async (lang) => {
    await expect(terminal(diagnosis, { ...plain, lang })).toMatchFileSnapshot(`snapshots/${name}.${lang}.txt`);
  });

  test.each(['en', 'zh'] as const)('markdown, %s', async (lang) => {
    await expect(markdown(diagnosis, { ...plain, lang })).toMatchFileSnapshot(`snapshots/${name}.${lang}.md`);
  });

  test.each(['en', 'zh'] as const)('JSON fits its schema, %s', (lang) => {
    validate(JSON.parse(json(diagnosis, { ...plain, lang })));
    expect(validate.errors).toBeNull();
  });

  test('no escape sequence without colour, and no secret', () => {
    for (const reporter of [terminal, markdown, json]) {
      const text = reporter(diagnosis, plain);
      expect(text).not.toContain('\u001b');
      expect(text).not.toContain('hunter2secret');
    }
  });

  test('prose keeps to 80 columns', () => {
    const wide = terminal(diagnosis, plain)
      .split('\n')
      .filter((line) => line.length > 80 && !/^\s*(?:\(|\$|[-+] )|^\s*\d* \| /.test(line));
    expect(wide).toEqual([]);
  });
});

test('PowerShell users see PowerShell', () => {
  const [first] = cases;
  expect(terminal(first?.diagnosis as never, { ...plain, shell: 'powershell' })).not.toEqual(
    terminal(first?.diagnosis as never, plain),
  );
});
