import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Lang, Text } from '#core/model/text.ts';
import { HostError } from '#host/files/host-error.ts';

import { languageOf, parseArguments, UsageError, type Invocation } from './arguments.ts';
import { EXIT_USAGE } from './exit-codes.ts';
import { COMMANDS, type Command } from './interface.ts';
import { say } from './tty/say.ts';

type Run = (invocation: Invocation) => Promise<number>;

const RUNNERS: Record<string, () => Promise<Run>> = {
  diagnose: async () => (await import('./commands/diagnose.ts')).runDiagnose,
  run: async () => (await import('./commands/watch.ts')).runRun,
  build: async () => (await import('./commands/watch.ts')).runBuild,
  up: async () => (await import('./commands/watch.ts')).runUp,
  capture: async () => (await import('./commands/capture.ts')).runCapture,
  check: async () => (await import('./commands/check.ts')).runCheck,
  undo: async () => (await import('./commands/undo.ts')).runUndo,
  fix: async () => (await import('./commands/fix.ts')).runFix,
  history: async () => (await import('./commands/history.ts')).runHistory,
  report: async () => (await import('./commands/report.ts')).runReport,
  explain: async () => (await import('./commands/explain.ts')).runExplain,
  completion: async () => (await import('./commands/completion.ts')).runCompletion,
};

/** Runs one command line and answers with the exit code. Only user errors and the world's refusals end in a message here. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  const isWrapping = COMMANDS.some((one) => one.name === name && one.wraps === true);
  // Nobody reads any more: a command we run decides for itself what that means.
  if (isWrapping) {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  let lang = languageOf(undefined, process.env);
  try {
    if (name === '--version' || name === '-V') return print(`${version()}\n`);
    if (name === '' || name === '--help' || name === '-h' || name === 'help')
      return await help(undefined, rest, lang, name === '');
    const command = COMMANDS.find((one) => one.name === name);
    if (command === undefined) throw unknownCommand(name);
    if (command.wraps === true ? rest[0] === '-h' : rest.includes('-h')) return await help(command, rest, lang, false);
    const parsed = parseArguments(command, rest);
    lang = languageOf(parsed.values['lang'], process.env);
    if (parsed.values['help'] === true) return await help(command, rest, lang, false);
    const run = await (RUNNERS[command.name] as () => Promise<Run>)();
    return await run({ ...parsed, lang, version: version() });
  } catch (error) {
    return report(error, lang);
  }
}

function report(error: unknown, lang: Lang): number {
  if (error instanceof UsageError || error instanceof HostError) {
    process.stderr.write(`drydock: ${error.text[lang]}\n`);
    return EXIT_USAGE;
  }
  const own: Text = {
    en: 'This is an error in drydock itself, not in your build. Please report it with these lines:',
    zh: '这是 drydock 自身的错误，与你的构建无关。请附上以下几行反馈：',
  };
  process.stderr.write(
    `drydock: ${own[lang]}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT_USAGE;
}

async function help(
  command: Command | undefined,
  rest: readonly string[],
  lang: Lang,
  isUsageError: boolean,
): Promise<number> {
  const asked = command ?? COMMANDS.find((one) => one.name === rest[0]);
  const { helpPage } = await import('./commands/help.ts');
  const page = helpPage(asked, lang);
  if (!isUsageError) return print(page);
  process.stderr.write(page);
  return EXIT_USAGE;
}

function unknownCommand(name: string): UsageError {
  const names = COMMANDS.map((one) => one.name).join(', ');
  return new UsageError({
    en: `there is no command "${name}". Commands: ${names}. For a log: drydock diagnose FILE.`,
    zh: `没有命令 "${name}"。可用命令：${names}。诊断日志：drydock diagnose FILE。`,
  });
}

function print(text: string): number {
  say(text);
  return 0;
}

function version(): string {
  // From src/cli and from dist/cli alike the package stands two folders up.
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
