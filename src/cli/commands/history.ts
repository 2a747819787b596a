import { incidentRows } from '#core/report/incident-rows.ts';
import { readIncidents } from '#host/state/incidents.ts';

import type { Invocation } from '../arguments.ts';
import { projectOf } from '../repair/choose.ts';
import { say } from '../tty/say.ts';

/** The incidents of this project, newest first. */
export async function runHistory({ values, lang }: Invocation): Promise<number> {
  const incidents = (await readIncidents(projectOf(values))).map(({ open, ...incident }) => ({
    ...incident,
    undoable: open.length,
  }));
  say(incidentRows(incidents, { lang, format: String(values['format'] ?? 'text') }));
  return 0;
}
