import type { Ending } from '#core/model/incident.ts';
import { HostError } from '#host/files/host-error.ts';
import { alone, journalOf, readIncidents, type KeptIncident } from '#host/state/incidents.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { chosen, projectOf } from '../repair/choose.ts';
import { runWatched } from './watch.ts';

const OVER: ReadonlySet<Ending> = new Set(['repaired', 'applied']);

/** Runs the command of a kept failure again and repairs it; with `--resume` first what a crash has cut short is finished. */
export async function runFix(invocation: Invocation): Promise<number> {
  const { positionals, values } = invocation;
  const project = projectOf(values);
  const isResuming = values['resume'] === true;
  const willDo = ({ ending, open }: KeptIncident): boolean =>
    isResuming ? ending === 'cut-short' && open.length > 0 : !OVER.has(ending);
  const incident = chosen(await readIncidents(project), positionals[0], willDo);
  if (incident === null) {
    throw new UsageError({
      en: 'no failure of this project waits for a repair; run the command with drydock: drydock up --fix',
      zh: '此项目没有待修复的故障；请通过 drydock 运行命令：drydock up --fix',
    });
  }
  if (incident.isMasked || incident.command.length === 0) {
    throw new HostError({
      en: 'the command of this failure held a secret, which is not kept; run it again: drydock run --fix -- CMD…',
      zh: '该故障的命令含有机密，未予保存；请重新运行：drydock run --fix -- 命令…',
    });
  }
  if (isResuming) await alone(project, () => resume(project, incident, invocation));
  return runWatched({ ...invocation, values: { ...values, fix: true, project } }, incident.command, []);
}

/** Files that were about to be changed are changed now; what was done to the engine shows in the run that follows. */
async function resume(project: string, { id, open }: KeptIncident, { lang }: Invocation): Promise<void> {
  const journal = await journalOf(project, id);
  for (const entry of open) {
    if (entry.kind !== 'file') continue;
    const state = await journal.resume(entry);
    const text = {
      done: { en: `${entry.path}: the edit is finished.`, zh: `${entry.path}：修改已完成。` },
      'already-done': { en: `${entry.path}: was edited already.`, zh: `${entry.path}：此前已修改。` },
      'changed-since': {
        en: `${entry.path}: was changed by somebody since; left alone.`,
        zh: `${entry.path}：之后被他人改动，保持不变。`,
      },
    }[state];
    process.stderr.write(`drydock: ${text[lang]}\n`);
  }
}
