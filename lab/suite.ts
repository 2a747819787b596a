/**
 * `npm run test:engine`: every fault on its engines, the diagnosis checked live. Fault ids run only those; `--shard 1/2`
 * runs the first half, `--engine 28` one version; `--twice` runs all two times and compares the verdicts. Faults that drydock
 * repairs are repaired on engine 28, too; `--repairs` runs only those.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Version } from './engine/versions.ts';
import { readFaults, versionsOf } from './faults.ts';
import { KILLED_RUN, killedRun } from './killed-run.ts';
import { alone, inLanes, type Place, type Task } from './lanes.ts';
import { whyNot } from './machine/ready.ts';
import { beginRun, type Run } from './machine/state.ts';
import { perform } from './perform.ts';
import { comparison, note, passed, publish, repairTable, table, type Row } from './results.ts';
import { isBuilt, judgeCapture, judgeLive, judgeWatched, type Live } from './live.ts';
import { judgeRepair, type Repaired } from './repair.ts';
import { judge } from './verdict.ts';

/** With more wrong than this it is no flake, and trying again would only take time. */
const MOST_AGAIN = 12;
/** A race inside the engine may be lost twice in a row; what is wrong three times is wrong. */
const TRIES = 3;

interface Selection {
  readonly tasks: readonly Task[];
  readonly withKilledRun: boolean;
}

interface Wish {
  readonly only: readonly string[];
  readonly shard: string | undefined;
  readonly engine: string | undefined;
  readonly onlyRepairs: boolean;
}

async function select({ only, shard, engine, onlyRepairs }: Wish): Promise<Selection> {
  const faults = await readFaults();
  const unknown = only.filter((id) => id !== KILLED_RUN && !faults.some(({ fault }) => fault.id === id));
  if (unknown.length > 0) throw new Error(`no fault "${unknown.join('", "')}"; npm run lab -- list shows them`);
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(shard ?? '1/1') ?? [];
  const index = Number(part);
  const count = Number(parts);
  if (!(index >= 1 && index <= count)) throw new Error(`--shard wants I/N, such as 1/2, not "${shard}"`);
  const tasks = faults
    .map((listed, at) => ({ ...listed, isCaptured: at % CAPTURED === 0 || only.length > 0 }))
    .filter(({ fault }) => only.length === 0 || only.includes(fault.id))
    .flatMap((listed) => versionsOf(listed.fault).map((version): Task => ({ ...listed, version })))
    .filter(({ version }) => engine === undefined || version === engine)
    .filter(({ fault, version }) => !onlyRepairs || (fault.repair !== undefined && version === REPAIRED_ON))
    .filter((_, at) => at % count === index - 1);
  const isMeant =
    only.length === 0 ? !onlyRepairs && (engine === undefined || engine === '28') : only.includes(KILLED_RUN);
  return { tasks, withKilledRun: index === 1 && isMeant };
}

/** Every fault runs here, and here it is repaired. */
const REPAIRED_ON: Version = '28';

/** A capture asks everything, by a dozen of processes: of every fourth fault, and of those named, keeps CI inside its time. */
const CAPTURED = 4;

