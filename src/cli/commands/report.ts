import { readIncidents } from '#host/state/incidents.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { chosen, projectOf } from '../repair/choose.ts';
import { say } from '../tty/say.ts';

/** The report of one incident: timeline, chain, proof, changes, before and after, prevention. */
export async function runReport({ positionals, values, lang, version }: Invocation): Promise<number> {
  const incident = chosen(await readIncidents(projectOf(values)), positionals[0], () => true);
  if (incident === null) {
    throw new UsageError({ en: 'no failure of this project is on record.', zh: '此项目还没有故障记录。' });
  }
  const { open, ...told } = incident;
  const options = { lang, version, undoable: open.length };
  if (values['format'] === 'json') say(`${JSON.stringify(told, null, 2)}\n`);
  else if (values['format'] === 'html') {
    say((await import('#core/report/incident-html.ts')).incidentHtml(told, options));
  } else say((await import('#core/report/incident-markdown.ts')).incidentMarkdown(told, options));
  return 0;
}
