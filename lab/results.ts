import { appendFileSync, writeFileSync } from 'node:fs';

import type { Repaired } from './repair.ts';

/** What became of one fault on one engine. */
export interface Row {
  readonly fault: string;
  readonly engine: string;
  /** The condition named as the root; `none`, or `error` where the lab itself failed. */
  readonly root: string;
  /** Of the diagnosis made live, with the engine asked; null where no root is named. */
  readonly verdict: 'confirmed' | 'suspected' | 'refuted' | null;
  /** A capture was made, and diagnosed elsewhere to the same bytes. */
  readonly isReplayed: boolean;
  /** Of faults that drydock repairs. */
  readonly repair?: Repaired;
  readonly seconds: number;
  /** More than 1: it was wrong, and was done again, alone on a fresh engine. */
  readonly tries: number;
  /** Empty: passed. */
  readonly wrong: readonly string[];
  /** What was wrong at the first of several tries. */
  readonly first?: readonly string[];
}

export const passed = ({ wrong }: Row): boolean => wrong.length === 0;

export function note({ tries, wrong }: Row): string {
  if (wrong.length > 0) return tries > 1 ? `failed ${tries} times` : 'failed';
  return tries > 1 ? `passed at try ${tries}` : '';
}

export function table(rows: readonly Row[]): string {
  const ordered = rows.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
  return [
    '| fault | engine | root named | live verdict | capture | seconds | |',
    '|---|---|---|---|---|---|---|',
    ...ordered.map(
      (row) =>
        `| ${[row.fault, row.engine, row.root, row.verdict ?? '', row.isReplayed ? 'same bytes' : '', row.seconds.toFixed(1), note(row)].join(' | ')} |`,
    ),
  ].join('\n');
}

/** The faults that were repaired, and what came of it. */
export function repairTable(rows: readonly Row[]): string {
  const lines = rows
    .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
    .flatMap(({ fault, root, repair }) =>
      repair === undefined
        ? []
        : [
            [
              fault,
              root,
              repair.isGreen ? 'yes' : 'no',
              repair.remedies.join(', '),
              repair.rounds,
              repair.seconds.toFixed(0),
              repair.lostBytes,
              repair.isRestored ? 'yes' : 'no',
            ],
          ],
    );
  return [
    '| fault | named | repaired | remedies kept | rounds | seconds | bytes of data lost | undo restores |',
    '|---|---|---|---|---|---|---|---|',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

/** What two runs do not share, one sentence each, and a last one that counts; a root that differs and is right twice is no fault. */
export function comparison(one: readonly Row[], two: readonly Row[]): { lines: string[]; unequal: number } {
  const unequal: string[] = [];
  const otherRoots: string[] = [];
  const second = new Map(two.map((row) => [keyOf(row), row]));
  for (const row of one) {
    const other = second.get(keyOf(row));
    second.delete(keyOf(row));
    if (other === undefined) unequal.push(`${keyOf(row)}: not in the second run`);
    else if (passed(row) !== passed(other)) unequal.push(`${keyOf(row)}: ${verdict(row)}, then ${verdict(other)}`);
    else if (row.root === other.root && row.verdict !== other.verdict)
      unequal.push(`${keyOf(row)}: ${row.root} ${row.verdict}, then ${other.verdict}`);
    else if (row.root !== other.root) otherRoots.push(`${keyOf(row)}: ${row.root}, then ${other.root}`);
  }
  const equal = one.length - unequal.length;
  for (const key of second.keys()) unequal.push(`${key}: not in the first run`);
  const lines = [
    ...otherRoots.map((line) => `another root, both right: ${line}`),
    ...unequal.map((line) => `another verdict: ${line}`),
    `Two runs: ${equal} equal verdicts, ${unequal.length} not`,
  ];
  return { lines, unequal: unequal.length };
}

/** For machines: LAB_RESULTS names a file; GitHub shows the table on the job's page. */
export function publish(rows: readonly Row[], seconds: number): void {
  const { LAB_RESULTS: file, GITHUB_STEP_SUMMARY: page } = process.env;
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ seconds: Math.round(seconds), rows }, null, 1)}\n`);
  if (page !== undefined) appendFileSync(page, `${table(rows)}\n\n${repairTable(rows)}\n`);
}

function keyOf({ fault, engine }: Row): string {
  return `${fault} on ${engine}`;
}

function verdict(row: Row): string {
  return passed(row) ? `passed (${row.root})` : `failed (${row.root})`;
}
