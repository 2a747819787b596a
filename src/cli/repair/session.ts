import { repair, type Attempt } from '#app/repair.ts';
import { repairWarnings } from '#app/warnings.ts';
import { standing } from '#app/standing.ts';
import type { IncidentEvent } from '#core/model/incident.ts';
import type { Host } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';
import { shellText } from '#core/report/shell.ts';
import { run } from '#host/exec/run.ts';
import { openWorkshop } from '#host/repair/workshop.ts';
import { alone, journalOf, keepIncident } from '#host/state/incidents.ts';
import { maskedCommand } from '#host/state/masked-command.ts';

import type { Invocation } from '../arguments.ts';
import { consent, riskOffered, valuesFor } from './consent.ts';
import { incidentOf } from './incident.ts';
import { ENDINGS, kept, linesOf, STUCK } from './events.ts';

/** Remedies that are tried, at the most, before drydock gives up. */
const MAX_ROUNDS = 6;

export interface Broken {
  readonly project: string;
  readonly argv: readonly string[];
  readonly first: Attempt;
  /** A host that has not looked yet: answers from before a repair are stale. */
  readonly host: () => Host;
  /** Runs it again; null where no command is known. */
  readonly again: ((argv: readonly string[]) => Promise<Attempt>) | null;
}

/** Repairs and runs again until it is green or nothing is left to try. Answers with the exit code of the last run. */
export async function repairBroken(invocation: Invocation, broken: Broken): Promise<number> {
  const { project, argv, first, host, again } = broken;
  const say = (text: Text): void => void process.stderr.write(`drydock: ${text[invocation.lang]}\n`);
  return alone(project, async () => {
    const began = incidentOf(argv, first);
    const timeline: IncidentEvent[] = [...began.timeline];
    const before = await standing(host());
    await keepIncident(project, { ...began, before, ending: 'cut-short' });
    const workshop = openWorkshop({
      bay: { host: freshHost(host), run, project },
      journal: await journalOf(project, began.id),
      valueOf: valuesFor(invocation),
      system: invocation.values['system'] === true,
    });
    const repaired = await (first.code === 0 ? repairWarnings : repair)(first, {
      workshop,
      argv,
      act: again,
      consent: (planned) => consent(planned, invocation),
      tell: (event) => {
        timeline.push(kept(event, Date.now()));
        for (const line of linesOf(event)) say(line);
      },
      upTo: riskOffered(invocation),
      maxRounds: MAX_ROUNDS,
    });
    const { ending, rounds } = repaired;
    const remedies = repaired.kept.map(({ condition, remedy }) => `${condition}/${remedy.id}`);
    const said = ending === 'no-progress' && remedies.length > 0 ? STUCK : ENDINGS[ending];
    timeline.push({ at: Date.now(), kind: 'ended', text: said });
    const after = await standing(host());
    await keepIncident(project, { ...began, ending, rounds, remedies, timeline, before, after });
    say(said);
    if (remedies.length > 0) {
      const list = remedies.join(', ');
      say({ en: `what stays: ${list}. To take it back: drydock undo`, zh: `保留的修复：${list}。撤销：drydock undo` });
      say({ en: `the report: drydock report ${began.id}`, zh: `报告：drydock report ${began.id}` });
    }
    if (repaired.argv !== argv) {
      const now = shellText({ kind: 'command', argv: maskedCommand(repaired.argv).command, risk: 'read' }).bash;
      say({ en: `the command is now: ${now}`, zh: `命令现在是：${now}` });
    }
    return repaired.last.code;
  });
}

/** Each question is put to the world as it is now. */
function freshHost(open: () => Host): Host {
  return { ask: (probe, about) => open().ask(probe, about), readText: (path) => open().readText(path) };
}
