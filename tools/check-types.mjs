import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Each layer sees only the platform names it may use, so each has its own tsconfig.
const projects = ['src/core', 'src/kb', 'src/host', 'src/app', 'src/cli', 'lab', '.'];
const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
let status = 0;
for (const project of projects) {
  const { status: own } = spawnSync(process.execPath, [tsc, '-p', project], { stdio: 'inherit' });
  if (own !== 0) status = 1;
}
process.exitCode = status;
