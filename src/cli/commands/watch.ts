import { readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import type { Attempt } from '#app/repair.ts';
import type { StackReading } from '#app/stack/read.ts';
import { diagnoseRun } from '#app/watch.ts';
import { hasRemediedWarning } from '#app/warnings.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';
import { HostError } from '#host/files/host-error.ts';
import { openHost } from '#host/host.ts';
import { keepStepMemory } from '#host/state/step-memory.ts';
import { findProgram, type NotStarted } from '#host/watch/command.ts';
import { composeOf, containersOf, engineOf } from '#host/watch/compose-command.ts';
import type { KeptContainers } from '#host/watch/container-watch.ts';
import { NOTHING_KEPT, watchContainers } from '#host/watch/containers.ts';
import { recalling } from '#host/watch/recalling.ts';
import { remembering, startSampler, type Lowest, type Sampled } from '#host/watch/sampler.ts';
import type { Spool } from '#host/watch/spool.ts';
import { watch, type Watched } from '#host/watch/watch.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { endWith, patienceFor } from '../patience.ts';
import { reporterFor, writeReport } from '../tty/report-file.ts';
import { reportOptions } from '../tty/report-options.ts';
import { buildCommand, upCommand } from './wrapped.ts';

const PROJECT_FILE = /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$|^Dockerfile|^Containerfile$|^docker-bake\./;
/** 128 + SIGINT: docker's own word for a build that was stopped by hand. */
const INTERRUPTED = 130;
/** A build that is over sooner is nothing to speak of. */
const SLOW_SECONDS = 10;
/** Less of the whole than this is as good as none. */
const SCARCE = 0.03;

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

/** Runs the command untouched; what we have to say comes after it, on standard error or in a file. The exit code is the command's. */
export async function runWatched(
  invocation: Invocation,
  argv: readonly string[],
  folders: readonly string[],
): Promise<number> {
  const program = await findProgram(argv[0] ?? '');
  if (typeof program !== 'string') return refuse(program, invocation);
  const { values } = invocation;
  const isAlone = values['no-engine'] === true;
  const project = typeof values['project'] === 'string' ? values['project'] : projectIn(['.', ...folders]);
  const open = (): Host =>
    openHost({ project, engine: isAlone ? null : engineOf(argv), machine: !isAlone, ...patienceFor(values) });
  const setting = { argv, project, isAlone };
  const host = open();
  const first = await runOnce(invocation, { ...setting, host });
  if (first.diagnosis === null || (first.code === 0 && !hasRemediedWarning(first.diagnosis)))
    return endWith(first.code, host);
  if (values['fix'] !== true) {
    if (project === null) return endWith(first.code, host);
    const [{ incidentOf }, { keepIncident }] = await Promise.all([
      import('../repair/incident.ts'),
      import('#host/state/incidents.ts'),
    ]);
    await keepIncident(project, incidentOf(argv, first)).catch(() => undefined);
    return endWith(first.code, host);
  }
  const { repairBroken } = await import('../repair/session.ts');
  return repairBroken(invocation, {
    project: project ?? process.cwd(),
    argv,
    first,
    host: open,
    again: (changed) => runAgain(invocation, { ...setting, argv: changed, host: open() }),
  });
}

/** After a repair: what containers said before it does not count any more. */
export function runAgain(invocation: Invocation, setting: Setting): Promise<Attempt> {
  return runOnce(invocation, { ...setting, since: Math.floor(Date.now() / 1000) });
}

interface Setting {
  readonly argv: readonly string[];
  readonly project: string | null;
  readonly host: Host;
  readonly isAlone: boolean;
  /** Seconds since 1970. */
  readonly since?: number;
}

async function runOnce(invocation: Invocation, { argv, project, host, isAlone, since }: Setting): Promise<Attempt> {
  const sampler = isAlone ? null : startSampler(host);
  const containers = isAlone ? null : watchContainers(engineOf(argv));
  const watched = await watch(argv, { isTitled: invocation.values['quiet'] !== true });
  let diagnosis: Diagnosis | null = null;
  try {
    diagnosis = await conclude(invocation, {
      argv,
      watched,
      host,
      project,
      sampled: sampler?.stop() ?? NOT_SAMPLED,
      kept: containers?.stop() ?? NOTHING_KEPT,
      ...(since !== undefined && { since }),
    });
  } catch (error) {
    complain(error, invocation);
  } finally {
    watched.output.remove();
  }
  return { code: watched.code, diagnosis };
}

const NOT_SAMPLED: Sampled = { lowest: {}, groups: null };

interface Run {
  readonly argv: readonly string[];
  readonly watched: Watched;
  readonly host: Host;
  readonly project: string | null;
  readonly sampled: Sampled;
  readonly kept: KeptContainers;
  readonly since?: number;
}

/** Says what there is to say. The diagnosis of a failure; null where there was none or where it was stopped by hand. */
async function conclude(
  invocation: Invocation,
  { argv, watched, host, project, sampled, kept, since }: Run,
): Promise<Diagnosis | null> {
  const { values } = invocation;
  const { output, code, limits, seconds } = watched;
  const file = values['report'];
  const isFailed = code !== 0;
  const isStopped = watched.isInterrupted || code === INTERRUPTED;
  const isSilent = values['quiet'] === true || isStopped;
  const isAsked = file !== undefined || (values['fix'] === true && !isStopped);
  const isWorthReading = isFailed ? !isSilent || isAsked : seconds >= SLOW_SECONDS || values['fix'] === true;
  if (!isWorthReading && (sampled.groups ?? []).length === 0) return null;
  const compose = isFailed && values['no-engine'] !== true ? composeOf(argv) : null;
  const asked = recalling(remembering(host, sampled.lowest), kept);
  const stack = compose === null ? null : await stackOf(asked, compose, since);
  const isOfContainers = isFailed && (compose !== null || kept.events.length > 0);
  const { diagnosis, samples } = await diagnoseRun(
    {
      output: chunksOf(output, stack?.log ?? ''),
      exitCode: code,
      groups: sampled.groups ?? [],
      notes: [...(isFailed ? notesOf(sampled.lowest) : []), ...(stack?.notes ?? [])],
      limits: [...limits, ...(isOfContainers ? kept.limits : []), ...(stack?.limits ?? [])],
      ...(stack?.stack !== undefined && { stack: stack.stack }),
    },
    asked,
  );
  await keepStepMemory(project ?? '.', samples).catch(() => undefined);
  const unseen = isFailed && diagnosis.root === null ? nothingIn(code, output.isEmpty) : null;
  const whole = unseen === null ? diagnosis : { ...diagnosis, limits: [...diagnosis.limits, unseen] };
  if (isFailed && typeof file === 'string') await writeReport(file, whole, invocation);
  const result = (isFailed || values['fix'] === true) && !isStopped ? whole : null;
  if (isSilent) return result;
  if (isFailed) await say(withoutTiming(whole), invocation, file === undefined ? values['format'] : 'text');
  else if (isSlow(whole)) await say(whole, invocation, 'text');
  return result;
}

async function say(diagnosis: Diagnosis, invocation: Invocation, format: unknown): Promise<void> {
  const report = await reporterFor(format);
  const options = { ...reportOptions(invocation, process.stderr), brief: diagnosis.failure === null };
  process.stderr.write(`\n${report(diagnosis, options)}`);
}

/** Where it failed is what matters then; the file and JSON have the times too. */
function withoutTiming(diagnosis: Diagnosis): Diagnosis {
  const { timing, ...rest } = diagnosis;
  return timing === undefined ? diagnosis : rest;
}

function isSlow({ failure, timing }: Diagnosis): boolean {
  return failure === null && timing !== undefined && timing !== null && timing.seconds >= SLOW_SECONDS;
}

function notesOf({ memory, dataRoot }: Lowest): readonly Text[] {
  const notes: Text[] = [];
  if (memory !== undefined && memory.available < memory.total * SCARCE) {
    const [megabytes, time] = [Math.round(memory.available / 2 ** 20), clock(memory.at)];
    notes.push({
      en: `While it ran, this machine had only ${megabytes} MiB of memory available at ${time}.`,
      zh: `运行期间，本机在 ${time} 只剩 ${megabytes} MiB 可用内存。`,
    });
  }
  if (dataRoot !== undefined && dataRoot.available < dataRoot.bytes * SCARCE) {
    const [megabytes, time] = [Math.round(dataRoot.available / 2 ** 20), clock(dataRoot.at)];
    notes.push({
      en: `While it ran, ${dataRoot.path} had only ${megabytes} MiB free at ${time}.`,
      zh: `运行期间，${dataRoot.path} 在 ${time} 只剩 ${megabytes} MiB 可用空间。`,
    });
  }
  return notes;
}

function clock(time: number): string {
  return `${new Date(time).toISOString().slice(11, 19)}Z`;
}

async function* chunksOf(output: Spool, state: string): AsyncGenerator<Uint8Array> {
  yield* output.read();
  if (state !== '') yield new TextEncoder().encode(`\n${state}`);
}

/** What the containers say that the command has started; null where it has none. */
async function stackOf(
  host: Host,
  compose: readonly [string, ...string[]],
  since: number | undefined,
): Promise<Partial<StackReading> | null> {
  const [{ readRunStack }, ids] = await Promise.all([import('#app/stack/run-stack.ts'), containersOf(compose)]);
  const reading = await readRunStack(host, { ids, ...(since !== undefined && { since }) });
  return reading !== null && 'en' in reading ? { limits: [reading] } : reading;
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
