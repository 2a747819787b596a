import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Seen } from '#core/model/probe.ts';
import { parseObject, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import type { Ran } from '../exec/run.ts';
import { seen, unseen } from '../probe.ts';
import type { World } from '../world.ts';
import { configurationFolder, type Environment } from './contexts.ts';
import type { Choice } from './endpoint.ts';

/** Below the time limit of a probe. */
const MILLISECONDS = 7000;
const MAX_BYTES = 32 * 1024 * 1024;

export type Cli = Pick<World, 'engine' | 'machine'>;

/** What a docker command printed; a reason where it could not run or failed. Only commands that read may be given. */
export async function runDocker(
  { engine, machine }: Cli,
  words: readonly string[],
  { env = {}, wanted = 'stdout' }: { readonly env?: Environment; readonly wanted?: 'stdout' | 'stderr' } = {},
): Promise<Seen<string>> {
  if (engine === null) return unseen('The engine was not asked.', '没有查询引擎。');
  const where = `docker ${words.join(' ')}`;
  const choice = await engine.choice();
  const ran = await machine.run(['docker', ...selectors(choice), ...words], {
    env: { ...engine.environment, ...env },
    milliseconds: MILLISECONDS,
    maxBytes: MAX_BYTES,
  });
  if (!ran.ok) return notRun(where, ran);
  if (ran.code === 0 && !ran.isCut) return seen(ran[wanted], where);
  const detail = ran.isCut ? `more than ${MAX_BYTES} bytes` : `exit code ${ran.code}: ${complaint(ran.stderr)}`;
  return unseen(`${where} failed (${detail}).`, `${where} 失败（${detail}）。`);
}

/** As runDocker, for buildx: it makes its folder of builders where there is none, and that must not be the user's. */
export async function runBuildx(
  cli: Cli,
  words: readonly string[],
  wanted: 'stdout' | 'stderr' = 'stdout',
): Promise<Seen<string>> {
  const environment = { ...process.env, ...cli.engine?.environment };
  const folder = environment['BUILDX_CONFIG'] || join(configurationFolder(environment), 'buildx');
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return runDocker(cli, ['buildx', ...words], { wanted });
  const own = await mkdtemp(join(tmpdir(), 'drydock-buildx-'));
  try {
    return await runDocker(cli, ['buildx', ...words], { wanted, env: { BUILDX_CONFIG: own } });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The objects of an output with one JSON object a line. */
export function objectsOf(text: string): readonly JsonObject[] {
  return text
    .split('\n')
    .map(parseObject)
    .filter((object) => object !== null);
}

/** The same engine for the docker command as for us. Variables reach it by themselves. */
function selectors({ from, context, url }: Choice): readonly string[] {
  if (from !== 'flag') return [];
  return context === undefined ? [`--host=${url ?? ''}`] : [`--context=${context}`];
}

function notRun(where: string, { problem, detail }: Extract<Ran, { ok: false }>): Seen<never> {
  const masked = mask(detail);
  return problem === 'not-found'
    ? unseen('There is no docker command on the PATH.', 'PATH 中没有 docker 命令。')
    : unseen(`${where} could not run (${problem}: ${masked}).`, `无法运行 ${where}（${problem}：${masked}）。`);
}

/** The line that says it: docker's plug-ins print their usage after it, and progress before it. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const line = lines.find((line) => line.startsWith('ERROR: ')) ?? lines.find((line) => line !== '') ?? '';
  return mask(line).slice(0, 300);
}
