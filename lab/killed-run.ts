import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cgroupFolders } from './machine/cgroup.ts';
import { runs } from './machine/paths.ts';
import { isAlive, type ProcessId } from './machine/process.ts';
import { run, until } from './machine/run.ts';
import type { Row } from './results.ts';

export const KILLED_RUN = 'killed-run';

/** Has an engine and a loop device of its own: the most that a killed run can leave behind. */
const FAULT = 'disk-full-build';
const STARTS = 300;
/** The results of the outer run are not to be written over. */
const QUIET = { LAB_RESULTS: '/dev/null', GITHUB_STEP_SUMMARY: '/dev/null' };
const loader = fileURLToPath(import.meta.resolve('tsx'));
const suite = [process.execPath, '--import', loader, join(import.meta.dirname, 'suite.ts'), FAULT, '--engine', '28'];

/** A suite is killed with SIGKILL while its engine runs; a second one right after has to work and leave nothing of both. */
export async function killedRun(): Promise<Row> {
  const started = performance.now();
  const wrong = await wrongAfterKill().catch((error: unknown) => [(error as Error).message.slice(0, 1200)]);
  const seconds = (performance.now() - started) / 1000;
  return { fault: KILLED_RUN, engine: '28', root: 'none', verdict: null, isReplayed: false, seconds, tries: 1, wrong };
}

async function wrongAfterKill(): Promise<string[]> {
  const victim = spawn(suite[0] ?? '', suite.slice(1), {
    env: { ...process.env, ...QUIET },
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => victim.once('exit', resolve));
  const folder = join(runs, `r${victim.pid}`);
  // The client's question to the daemon comes after the disk is mounted: from here on all that can be left is there.
  const daemonLog = join(folder, `lane0-${FAULT}/dockerd.log`);
  await until('the run to kill', async () => existsSync(daemonLog) && readFileSync(daemonLog).length > 0, STARTS);
  victim.kill('SIGKILL');
  await ended;
  const holders = readFileSync(join(folder, 'holders.jsonl'), 'utf8').trim().split('\n');
  const left = holders.map((line) => JSON.parse(line) as ProcessId).filter(isAlive);
  if (left.length === 0) return ['the killed run left no engine behind: nothing was tested'];

  const { code, text } = await run(suite, { env: QUIET, seconds: STARTS });
  const wrong: string[] = [];
  if (code !== 0 || !/^1 passed, 0 failed$/m.test(text)) wrong.push(`the second run: exit code ${code}\n${text}`);
  if (left.some(isAlive)) wrong.push('an engine of the killed run is still there');
  if (existsSync(folder)) wrong.push(`${folder} is still there`);
  if (cgroupFolders().includes(`r${victim.pid}`)) wrong.push('a control group of the killed run is still there');
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8') + (await run(['losetup', '-a'])).text;
  if (mounts.includes(folder)) wrong.push('a mount or a loop device of the killed run is still there');
  return wrong;
}
