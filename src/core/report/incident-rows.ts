import type { Incident } from '../model/incident.ts';
import type { Lang, Text } from '../model/text.ts';
import { escape } from './markup.ts';
import { ENDING_WORDS } from './words.ts';

/** An incident with the number of changes that were not taken back. */
type Row = Incident & { readonly undoable: number };

const NONE: Text = { en: 'No failure of this project is on record.', zh: '此项目还没有故障记录。' };
const HEAD: readonly Text[] = [
  { en: 'incident', zh: '事件' },
  { en: 'cause', zh: '原因' },
  { en: 'outcome', zh: '结果' },
  { en: 'remedies', zh: '修复' },
  { en: 'can be undone', zh: '可撤销' },
];

/** `drydock history`: as lines, a Markdown table, or JSON without what only the report needs. */
export function incidentRows(rows: readonly Row[], { lang, format }: { lang: Lang; format: string }): string {
  if (format === 'json') {
    return `${JSON.stringify(
      rows.map(({ id, command, condition, ending, rounds, remedies, undoable }) => ({
        id,
        command,
        condition,
        ending,
        rounds,
        remedies,
        undoable,
      })),
      null,
      2,
    )}\n`;
  }
  if (rows.length === 0) return `${NONE[lang]}\n`;
  const cells = rows.map(({ id, condition, ending, remedies, undoable }) => [
    id,
    condition || '?',
    ENDING_WORDS[ending][lang],
    remedies.join(', ') || '-',
    undoable === 0 ? '-' : String(undoable),
  ]);
  if (format === 'markdown') {
    const head = HEAD.map((text) => text[lang]);
    const table = [head, head.map(() => '---'), ...cells.map((row) => row.map(escape))];
    return table.map((row) => `| ${row.join(' | ')} |\n`).join('');
  }
  return cells.map((row) => `${row.join('  ')}\n`).join('');
}
