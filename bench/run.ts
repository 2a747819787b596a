/**
 * `npm run bench [-- --size MB] [-- --out FILE]`: how fast drydock is beside other programs, as a Markdown table.
 * `--gate` ends with 1 if a figure misses what it is held to; `--quick` is for shared machines.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { generate, type Generated } from './generate.ts';
import { drydock, interleaved, inside, median, peak, time, type Command, type Spent } from './measure.ts';
import { findPeers, type Peers } from './peers.ts';
import { literals, naiveRegexes } from './patterns.ts';
import { corpusLog } from './real.ts';
import { amount, passes, ratio, table, type Row } from './report.ts';
import { projectOfSix, smallLog } from './start.ts';

const MB = 1e6;
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    large: { type: 'string', default: '' },
    out: { type: 'string' },
    gate: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
const size = options.quick ? 96 : Number(options.size);
const rounds = options.quick ? 3 : Number(options.rounds);
/** On a shared machine with a smaller log start-up weighs more and everything wavers: the same gates with this much room. */
const room = options.quick ? 0.5 : 1;

const QUICK = `
With \`--quick\` the log is small, start-up is part of every rate, and the gates shown are loosened (ratios by half, starts sixfold):
what is met here need not meet the gate of the full run.
`;

const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
try {
  const rows = await measured();
  const text = page(rows);
  console.log(text);
  if (options.out !== undefined) writeFileSync(options.out, text);
  const missed = rows.filter((row) => !passes(row));
  if (options.gate && missed.length > 0) {
    process.stderr.write(`missed: ${missed.map(({ what }) => what).join('; ')}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measured(): Promise<readonly Row[]> {
  const log = join(folder, 'plain.log');
  const made = generate(log, 'plain', size * MB, 1);
  const rows = [planted(log, made), ...beside(log, findPeers(folder))];
  if (!options.quick) rows.push(...knowledge(log), ...streams(), ...json(), real(), ...(await memory(log)));
  rows.push(...starts());
  return rows;
}

/** What is fast and wrong is worth nothing. */
function planted(log: string, made: Generated): Row {
  const { root, lines } = inside<{ root: string | null; lines: number }>('diagnose', log);
  const isRight = root === made.planted.condition && lines === made.lines;
  return {
    what: `root planted in ${made.lines} lines named, ${made.harmless.length} harmless hits not`,
    figure: isRight ? 'right' : `${root} in ${lines} lines`,
    value: isRight ? 1 : 0,
    gate: { least: 1 },
  };
}

function beside(log: string, { commands, missing }: Peers): readonly Row[] {
  const all: Record<string, Command> = { drydock: drydock('diagnose', log) };
  for (const [name, command] of Object.entries(commands)) all[name] = command(log);
  const spent = interleaved(all, rounds);
  const own = spent['drydock'] as Spent;
  const against = (name: 'ripgrep' | 'hyperscan' | 'wc', least: number): Row => {
    const other = spent[name];
    const value = other === undefined ? null : other.cpu / own.cpu;
    return ratio(`${size} MB plain, against ${name}`, value, { least: least * room }, missing[name]);
  };
  const rate = (size * MB) / MB / own.cpu;
  const naive = inside<{ rate: number }>('naive', log).rate;
  return [
    amount(`${size} MB plain, drydock`, rate, 'MB/s'),
    against('ripgrep', 1.5),
    against('hyperscan', 0.75),
    against('wc', 0.08),
    ratio(`${size} MB plain, against each of ${naiveRegexes().length} regexes on each line`, rate / naive, {
      least: 150 * room,
    }),
  ];
}

interface Timed {
  readonly seconds: number;
}

function medianOf<F>(read: () => F, value: (figures: F) => number): number {
  return median(Array.from({ length: Math.min(rounds, 3) }, () => value(read())));
}

function secondsFor(log: string): number {
  return medianOf(
    () => inside<Timed>('diagnose', log),
    ({ seconds }) => seconds,
  );
}

function knowledge(log: string): readonly Row[] {
  const seconds = (more: number): number =>
    medianOf(
      () => inside<Timed>('diagnose', log, more),
      (figures) => figures.seconds,
    );
  const [normal, doubled, thousand] = [seconds(0), seconds(519), seconds(1000)];
  const near = join(folder, 'near.log');
  const part = Math.min(size, 128);
  generate(near, 'near-miss', part * MB, 2, literals.slice(40, 400));
  const nearRate = part / secondsFor(near);
  rmSync(near);
  return [
    ratio('time with twice the conditions', doubled / normal, { most: 1.15 }),
    ratio('time with 1,000 conditions more', thousand / normal),
    ratio('every line a literal, rate against normal', nearRate / (size / normal), { least: 0.15 }),
  ];
}

function streams(): readonly Row[] {
  const log = join(folder, 'streams.log');
  generate(log, 'plain', 128 * MB, 3);
  const rate = (count: number): number =>
    medianOf(
      () => inside<{ rate: number }>('streams', log, count),
      (figures) => figures.rate,
    );
  const one = rate(1);
  const many = rate(300);
  const { p99 } = inside<{ p99: number }>('streams', log, 300);
  rmSync(log);
  return [
    ratio('300 live logs in chunks of 16 KB, against one', many / one, { least: 0.4 }),
    amount('99 % of those chunks within', p99, 'ms', { most: 1 }),
  ];
}

function json(): readonly Row[] {
  const log = join(folder, 'raw.json');
  const part = Math.min(size, 64);
  generate(log, 'rawjson', part * MB, 4);
  const own = secondsFor(log);
  const parsed = medianOf(
    () => inside<Timed>('parse', log),
    (figures) => figures.seconds,
  );
  generate(log, 'json-file', part * MB, 5);
  const file = secondsFor(log);
  rmSync(log);
  return [
    ratio('rawjson, against JSON.parse, base64 and scan', parsed / own, { least: 2 }),
    amount('rawjson', part / own, 'MB/s'),
    amount('docker json-file', part / file, 'MB/s'),
  ];
}

function real(): Row {
  const what = 'real logs as one stream, rate per byte against generated ones';
  const log = join(folder, 'real.log');
  const bytes = corpusLog(log);
  if (bytes === null) return ratio(what, null, { least: 0.6 }, 'no corpus beside the repository');
  const same = join(folder, 'same.log');
  generate(same, 'plain', bytes, 6);
  return ratio(what, secondsFor(same) / secondsFor(log), { least: 0.6 });
}

async function memory(log: string): Promise<readonly Row[]> {
  const quarter = join(folder, 'quarter.log');
  generate(quarter, 'plain', 256 * MB, 1);
  const most = { most: 110 };
  const rows = [
    amount('peak memory, 256 MB', await peak(drydock('diagnose', quarter)), 'MB', most),
    amount(`peak memory, ${size} MB`, await peak(drydock('diagnose', log)), 'MB', most),
    amount(
      `peak memory, ${size} MB on standard input`,
      await peak(drydock('diagnose', '--no-engine', '-'), ['cat', log]),
      'MB',
      most,
    ),
  ];
  const times = Number(options.large) / size;
  if (times >= 1) {
    const again = Array.from({ length: Math.round(times) }, () => log);
    const taken = await peak(drydock('diagnose', '--no-engine', '-'), ['cat', ...again]);
    rows.push(amount(`peak memory, ${options.large} MB on standard input`, taken, 'MB', most));
  }
  return rows;
}

/** Milliseconds above a Node that does nothing. */
function starts(): readonly Row[] {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const commands: Record<'bare' | 'diagnose' | 'help' | 'check', Command> = {
    bare: [process.execPath, empty],
    diagnose: drydock('diagnose', smallLog(folder)),
    help: drydock('--help'),
    check: drydock('check', '--no-engine', projectOfSix(folder)),
  };
  for (const command of Object.values(commands)) time(command);
  const spent = interleaved(commands, options.quick ? 7 : 15);
  const above = (name: keyof typeof commands): number => (spent[name].cpu - spent.bare.cpu) * 1000;
  const slack = options.quick ? 6 : 1;
  return [
    amount('bare node', spent.bare.cpu * 1000, 'ms'),
    amount('diagnose of 20 KB, above bare node', above('diagnose'), 'ms', { most: 30 * slack }),
    amount('--help, above bare node', above('help'), 'ms', { most: 20 * slack }),
    amount('check of six services without engine, above bare node', above('check'), 'ms', { most: 120 * slack }),
  ];
}

function page(rows: readonly Row[]): string {
  const { versions } = findPeers(folder);
  const [cpu] = cpus();
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ', 1)[0];
  return `# Measured speed

${new Date().toISOString().slice(0, 10)} · ${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores · Node ${process.version} · ${versions.join(' · ')}
Command: \`npm run bench -- ${process.argv.slice(2).join(' ')}\`. Seconds are processor time, every command held to one core, all of them in turn;
medians of ${rounds} (in one process: of ${Math.min(rounds, 3)}; starts: of ${options.quick ? 7 : 15}). Load of the machine at the end: ${load}. Literals: ${literals.length}.

${table(rows)}
${options.quick ? QUICK : ''}`;
}
