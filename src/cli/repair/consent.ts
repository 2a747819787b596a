import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';

import { riskTaken, type PlannedRemedy } from '#app/repair.ts';
import type { Value } from '#core/model/change.ts';
import { RISKS, type Risk } from '#core/model/remedy.ts';
import type { Lang } from '#core/model/text.ts';
import type { Effect, ValueOf } from '#core/model/workshop.ts';
import { RISK_WORDS } from '#core/report/words.ts';

import { UsageError, type Invocation } from '../arguments.ts';

/** `--yes` agrees to so much; above it a person is asked, and data is never at stake. */
const YES_UP_TO = 'costly';
const ASKED_UP_TO = 'disruptive';

/** The highest risk that is offered at all. */
export function riskOffered({ values }: Pick<Invocation, 'values'>): Exclude<Risk, 'destructive'> {
  return values['yes'] === true && !process.stdin.isTTY ? YES_UP_TO : ASKED_UP_TO;
}

export async function consent(planned: PlannedRemedy, { values, lang }: Invocation): Promise<boolean> {
  process.stderr.write(`\n${describe(planned, lang)}\n`);
  if (values['yes'] === true && RISKS.indexOf(riskTaken(planned.remedy)) <= RISKS.indexOf(YES_UP_TO)) return true;
  if (!process.stdin.isTTY) {
    const hint = {
      en: 'Not done: nobody to ask. --yes agrees beforehand.',
      zh: '未执行：无人确认。可用 --yes 预先同意。',
    };
    process.stderr.write(`${hint[lang]}\n`);
    return false;
  }
  return /^(?:y|yes|是|好)$/i.test((await ask(lang === 'zh' ? '执行吗？[y/N] ' : 'Do it? [y/N] ')).trim());
}

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

function describe({ condition, remedy, steps }: PlannedRemedy, lang: Lang): string {
  const shown = steps.flatMap(({ preview }) => (preview?.ok === true ? preview.shows : []));
  const title = `${remedy.title[lang]} [${RISK_WORDS[remedy.risk][lang]}] (${condition})`;
  return [title, ...shown.map((effect) => effectText(effect, lang))].join('\n');
}

function effectText(effect: Effect, lang: Lang): string {
  return effect.kind === 'diff' ? effect.diff.trimEnd() : effect.text[lang];
}

/** Values from `--set NAME=VALUE` and values made here; one value a name, so that what was shown is what is written. */
export function valuesFor({ values }: Pick<Invocation, 'values'>): ValueOf {
  const given = new Map(
    String(values['set'] ?? '')
      .split('\n')
      .filter(Boolean)
      .map(pair),
  );
  const made = new Map<string, string>();
  return (value, name) => {
    if (value.from === 'literal') return value.text;
    const own = given.get(name);
    if (own !== undefined || value.from === 'person') return own ?? null;
    const before = made.get(name) ?? generated(value);
    made.set(name, before);
    return before;
  };
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  // The text itself may be the secret: it is not repeated.
  throw new UsageError({ en: '--set takes NAME=VALUE.', zh: '--set 的格式是 NAME=VALUE。' });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The largest multiple of the alphabet's length in a byte: beyond it some letters would come more often. */
const FAIR = 248;

function generated({ length }: Extract<Value, { from: 'generated' }>): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR && text.length < length) text += ALPHABET[byte % ALPHABET.length] ?? '';
    }
  }
  return text;
}
