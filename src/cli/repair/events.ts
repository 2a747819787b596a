import type { RepairEvent } from '#app/repair.ts';
import type { Ending, IncidentEvent } from '#core/model/incident.ts';
import type { Text } from '#core/model/text.ts';
import type { Undone } from '#core/model/workshop.ts';

export const ENDINGS: Readonly<Record<Ending, Text>> = {
  repaired: { en: 'repaired: the command runs green.', zh: '已修复：命令运行成功。' },
  applied: {
    en: 'applied, not verified: run your command again. If it did not help: drydock undo',
    zh: '已执行，尚未验证：请重新运行你的命令。如果无效：drydock undo',
  },
  'not-begun': { en: 'nothing was repaired yet.', zh: '尚未修复。' },
  'no-remedy': {
    en: 'not repaired: there is nothing that drydock may do by itself here. What to do stands above.',
    zh: '未修复：这里没有 drydock 可以自行执行的操作。处理办法见上文。',
  },
  'no-progress': {
    en: 'not repaired: all that was tried brought the same failure; every change is undone.',
    zh: '未修复：所有尝试都得到同样的故障；改动已全部撤销。',
  },
  'too-many-rounds': { en: 'not repaired: too many rounds.', zh: '未修复：轮数过多。' },
  'cut-short': {
    en: 'cut short: drydock fix --resume goes on, drydock undo takes back.',
    zh: '中途中断：drydock fix --resume 可继续，drydock undo 可撤销。',
  },
};

/** Some remedies brought another failure, for which nothing helped. */
export const STUCK: Text = {
  en: 'not repaired: it fails for another reason now, and nothing that was tried for that helped; those attempts are undone.',
  zh: '未修复：现在因另一个原因失败，针对它的尝试均无效并已撤销。',
};

/** What is worth a line on the terminal, in order. */
export function linesOf(event: RepairEvent): readonly Text[] {
  switch (event.kind) {
    case 'planned':
    case 'refused':
      return [];
    case 'applied':
      return [
        ...event.done.flatMap((one) => (one.ok ? [one.text] : [])),
        { en: 'running it again.', zh: '重新运行。' },
      ];
    case 'failed-to-apply':
      return event.done.ok ? [] : [event.done.why];
    case 'ran-again':
      return event.attempt.code === 0 ? [] : [whatFails(event)];
    case 'undone':
      return event.undone.map(({ text }) => text);
  }
}

function whatFails({ attempt }: Extract<RepairEvent, { kind: 'ran-again' }>): Text {
  const root = attempt.diagnosis?.root?.headline ?? UNKNOWN;
  return { en: `it still fails: ${root.en}`, zh: `仍然失败：${root.zh}` };
}

const UNKNOWN: Text = { en: 'the cause is not known', zh: '原因未知' };

/** The same for the incident that is kept. */
export function kept(event: RepairEvent, at: number): IncidentEvent {
  const { kind } = event;
  switch (kind) {
    case 'planned':
    case 'refused': {
      const { remedy, steps } = event.planned;
      const shows = steps.flatMap(({ preview }) =>
        preview?.ok === true ? preview.shows.map((effect) => (effect.kind === 'diff' ? effect.diff : effect.text)) : [],
      );
      return { at, kind, text: remedy.title, shows };
    }
    case 'ran-again':
      return { at, kind, text: event.attempt.code === 0 ? GREEN : whatFails(event) };
    default:
      return { at, kind, text: joined(linesOf(event)) };
  }
}

const GREEN: Text = { en: 'the command runs green', zh: '命令运行成功' };

function joined(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(' '), zh: texts.map(({ zh }) => zh).join('') };
}

/** What became of each change, one line each. */
export function undoneText(undone: readonly Undone[], lang: keyof Text): string {
  return undone.map(({ text }) => `${text[lang]}\n`).join('');
}
