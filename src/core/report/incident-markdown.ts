import type { Incident } from '../model/incident.ts';
import { incidentBlocks, titleOf, type Block, type IncidentOptions } from './incident-blocks.ts';
import { escape, fence } from './markup.ts';

export function incidentMarkdown(incident: Incident, options: IncidentOptions): string {
  const parts = [
    `# ${escape(titleOf(incident, options.lang))}`,
    ...incidentBlocks(incident, options).map(part),
    `---\n\ndrydock ${options.version}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function part(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escape(block.text)}`;
    case 'text':
      return escape(block.text);
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n');
    case 'table':
      return [block.head, block.head.map(() => '---'), ...block.rows]
        .map((row, at) => `| ${(at === 1 ? row : row.map(escape)).join(' | ')} |`)
        .join('\n');
    case 'code':
      return fence(block.text, block.language);
  }
}
