import { parseArgs } from 'node:util';

import type { Lang, Text } from '#core/model/text.ts';

import type { Command } from './interface.ts';

/** The user asked for something that does not exist: one line and exit code 2. */
export class UsageError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** What a command gets: parsed arguments and the process around it. */
export interface Invocation extends Arguments {
  readonly lang: Lang;
  readonly version: string;
}

export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const options = Object.fromEntries(
    command.options.map(({ name, value, short, several }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short !== undefined && { short }),
        ...(several === true && { multiple: true }),
      },
    ]),
  );
  const { own, others } = command.wraps === true ? divide(command, argv) : { own: argv, others: [] };
  const { values, positionals } = parse(command, own, options);
  for (const { name, choices } of command.options) {
    const given = values[name];
    if (choices === undefined || given === undefined || choices.includes(String(given))) continue;
    throw new UsageError({
      en: `--${name} takes ${choices.join(', ')}; "${String(given)}" is none of them.`,
      zh: `--${name} 只能是 ${choices.join('、')}，不能是 "${String(given)}"。`,
    });
  }
  return { values, positionals: [...positionals, ...others] };
}

/** Our options end at `--` or at the first word that is none of them; the rest is another command's. */
function divide(command: Command, argv: readonly string[]): { own: readonly string[]; others: readonly string[] } {
  let at = 0;
  while (at < argv.length) {
    const word = argv[at] as string;
    if (word === '--') return { own: argv.slice(0, at), others: argv.slice(at + 1) };
    const option = command.options.find(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (option === undefined) break;
    at += option.value !== undefined && !word.includes('=') ? 2 : 1;
  }
  return { own: argv.slice(0, at), others: argv.slice(at) };
}

function parse(
  command: Command,
  argv: readonly string[],
  options: Record<string, { type: 'boolean' | 'string'; short?: string; multiple?: boolean }>,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const one = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : value]);
    return { values: Object.fromEntries(one) as Record<string, string | boolean | undefined>, positionals };
  } catch (error) {
    const message = (error as Error).message.split('. ', 1)[0] ?? '';
    throw new UsageError({
      en: `${message}. See \`drydock ${command.name} --help\`.`,
      zh: `参数有误（${message}）。见 \`drydock ${command.name} --help\`。`,
    });
  }
}

/** `--lang`, else the locale of the environment, else English. Windows alone knows a locale without a variable. */
export function languageOf(given: string | boolean | undefined, env: NodeJS.ProcessEnv): Lang {
  if (given === 'en' || given === 'zh') return given;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ownLocale();
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function ownLocale(): string {
  return process.platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : 'C';
}
