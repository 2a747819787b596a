import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Counts which four bytes are how common in harmless logs, from the files named on the command line: logs that ended
// well, or that failed for a reason no literal names. Run by hand when there are better ones; the table is committed.
const TARGET = join(import.meta.dirname, 'background-grams.tsv');
/** Of the rest all are taken to be as rare as the rarest here. */
const KEPT = 12_000;

const counts = new Map<string, number>();
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  // Each file weighs the same, whatever its size.
  const weight = 1e9 / bytes.length;
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const gram = bytes.toString('latin1', at, at + 4);
    counts.set(gram, (counts.get(gram) ?? 0) + weight);
  }
}
const files = process.argv.length - 2;
const rows = [...counts]
  .filter(([gram]) => /^[ -~]{4}$/.test(gram))
  .map(([gram, count]) => [gram, Math.round(count / files)] as const)
  .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  .slice(0, KEPT)
  .map(([gram, count]) => `${gram}\t${count}\n`);
writeFileSync(TARGET, `gram\tper thousand million\n${rows.join('')}`);
