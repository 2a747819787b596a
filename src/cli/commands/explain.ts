import { allConditions, conditionOf } from '#app/knowledge.ts';
import type { AnyCondition } from '#core/model/condition.ts';
import { conditionList, conditionPage } from '#core/report/condition-page.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { reportOptions } from '../tty/report-options.ts';
import { say } from '../tty/say.ts';

export async function runExplain(invocation: Invocation): Promise<number> {
  const { positionals } = invocation;
  const options = reportOptions(invocation);
  const [asked = ''] = positionals;
  const named = positionals.length === 1 ? await conditionOf(asked) : undefined;
  const conditions = named === undefined ? await allConditions() : [];
  const one =
    named ?? (positionals.length === 1 ? conditions.find(({ aliases = [] }) => aliases.includes(asked)) : undefined);
  if (one !== undefined) {
    say(conditionPage(one, options));
    return 0;
  }
  const found = conditions.filter((condition) => positionals.every((word) => mentions(condition, word.toLowerCase())));
  if (found.length === 0) {
    throw new UsageError({
      en: `nothing known about "${positionals.join(' ')}". \`drydock explain\` lists everything.`,
      zh: `没有关于 "${positionals.join(' ')}" 的内容。\`drydock explain\` 列出全部。`,
    });
  }
  say(conditionList(found, options));
  return 0;
}

/** By id, title or a literal that upstream prints: people search with the words of their error. */
function mentions({ id, aliases = [], title, signatures }: AnyCondition, word: string): boolean {
  const says = signatures.flatMap((signature) => signature.says ?? []);
  return [id, ...aliases, title.en, title.zh, ...says].some((text) => text.toLowerCase().includes(word));
}
