/** `npm run test:engine`: every fault on its engines, the diagnosis checked live. Takes fault ids to run only those. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Engine } from './engine/engine.ts';
import { VERSIONS, type Version } from './engine/versions.ts';
import type { Fault } from './fault.ts';
import { readFaults, versionsOf } from './faults.ts';
import type { ImageName } from './images/images.ts';
import { whyNot } from './machine/ready.ts';
import { beginRun, type Run } from './machine/state.ts';
import { perform } from './perform.ts';
import { judge } from './verdict.ts';

const LANES = 2;

interface Task {
  readonly fault: Fault;
  readonly version: Version;
}

interface Row {
  readonly task: Task;
  readonly root: string;
  readonly seconds: number;
  /** Empty: passed. */
  readonly wrong: readonly string[];
}

const outputs = process.env['LAB_OUTPUTS'];

async function main(only: readonly string[]): Promise<void> {
  const tasks = (await readFaults())
    .filter(({ fault }) => only.length === 0 || only.includes(fault.id))
    .flatMap(({ fault }) => versionsOf(fault).map((version) => ({ fault, version })));
  const reason = await whyNot();
  if (reason !== null) {
    console.log(`The engine tests were skipped, not passed: ${reason}.`);
    console.log(`0 passed, 0 failed, ${tasks.length} skipped`);
    return;
  }
  const started = performance.now();
  const run = await beginRun();
  const stop = (): void => void run.remove().then(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const rows = await runAll(run, tasks);
    report(rows, (performance.now() - started) / 1000);
  } finally {
    await run.remove();
  }
}

async function runAll(run: Run, tasks: readonly Task[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  // One version after the other: an engine that is not needed any more is closed.
  for (const version of VERSIONS) {
    const left = tasks.filter((task) => task.version === version);
    const engines = new Set<Engine>();
    const lanes = Array.from({ length: Math.min(LANES, left.length) }, (_, lane) => {
      return runLane({ run, name: `lane${lane}`, version, left, engines, rows });
    });
    await Promise.all(lanes);
  }
  return rows;
}

interface Lane {
  readonly run: Run;
  readonly name: string;
  readonly version: Version;
  /** Shared by the lanes, which take from it. */
  readonly left: Task[];
  /** The shared engines of all lanes. */
  readonly engines: Set<Engine>;
  readonly rows: Row[];
}

async function runLane({ run, name, version, left, engines, rows }: Lane): Promise<void> {
  let engine: Engine | null = null;
  const shared = async (): Promise<Engine> => {
    engine ??= await Engine.open(run, `${name}-${version}`, version);
    engines.add(engine);
    return engine;
  };
  const close = async (): Promise<void> => {
    if (engine === null) return;
    engines.delete(engine);
    await engine.close();
    engine = null;
  };
  for (let task = take(left, engine, engines); task !== undefined; task = take(left, engine, engines)) {
    const row = await runTask(task, run, name, shared);
    rows.push(row);
    console.log(`${row.wrong.length === 0 ? 'ok  ' : 'FAIL'} ${describe(row)}`);
    for (const wrong of row.wrong) console.log(`     ${wrong}`);
    // An engine that a fault has wrecked would fail all that follow.
    if (row.root === 'error') await close();
  }
  await close();
}

/** Loading an image costs more than most faults: first what needs none, then what no other lane has loaded. */
function take(left: Task[], engine: Engine | null, engines: ReadonlySet<Engine>): Task | undefined {
  const price = (image: ImageName): number => {
    if (engine?.has(image) === true) return 0;
    return [...engines].some((other) => other.has(image)) ? 1.5 : 1;
  };
  const cost = ({ fault: { images = [], engine: own } }: Task): number =>
    own === undefined ? images.reduce((sum, image) => sum + price(image), 0) : 1;
  const best = left.reduce((best, task, index) => (cost(task) < cost(left[best] ?? task) ? index : best), 0);
  return left.splice(best, 1)[0];
}

async function runTask(task: Task, run: Run, name: string, shared: () => Promise<Engine>): Promise<Row> {
  const { fault, version } = task;
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let root = 'none';
  const wrong: string[] = [];
  try {
    const { happened, tries } = await perform({
      fault,
      version,
      run,
      name,
      shared,
      look: async (bench, ran) => {
        keep(task, ran.text);
        const verdict = await judge(ran.text, bench.engine.project, fault.expects);
        root = verdict.root ?? 'none';
        wrong.splice(0, wrong.length, ...verdict.wrong);
      },
    });
    if (!happened)
      wrong.unshift(`the fault did not happen in ${tries} tries: nothing in the output matches ${fault.shows}`);
  } catch (error) {
    return { task, root: 'error', seconds: seconds(), wrong: [(error as Error).message.slice(0, 1200)] };
  }
  return { task, root, seconds: seconds(), wrong };
}

/** With LAB_OUTPUTS set to a folder, what each command printed is kept there. */
function keep({ fault, version }: Task, text: string): void {
  if (outputs === undefined) return;
  mkdirSync(outputs, { recursive: true });
  writeFileSync(join(outputs, `${fault.id}--${version}.txt`), text);
}

function describe({ task: { fault, version }, root, seconds }: Row): string {
  return `${fault.id.padEnd(34)} ${version.padEnd(5)} ${root.padEnd(34)} ${seconds.toFixed(1).padStart(6)}`;
}

function report(rows: readonly Row[], seconds: number): void {
  const failed = rows.filter(({ wrong }) => wrong.length > 0).length;
  const ordered = rows.toSorted((a, b) => a.task.fault.id.localeCompare(b.task.fault.id));
  const table = [
    '| fault | engine | root named | seconds | |',
    '|---|---|---|---|---|',
    ...ordered.map(({ task, root, seconds, wrong }) => {
      const cells = [task.fault.id, task.version, root, seconds.toFixed(1), wrong.length === 0 ? '' : 'failed'];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
  console.log(`\n${table.join('\n')}\n\n${seconds.toFixed(0)} seconds`);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined) appendFileSync(summary, `${table.join('\n')}\n`);
  console.log(`${rows.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
