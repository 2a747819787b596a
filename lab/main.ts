/** `npm run lab -- up|down|list|run FAULT|record FAULT...`, each with --engine 28|26|20.10. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Engine } from './engine/engine.ts';
import { VERSIONS, type Version } from './engine/versions.ts';
import { findFault, readFaults, versionsOf } from './faults.ts';
import type { ImageName } from './images/images.ts';
import { alone, inLanes, type Task, type Work } from './lanes.ts';
import { whyNot } from './machine/ready.ts';
import { beginRun, Run, sweep } from './machine/state.ts';
import { perform } from './perform.ts';
import { record } from './record.ts';
import { redactor } from './redact.ts';
import { comparison, type Row } from './results.ts';
import { judge, judgeStack } from './verdict.ts';

const USAGE = `npm run lab -- COMMAND [--engine 28|26|20.10]
  up [IMAGE...]          an engine that stays, with these images (busybox)
  down                   ends it, and sweeps what killed runs left behind
  list                   the faults
  run FAULT              makes one happen, prints the output and the diagnosis; with --stack that of the containers alone
  compare FILE FILE      two tables that the suite wrote to LAB_RESULTS; fails where a verdict differs
  record FAULT...        makes them happen, writes all there is to see; on all their engines without --engine
  record --all           every fault
      --missing          of them those without a recording
      --into FOLDER      where to: FOLDER/FAULT/ENGINE (lab-recordings); test/corpus/faults publishes`;

async function up(version: Version, images: readonly string[]): Promise<void> {
  await sweep();
  const run = new Run(`up-${version}`);
  if (!run.isOrphan()) {
    console.log(`It is up already: npm run lab -- down ends it.`);
    return;
  }
  const wanted = images.length === 0 ? (['busybox'] as const) : (images as readonly ImageName[]);
  const engine = await Engine.open(run, 'engine', version, {}, wanted);
  await engine.need(wanted);
  const shell = engine.namespace.enter(['bash', '--norc'], '/srv/shop');
  console.log(`Docker ${version} is up; its project folder is ${engine.project}.`);
  console.log(`A shell beside it:\n  ${shell.map((word) => (/[\s:]/.test(word) ? `'${word}'` : word)).join(' ')}`);
}

async function down(): Promise<void> {
  for (const version of VERSIONS) await new Run(`up-${version}`).remove();
  for (const id of await sweep()) console.log(`swept ${id}`);
}

async function list(): Promise<void> {
  for (const { stage, fault } of await readFaults()) {
    console.log(`${stage.padEnd(10)} ${fault.id.padEnd(34)} ${versionsOf(fault).join(' ').padEnd(12)} ${fault.title}`);
  }
}

async function runOne(version: Version, id: string, isStack: boolean): Promise<void> {
  const { fault } = await findFault(id);
  const run = await beginRun();
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> =>
    (engine ??= await Engine.open(run, 'run', version, {}, fault.images ?? ['busybox']));
  try {
    const { happened, tries, ran } = await perform({
      fault,
      version,
      run,
      name: 'run',
      shared,
      look: async (bench, { text }) => {
        process.stdout.write(text);
        const { root, wrong, diagnosis } = isStack
          ? await judgeStack(bench, fault.expects)
          : await judge(text, bench.engine.project, fault.expects);
        console.log(
          `\nroot: ${root ?? 'none'} (${diagnosis.root?.verdict ?? diagnosis.outcome}), expected ${fault.expects.root ?? 'none'}`,
        );
        for (const sentence of wrong) console.log(`wrong: ${sentence}`);
        if (wrong.length > 0) process.exitCode = 1;
      },
    });
    console.log(
      `exit code ${ran.code}, ${ran.seconds.toFixed(1)} s, try ${tries}${happened ? '' : `: nothing matches ${fault.shows}`}`,
    );
    if (!happened) process.exitCode = 1;
  } finally {
    await run.remove();
  }
}

function compareTables(files: readonly string[]): void {
  const [one = [], two = []] = files.map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { rows: Row[] }).rows);
  const { lines, unequal } = comparison(one, two);
  for (const line of lines) console.log(line);
  if (unequal > 0) process.exitCode = 1;
}

interface ToRecord {
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly version: Version | undefined;
  readonly folder: string;
  readonly onlyMissing: boolean;
}

/** Two at a time; what did not happen is tried once more, alone. */
async function recordAll({ ids, all, version, folder, onlyMissing }: ToRecord): Promise<void> {
  const listed = all ? await readFaults() : await Promise.all(ids.map(findFault));
  const tasks = listed.flatMap(({ stage, fault }) =>
    versionsOf(fault)
      .filter((its) => version === undefined || its === version)
      .filter((its) => !onlyMissing || !existsSync(join(folder, fault.id, its, 'case.json')))
      .map((version): Task => ({ stage, fault, version })),
  );
  const redact = await redactor();
  const run = await beginRun();
  const failed: Task[] = [];
  const work: Work = async (task, place) => {
    try {
      console.log(await record({ task, place, folder, redact }));
      return { fit: true };
    } catch (error) {
      console.log(`${task.fault.id} on ${task.version}: ${(error as Error).message.split('\n')[0] ?? ''}`);
      failed.push(task);
      return { fit: false };
    }
  };
  try {
    await inLanes(run, tasks, work);
    for (const task of failed.splice(0)) await alone(run, task, work);
  } finally {
    await run.remove();
  }
  console.log(`${tasks.length - failed.length} recorded, ${failed.length} not`);
  if (failed.length > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      engine: { type: 'string' },
      stack: { type: 'boolean' },
      into: { type: 'string' },
      all: { type: 'boolean' },
      missing: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const [command = '', ...rest] = positionals;
  const version = VERSIONS.find((version) => version === (values.engine ?? '28'));
  const [id = ''] = rest;
  if (command === 'list') return list();
  if (command === 'compare' && rest.length === 2) return compareTables(rest);
  const needsFault = command === 'run' || (command === 'record' && values.all !== true);
  if (version === undefined || !['up', 'down', 'run', 'record'].includes(command) || (needsFault && id === '')) {
    console.log(USAGE);
    process.exitCode = 2;
    return undefined;
  }
  const reason = await whyNot();
  if (reason !== null) throw new Error(reason);
  if (command === 'up') return up(version, rest);
  if (command === 'down') return down();
  if (command === 'run') return runOne(version, id, values.stack === true);
  return recordAll({
    ids: rest,
    all: values.all === true,
    version: values.engine === undefined ? undefined : version,
    folder: values.into ?? 'lab-recordings',
    onlyMissing: values.missing === true,
  });
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
