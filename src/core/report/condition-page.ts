import { STAGES, type AnyCondition } from '../model/condition.ts';
import type { Remedy, Step } from '../model/remedy.ts';
import type { ReportOptions } from './report.ts';
import { shellText } from './shell.ts';
import { RETRY_WORDS, RISK_WORDS, WORDS } from './words.ts';
import { wrap } from './wrap.ts';
import { retryInGeneral } from '../model/retry.ts';

type Options = Pick<ReportOptions, 'lang' | 'columns' | 'color' | 'shell'>;

/** One line per condition, under its stage. */
export function conditionList(conditions: readonly AnyCondition[], { lang }: Options): string {
  const parts = STAGES.flatMap((stage) => {
    const own = conditions.filter((condition) => condition.stage === stage);
    if (own.length === 0) return [];
    return [`${stage}\n${own.map(({ id, title }) => `  ${id.padEnd(34)} ${title[lang]}\n`).join('')}`];
  });
  return `${parts.join('\n')}`;
}

/** All that is known of one condition, with `<name>` where a real failure would fill in a fact. */
export function conditionPage(condition: AnyCondition, options: Options): string {
  const { lang, columns } = options;
  const indented = (text: string, indent = '  '): string =>
    wrap(text.replace(/\s*\n\s*/g, lang === 'zh' ? '' : ' ').trim(), columns - indent.length)
      .map((line) => indent + line)
      .join('\n');
  const says = condition.signatures.flatMap((signature) => signature.says ?? []);
  const parts = [
    `${condition.id} (${condition.stage})\n${indented(condition.title[lang])}`,
    `${WORDS.why[lang]}\n${indented(condition.why[lang])}`,
    `${WORDS.log[lang]}\n${[...new Set(says)].map((text) => `  ${text}`).join('\n')}`,
    `${WORDS.todo[lang]}\n${placeholderRemedies(condition)
      .map((remedy, i) => remedyText(remedy, i + 1, options))
      .join('\n')}`,
    `${WORDS.retry[lang]}\n${indented(RETRY_WORDS[retryInGeneral(condition)][lang])}`,
    `${WORDS.sources[lang]}\n${condition.sources.map(({ repo, path, symbol }) => `  ${[repo, path, symbol].filter((part) => part !== undefined).join(' · ')}`).join('\n')}`,
  ];
  return `${parts.filter((part) => !part.endsWith('\n')).join('\n\n')}\n`;
}

function remedyText({ title, risk, steps }: Remedy, number: number, options: Options): string {
  const head = `  ${number}. ${title[options.lang]} [${RISK_WORDS[risk][options.lang]}]`;
  return [head, ...steps.map((step) => stepText(step, options))].join('\n');
}

function stepText(step: Step, { lang, shell, columns }: Options): string {
  switch (step.kind) {
    case 'command':
    case 'shell':
      return `       $ ${shellText(step)[shell]}`;
    case 'edit':
      return `       ${WORDS.edit[lang]} ${step.file}: ${step.change[lang]}`;
    case 'action':
    case 'rerun':
    case 'advice':
      return wrap(step.text[lang], columns - 7)
        .map((line) => `       ${line}`)
        .join('\n');
  }
}

/** The remedies as they read before any fact is known. */
export function placeholderRemedies(condition: AnyCondition): readonly Remedy[] {
  const facts: unknown = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
  return condition
    .remedies(facts, {}, {})
    .filter((remedy): remedy is Remedy => remedy !== false && remedy !== undefined);
}