async function main(): Promise<void> {
  const options = {
    shard: { type: 'string' },
    engine: { type: 'string' },
    twice: { type: 'boolean' },
    repairs: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const selection = await select({
    only: positionals,
    shard: values.shard,
    engine: values.engine,
    onlyRepairs: values.repairs === true,
  });
  const reason = await whyNot();
  if (reason !== null) {
    console.log(`The engine tests were skipped, not passed: ${reason}.`);
    console.log(`0 passed, 0 failed, ${selection.tasks.length + Number(selection.withKilledRun)} skipped`);
    return;
  }
  const rows = await runSuite(selection);
  let failed = rows.filter((row) => !passed(row)).length;
  if (values.twice === true) {
    const { lines, unequal } = comparison(rows, await runSuite(selection));
    for (const line of lines) console.log(line);
    failed += unequal;
  }
  console.log(`${rows.filter(passed).length} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function runSuite({ tasks, withKilledRun }: Selection): Promise<readonly Row[]> {
  if (!isBuilt()) throw new Error('the live judgement runs the built command line: npm run build');
  const started = performance.now();
  const run = await beginRun();
  const stop = (): void => void run.remove().then(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const rows = [...(await runTasks(run, tasks))];
    if (withKilledRun) rows.push(show(await killedRun()));
    const seconds = (performance.now() - started) / 1000;
    console.log(`\n${table(rows)}\n\n${repairTable(rows)}\n\n${seconds.toFixed(0)} seconds`);
    publish(rows, seconds);
    return rows;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await run.remove();
  }
}

async function runTasks(run: Run, tasks: readonly Task[]): Promise<readonly Row[]> {
  const rows = new Map<Task, Row>();
  await inLanes(run, tasks, async (task, place) => {
    const row = show(await runTask(task, place));
    rows.set(task, row);
    // An engine that a fault has wrecked would fail all that follow.
    return { fit: row.root !== 'error' };
  });
  const again = [...rows].filter(([, row]) => !passed(row));
  if (again.length > MOST_AGAIN) {
    console.log(`${again.length} are wrong, which is no flake: none is tried again`);
    return [...rows.values()];
  }
  for (const [task, first] of again) {
    for (let row = first; !passed(row) && row.tries < TRIES;) {
      await alone(run, task, async (task, place) => {
        row = show({ ...(await runTask(task, place)), tries: row.tries + 1, first: first.wrong });
        rows.set(task, row);
        return { fit: false };
      });
    }
  }
  return [...rows.values()];
}

async function runTask(task: Task, place: Place): Promise<Row> {
  const { fault, version } = task;
  const started = performance.now();
  let root = 'none';
  let live: Live | null = null;
  let repair: Repaired | undefined;
  let wrong: string[] = [];
  try {
    const { happened, tries } = await perform({
      ...place,
      fault,
      version,
      look: async (bench, ran) => {
        keep(task, ran.text);
        const verdict = await judge(ran.text, bench.engine.project, fault.expects);
        root = verdict.root ?? 'none';
        live = await (task.isCaptured === true ? judgeCapture : judgeLive)(bench, ran.text, fault);
        if (version === REPAIRED_ON && fault.repair !== undefined) repair = await judgeRepair(bench, fault.repair);
        const watched = fault.watched === undefined ? [] : await judgeWatched(bench, fault.watched);
        wrong = [...verdict.wrong, ...(live?.wrong ?? []), ...(repair?.wrong ?? []), ...watched];
      },
    });
    if (!happened)
      wrong.unshift(`the fault did not happen in ${tries} tries: nothing in the output matches ${fault.shows}`);
  } catch (error) {
    root = 'error';
    wrong = [(error as Error).message.slice(0, 1200)];
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    fault: fault.id,
    engine: version,
    root,
    ...certaintyOf(live),
    ...(repair !== undefined && { repair }),
    seconds,
    tries: 1,
    wrong,
  };
}

function certaintyOf(live: Live | null): Pick<Row, 'verdict' | 'isReplayed'> {
  return { verdict: live?.verdict ?? null, isReplayed: live?.isReplayed ?? false };
}

/** With LAB_OUTPUTS set to a folder, what each command printed is kept there. */
function keep({ fault, version }: Task, text: string): void {
  const folder = process.env['LAB_OUTPUTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${fault.id}--${version}.txt`), text);
}

function show(row: Row): Row {
  const { fault, engine, root, seconds, wrong } = row;
  const cells = [
    fault.padEnd(34),
    engine.padEnd(5),
    root.padEnd(34),
    (row.verdict ?? '').padEnd(10),
    seconds.toFixed(1).padStart(6),
    note(row),
  ];
  console.log(`${passed(row) ? 'ok  ' : 'FAIL'} ${cells.join(' ').trimEnd()}`);
  for (const sentence of wrong) console.log(`     ${sentence}`);
  return row;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
