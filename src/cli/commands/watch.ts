import { readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { diagnoseLog } from '#app/diagnose.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Text } from '#core/model/text.ts';
import { HostError } from '#host/files/host-error.ts';
import { openHost } from '#host/host.ts';
import { findProgram, type NotStarted } from '#host/watch/command.ts';
import type { Spool } from '#host/watch/spool.ts';
import { watch, type Watched } from '#host/watch/watch.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { reporterFor, writeReport } from '../tty/report-file.ts';
import { reportOptions } from '../tty/report-options.ts';
import { buildCommand, upCommand } from './wrapped.ts';

const PROJECT_FILE = /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$|^Dockerfile|^Containerfile$|^docker-bake\./;
/** 128 + SIGINT: docker's own word for a build that was stopped by hand. */
const INTERRUPTED = 130;

export async function runRun(invocation: Invocation): Promise<number> {
  if (invocation.positionals.length === 0) {
    throw new UsageError({
      en: 'no command given: drydock run -- CMD…',
      zh: '没有给出要运行的命令：drydock run -- 命令…',
    });
  }
  return runWatched(invocation, invocation.positionals, []);
}

export async function runBuild(invocation: Invocation): Promise<number> {
  const folders = invocation.positionals.filter((argument) => !argument.startsWith('-')).toReversed();
  return runWatched(invocation, buildCommand(invocation.positionals), folders);
}

export async function runUp(invocation: Invocation): Promise<number> {
  const { argv, files } = upCommand(invocation.positionals);
  return runWatched(invocation, argv, files.map(dirname));
}

/** Runs the command untouched; says something only when it failed, on standard error or in a file. The exit code is the command's. */
async function runWatched(
  invocation: Invocation,
  argv: readonly string[],
  folders: readonly string[],
): Promise<number> {
  const program = await findProgram(argv[0] ?? '');
  if (typeof program !== 'string') return refuse(program, invocation);
  const watched = await watch(argv);
  try {
    if (watched.code !== 0)
      await explain(invocation, watched, folders).catch((error: unknown) => complain(error, invocation));
    return watched.code;
  } finally {
    watched.output.remove();
  }
}

async function explain(invocation: Invocation, watched: Watched, folders: readonly string[]): Promise<void> {
  const { values } = invocation;
  const file = values['report'];
  const isStopped = watched.isInterrupted || watched.code === INTERRUPTED;
  const isSilent = values['quiet'] === true || isStopped;
  if (isSilent && file === undefined) return;
  const diagnosis = await diagnosisOf(invocation, watched, folders);
  if (typeof file === 'string') await writeReport(file, diagnosis, invocation);
  if (isSilent) return;
  const report = await reporterFor(file === undefined ? values['format'] : 'text');
  process.stderr.write(`\n${report(diagnosis, reportOptions(invocation, process.stderr))}`);
}

async function diagnosisOf(
  { values }: Invocation,
  { output, code, limits }: Watched,
  folders: readonly string[],
): Promise<Diagnosis> {
  const given = values['project'];
  const project = typeof given === 'string' ? given : projectIn(['.', ...folders]);
  const isAlone = values['no-engine'] === true;
  const host = openHost({ project, engine: isAlone ? null : {}, machine: !isAlone });
  const { diagnosis } = await diagnoseLog(chunksOf(output), host, undefined, { ended: { exitCode: code } });
  const unseen = diagnosis.root === null ? nothingIn(code, output.isEmpty) : null;
  return { ...diagnosis, limits: [...diagnosis.limits, ...limits, ...(unseen === null ? [] : [unseen])] };
}

async function* chunksOf(output: Spool): AsyncGenerator<Uint8Array> {
  yield* output.read();
}

/** The first folder that looks like a project: the current one, else the build context or the Compose file's. */
function projectIn(folders: readonly string[]): string | null {
  for (const folder of folders) {
    const path = resolve(folder);
    try {
      if (statSync(path).isDirectory() && readdirSync(path).some((name) => PROJECT_FILE.test(name))) return path;
    } catch {
      // An argument that is no folder.
    }
  }
  return null;
}

function nothingIn(code: number, isEmpty: boolean): Text | null {
  if (code > 128 && code < 128 + 65) {
    return {
      en: `The command was ended by signal ${code - 128}; who sent it does not stand in its output.`,
      zh: `命令被信号 ${code - 128} 终止；输出中看不出是谁发的。`,
    };
  }
  return isEmpty ? { en: 'The command printed nothing.', zh: '命令没有任何输出。' } : null;
}

/** Nothing that goes wrong with our report may change how the command ended. */
function complain(error: unknown, { lang }: Invocation): void {
  const own = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`drydock: ${error instanceof HostError ? error.text[lang] : own}\n`);
}

function refuse({ code, program }: NotStarted, { lang }: Invocation): number {
  const says: Text =
    code === 127
      ? { en: `the program "${program}" was not found.`, zh: `找不到程序 "${program}"。` }
      : { en: `"${program}" may not be run.`, zh: `"${program}" 无法执行。` };
  process.stderr.write(`drydock: ${says[lang]}\n`);
  return code;
}
