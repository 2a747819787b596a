import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

// Each is one command a contributor can run alone; a failure prints that command's own words.
test.each([
  ['generated files are fresh', 'gen:check'],
  ['types fit in every layer', 'types'],
  ['lint and format', 'lint'],
  ['imports go in the right direction', 'direction'],
  ['nothing is dead', 'dead'],
  ['the package is publishable', 'package'],
])('%s', { timeout: 240_000 }, (_, script) => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], { cwd: ROOT, encoding: 'utf8' });
  expect(status, `npm run ${script}\n${stdout}${stderr}`).toBe(0);
});
