import type { Incident } from '../model/incident.ts';
import { incidentBlocks, titleOf, type Block, type IncidentOptions } from './incident-blocks.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #8886;padding:.25rem .6rem;text-align:left}
pre{background:#8881;padding:.75rem;overflow-x:auto}ins{background:#2a42;text-decoration:none}del{background:#c332;text-decoration:none}
:root{color-scheme:light dark}`;

/** One page that needs nothing else. Everything from outside is text: no markup of a log comes through, and no script may run. */
export function incidentHtml(incident: Incident, options: IncidentOptions): string {
  const { lang, version } = options;
  const title = escapeHtml(titleOf(incident, lang));
  const body = incidentBlocks(incident, options).map(part).join('\n');
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${body}
<hr>
<p>drydock ${escapeHtml(version)}</p>
</body>
</html>
`;
}

function part(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return `<table>\n${row(block.head, 'th')}\n${block.rows.map((cells) => row(cells, 'td')).join('\n')}\n</table>`;
    case 'code':
      return `<pre>${block.text.split('\n').map(diffLine).join('\n')}</pre>`;
  }
}

function row(cells: readonly string[], tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
}

function diffLine(line: string): string {
  const text = escapeHtml(line);
  if (/^\+(?!\+\+ )/.test(line)) return `<ins>${text}</ins>`;
  return /^-(?!-- )/.test(line) ? `<del>${text}</del>` : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
