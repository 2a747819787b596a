import { run } from '#host/exec/run.ts';
import { openHost } from '#host/host.ts';
import { openWorkshop } from '#host/repair/workshop.ts';
import { alone, journalOf, readIncidents } from '#host/state/incidents.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { chosen, projectOf } from '../repair/choose.ts';
import { undoneText } from '../repair/events.ts';
import { say } from '../tty/say.ts';

/** Takes back what a repair changed: of the incident named, else of the newest one with something to take back. */
export async function runUndo({ positionals, values, lang }: Invocation): Promise<number> {
  const project = projectOf(values);
  return alone(project, async () => {
    const incident = chosen(await readIncidents(project), positionals[0], ({ open }) => open.length > 0);
    if (incident === null) {
      throw new UsageError({
        en: 'there is nothing to take back in this project.',
        zh: '此项目没有可以撤销的修改。',
      });
    }
    const workshop = openWorkshop({
      bay: { host: openHost({ project, engine: {}, machine: true }), run, project },
      journal: await journalOf(project, incident.id),
      valueOf: () => null,
      system: true,
    });
    const undone = await workshop.undo(1);
    say(undoneText(undone, lang));
    return undone.some(({ result }) => result === 'failed' || result === 'kept') ? 1 : 0;
  });
}
