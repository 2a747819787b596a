import { createInterface } from 'node:readline/promises';

import { repair, type Attempt, type Ending, type PlannedRemedy, type RepairEvent } from '#app/repair.ts';
import type { Host } from '#core/model/probe.ts';
import type { Lang, Text } from '#core/model/text.ts';
import type { Effect, Undone } from '#core/model/workshop.ts';
import { run } from '#host/exec/run.ts';
import { openWorkshop } from '#host/repair/workshop.ts';
import { alone, journalOf, keepIncident, newIncidentId } from '#host/state/incidents.ts';

import type { Invocation } from '../arguments.ts';

/** Remedies that are tried, at the most, before drydock gives up. */
const MAX_ROUNDS = 6;
/** Without a person to ask, `--yes` goes so far. */
const UP_TO = 'costly';

export interface Broken {
  readonly project: string;
  readonly argv: readonly string[];
  readonly first: Attempt;
  /** A host that has not looked yet: answers from before a repair are stale. */
  readonly host: () => Host;
  readonly again: () => Promise<Attempt>;
}

/** Repairs and runs again until it is green or nothing is left to try. Answers with the exit code of the last run. */
export async function repairBroken(invocation: Invocation, broken: Broken): Promise<number> {
  const { project, argv, first, host, again } = broken;
  const { lang, values } = invocation;
  const say = (text: Text): void => void process.stderr.write(`drydock: ${text[lang]}\n`);
  return alone(project, async () => {
    const id = newIncidentId(new Date());
    const workshop = openWorkshop({
      bay: { host: freshHost(host), run, project },
      journal: await journalOf(project, id),
      valueOf: (value) => (value.from === 'literal' ? value.text : null),
      system: values['system'] === true,
    });
    const repaired = await repair(first, {
      workshop,
      act: again,
      consent: (planned) => consent(planned, invocation),
      tell: (event) => tell(event, say, lang),
      upTo: UP_TO,
      maxRounds: MAX_ROUNDS,
    });
    const remedies = repaired.kept.map(({ condition, remedy }) => `${condition}/${remedy.id}`);
    const condition = first.diagnosis?.root?.condition ?? '';
    await keepIncident(project, {
      id,
      command: argv,
      condition,
      ending: repaired.ending,
      rounds: repaired.rounds,
      remedies,
    });
    say(ENDINGS[repaired.ending]);
    if (remedies.length > 0) {
      const list = remedies.join(', ');
      say({ en: `what stays: ${list}. To take it back: drydock undo`, zh: `保留的修复：${list}。撤销：drydock undo` });
    }
    return repaired.last.code;
  });
}

/** Each question is put to the world as it is now. */
function freshHost(open: () => Host): Host {
  return { ask: (probe, about) => open().ask(probe, about), readText: (path) => open().readText(path) };
}

const ENDINGS: Readonly<Record<Ending, Text>> = {
  repaired: { en: 'repaired: the command runs green.', zh: '已修复：命令运行成功。' },
  'no-remedy': {
    en: 'not repaired: there is nothing that drydock may do by itself here. What to do stands above.',
    zh: '未修复：这里没有 drydock 可以自行执行的操作。处理办法见上文。',
  },
  'no-progress': {
    en: 'not repaired: all that was tried brought the same failure; every change is undone.',
    zh: '未修复：所有尝试都得到同样的故障；改动已全部撤销。',
  },
  'too-many-rounds': { en: 'not repaired: too many rounds.', zh: '未修复：轮数过多。' },
};

async function consent(planned: PlannedRemedy, { values, lang }: Invocation): Promise<boolean> {
  process.stderr.write(`\n${describe(planned, lang)}\n`);
  if (values['yes'] === true) return true;
  if (!process.stdin.isTTY) {
    const hint = {
      en: 'Not done: nobody to ask. --yes agrees beforehand.',
      zh: '未执行：无人确认。可用 --yes 预先同意。',
    };
    process.stderr.write(`${hint[lang]}\n`);
    return false;
  }
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(lang === 'zh' ? '执行吗？[y/N] ' : 'Do it? [y/N] ');
    return /^(?:y|yes|是|好)$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}

function describe({ condition, remedy, steps }: PlannedRemedy, lang: Lang): string {
  const shown = steps.flatMap(({ preview }) => (preview?.ok === true ? preview.shows : []));
  return [`${remedy.title[lang]} (${condition})`, ...shown.map((effect) => effectText(effect, lang))].join('\n');
}

function effectText(effect: Effect, lang: Lang): string {
  return effect.kind === 'diff' ? effect.diff.trimEnd() : effect.text[lang];
}

function tell(event: RepairEvent, say: (text: Text) => void, lang: Lang): void {
  switch (event.kind) {
    case 'planned':
    case 'refused':
      return;
    case 'applied':
      for (const one of event.done) if (one.ok) say(one.text);
      return say({ en: 'running it again.', zh: '重新运行。' });
    case 'failed-to-apply':
      return event.done.ok ? undefined : say(event.done.why);
    case 'ran-again': {
      const { code, diagnosis } = event.attempt;
      const root = diagnosis?.root?.headline[lang] ?? '';
      return code === 0 ? undefined : say({ en: `it still fails: ${root}`, zh: `仍然失败：${root}` });
    }
    case 'undone':
      for (const one of event.undone) say(one.text);
  }
}

/** What became of each change, one line each. */
export function undoneText(undone: readonly Undone[], lang: Lang): string {
  return undone.map(({ text }) => `${text[lang]}\n`).join('');
}
