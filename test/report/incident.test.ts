import { expect, test } from 'vitest';

import type { Incident } from '#core/model/incident.ts';
import { incidentHtml } from '#core/report/incident-html.ts';
import { incidentMarkdown } from '#core/report/incident-markdown.ts';
import { incidentRows } from '#core/report/incident-rows.ts';

const HOSTILE = '<script>alert(1)</script> | `x` ](javascript:1)';

const INCIDENT: Incident = {
  id: '20261127T020000Z-1',
  command: ['docker', 'compose', 'up', HOSTILE],
  isMasked: false,
  condition: 'pg-auth-failed-stale-volume',
  ending: 'repaired',
  rounds: 1,
  remedies: ['pg-auth-failed-stale-volume/set-password-inside'],
  timeline: [
    { at: 0, kind: 'failed', text: { en: `exit code 1: ${HOSTILE}`, zh: '退出码 1' } },
    {
      at: 1000,
      kind: 'planned',
      text: { en: 'set it', zh: '设置' },
      shows: ['--- a/.env\n+++ b/.env\n-A=<old>\n+A=<new>\n', { en: 'frees 2 GB', zh: '释放 2 GB' }],
    },
    { at: 2000, kind: 'applied', text: { en: 'done', zh: '完成' } },
    { at: 2500, kind: 'planned', text: { en: 'never asked for', zh: '未执行' }, shows: ['+not applied'] },
    { at: 2600, kind: 'refused', text: { en: 'never asked for', zh: '未执行' } },
    { at: 3000, kind: 'ended', text: { en: 'green', zh: '成功' } },
  ],
  diagnosis: null,
  before: { freeBytes: 2 ** 30, containers: [{ name: 'app', status: 'Up (unhealthy)' }] },
  after: { freeBytes: 3 * 2 ** 30, containers: [{ name: 'app', status: 'Up (healthy)' }] },
};

const OPTIONS = { version: '0.0.0', undoable: 1 } as const;

test.each(['en', 'zh'] as const)(
  'the report in %s holds the timeline, what was changed, and before and after',
  (lang) => {
    const page = incidentMarkdown(INCIDENT, { ...OPTIONS, lang });
    for (const part of ['1970-01-01T00:00:01Z', '1.0 GiB', '3.0 GiB', 'Up (healthy)', `drydock undo ${INCIDENT.id}`]) {
      expect(page).toContain(part);
    }
    expect(page).toContain('```diff\n--- a/.env\n+++ b/.env\n-A=<old>\n+A=<new>\n```');
    expect(page).not.toContain('not applied');
  },
);

test('text from outside is no markup', () => {
  expect(incidentMarkdown(INCIDENT, { ...OPTIONS, lang: 'en' })).not.toContain('<script>');
  const page = incidentHtml(INCIDENT, { ...OPTIONS, lang: 'zh' });
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('<del>-A=&lt;old&gt;</del>\n<ins>+A=&lt;new&gt;</ins>');
});

test('history as text, table and JSON', () => {
  const rows = [{ ...INCIDENT, undoable: 2 }];
  expect(incidentRows(rows, { lang: 'en', format: 'text' })).toContain('repaired');
  expect(incidentRows(rows, { lang: 'en', format: 'markdown' }).split('\n')[1]).toBe('| --- | --- | --- | --- | --- |');
  expect(JSON.parse(incidentRows(rows, { lang: 'en', format: 'json' }))).toMatchObject([
    { ending: 'repaired', undoable: 2 },
  ]);
  expect(incidentRows([], { lang: 'zh', format: 'text' })).toMatch(/没有/);
});
