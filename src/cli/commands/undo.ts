import { openHost } from '#host/host.ts';
import { run } from '#host/exec/run.ts';
import { openWorkshop } from '#host/repair/workshop.ts';
import { alone, journalOf, readIncidents, type KeptIncident } from '#host/state/incidents.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { undoneText } from './repair.ts';

/** Takes back what a repair changed: of the incident named, else of the newest one with something to take back. */
export async function runUndo({ positionals, values, lang }: Invocation): Promise<number> {
  const project = projectOf(values);
  return alone(project, async () => {
    const incident = choose(await readIncidents(project), positionals[0]);
    const workshop = openWorkshop({
      bay: { host: openHost({ project, engine: {}, machine: true }), run, project },
      journal: await journalOf(project, incident.id),
      valueOf: () => null,
      system: true,
    });
    const undone = await workshop.undo(1);
    process.stdout.write(undoneText(undone, lang));
    return undone.some(({ result }) => result === 'failed' || result === 'kept') ? 1 : 0;
  });
}

export async function runHistory({ values, lang }: Invocation): Promise<number> {
  const incidents = await readIncidents(projectOf(values));
  if (values['format'] === 'json') {
    const rows = incidents.map(({ open, ...incident }) => ({ ...incident, undoable: open.length }));
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  if (incidents.length === 0) {
    process.stdout.write(lang === 'zh' ? '此项目还没有修复记录。\n' : 'No repairs are on record for this project.\n');
    return 0;
  }
  for (const { id, condition, ending, remedies, open } of incidents) {
    const state = open.length === 0 ? '-' : `${open.length}`;
    process.stdout.write([id, ending, condition || '?', remedies.join(',') || '-', state].join('  ') + '\n');
  }
  return 0;
}

function choose(incidents: readonly KeptIncident[], id: string | undefined): KeptIncident {
  const found =
    id === undefined ? incidents.find(({ open }) => open.length > 0) : incidents.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new UsageError(
    id === undefined
      ? { en: 'there is nothing to take back in this project.', zh: '此项目没有可以撤销的修改。' }
      : {
          en: `there is no incident "${id}"; see \`drydock history\`.`,
          zh: `没有事件 "${id}"；见 \`drydock history\`。`,
        },
  );
}

function projectOf(values: Invocation['values']): string {
  return typeof values['project'] === 'string' ? values['project'] : '.';
}
