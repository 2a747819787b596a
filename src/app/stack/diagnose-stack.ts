import { diagnoseLog, type Judge, type Traced } from '../diagnose.ts';
import type { Answer, Host, ProbeName, Question, Seen } from '#core/model/probe.ts';
import type { EngineReach } from '#core/model/probes/engine.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Text } from '#core/model/text.ts';

import { chooseProject } from './project.ts';
import { readStack } from './read.ts';

/** A Compose project diagnosed from its containers alone; or, where there is nothing to look at, why. */
export async function diagnoseStack(
  host: Host,
  name: string | undefined,
  { notes = [], judge = diagnosis }: { readonly notes?: readonly Text[]; readonly judge?: Judge } = {},
): Promise<Traced | Text> {
  const [reach, all, compose, declared] = await Promise.all([
    host.ask('engine.reach', {}),
    host.ask('engine.containers', {}),
    host.ask('project.compose', {}),
    host.ask('project.services', {}),
  ]);
  if (reach.ok && !reach.answer.isReachable) return unreachable(host, reach.answer, { where: reach.where, judge });
  if (!all.ok) return all.why;
  const folder = compose.ok ? compose.answer.name : undefined;
  const chosen = chooseProject(all.answer, { name, folder });
  if (!('project' in chosen)) return chosen;
  const isFolders = declared.ok && (name === undefined || name === folder);
  const reading = await readStack(host, chosen, isFolders ? declared.answer : []);
  const { log, stack, running, limits, notes: seen, summary, isWhole } = reading;
  const asked = isFolders ? host : withServices(host, running, chosen.project);
  const traced = await judge(bytesOf(log), asked, { stack, limits, notes: [...notes, ...seen, ...summary] });
  // A container that could not be looked into may be the one in trouble.
  if (isWhole || traced.diagnosis.outcome !== 'succeeded') return traced;
  return { ...traced, diagnosis: { ...traced.diagnosis, outcome: 'unknown' } };
}

export const diagnosis: Judge = (log, host, provenance) => diagnoseLog(log, host, undefined, provenance);

/** The same host, whose services are those that run: the folder at hand belongs to another project. */
function withServices(host: Host, services: readonly ProjectService[], project: string): Host {
  const running: Seen<readonly ProjectService[]> = { ok: true, answer: services, where: `docker inspect (${project})` };
  return {
    ...host,
    ask: <P extends ProbeName>(probe: P, about: Question<P>): Promise<Seen<Answer<P>>> =>
      probe === 'project.services' ? Promise.resolve(running as unknown as Seen<Answer<P>>) : host.ask(probe, about),
  };
}

/** What the client would have printed: its conditions know the rest. */
function unreachable(
  host: Host,
  reach: EngineReach,
  { where, judge }: { readonly where: string; readonly judge: Judge },
): Promise<Traced> {
  const { endpoint, problem, detail = '' } = reach;
  const isPermission = problem === 'permission';
  const line = isPermission
    ? `permission denied while trying to connect to the Docker daemon socket at ${endpoint}: ${detail}`
    : problem === 'no-socket' || problem === 'refused'
      ? `Cannot connect to the Docker daemon at ${endpoint}. Is the docker daemon running?`
      : `error during connect: ${detail === '' ? endpoint : detail}`;
  const note: Text = {
    en: `The engine could not be asked (${where}${detail === '' ? '' : `: ${detail}`}).`,
    zh: `无法查询引擎（${where}${detail === '' ? '' : `：${detail}`}）。`,
  };
  return judge(bytesOf(`${line}\n`), host, { notes: [note] });
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
