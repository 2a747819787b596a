import { loadConditions } from './conditions.ts';
import { writeGenerated } from './generated.ts';
import { readVerdicts, VERDICTS, verdictOf, type RegexVerdict } from './regex-verdicts.ts';

const known = readVerdicts();
const patterns = new Set(
  (await loadConditions()).flatMap(({ condition }) =>
    condition.signatures.flatMap(({ pattern }) => (pattern === undefined ? [] : [String(pattern)])),
  ),
);
const verdicts: Record<string, RegexVerdict> = {};
let fresh = 0;
for (const pattern of [...patterns].toSorted()) {
  if (known[pattern] === undefined) fresh++;
  verdicts[pattern] = known[pattern] ?? (await verdictOf(pattern));
  // A long run that is interrupted keeps what it has.
  if (fresh > 0 && fresh % 20 === 0) save({ ...known, ...verdicts });
}
save(verdicts);

function save(all: Readonly<Record<string, RegexVerdict>>): void {
  writeGenerated(new Map([[VERDICTS, `${JSON.stringify(all, null, 1)}\n`]]), 'npm run gen');
}
