import type { Container } from '#core/model/probes/engine.ts';
import type { Seen } from '#core/model/probe.ts';
import { asObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { segment, type Engine } from '../engine/client.ts';
import { listContainers, toSummary } from '../engine/containers.ts';
import { PROJECT, SERVICE } from '../engine/fields.ts';
import { toContainer } from '../engine/inspect.ts';
import { LogLines } from '../engine/log-lines.ts';
import { unseen, type Probe } from '../probe.ts';
import type { World } from '../world.ts';

/** One container as `docker inspect` shows it, without a value of its environment. */
export const engineContainer: Probe<'engine.container'> = (world, about) => {
  const wanted = 'name' in about ? about.name : 'service' in about ? about.service : '';
  if ('said' in about)
    return askEngine<Container>(world, 'docker inspect', (engine) => whoSaid(engine, world, about.said));
  return askEngine<Container>(
    world,
    `docker inspect ${wanted}`,
    async (engine): Promise<Container | Seen<Container>> => {
      const name = 'name' in about ? about.name : await newestOf(engine, about);
      if (name === undefined) return unseen(`Service ${wanted} has no container.`, `服务 ${wanted} 没有容器。`);
      const container = asObject(await engine.get(`/containers/${segment(name)}/json`));
      if (container === null) return unseen(`There is no container ${name}.`, `没有名为 ${name} 的容器。`);
      return toContainer(container, world.token);
    },
  );
};

/** Containers that are looked at for who said something; the newest. */
const MAX_SPEAKERS = 8;
const TAIL = '50';

/** The newest container that carries these words as its start error, or printed them near its end. */
async function whoSaid(engine: Engine, { token }: World, said: string): Promise<Container | Seen<Container>> {
  const newest = (await listContainers(engine)).map(toSummary).toSorted((a, b) => b.created - a.created);
  const words = await Promise.all(
    newest.slice(0, MAX_SPEAKERS).map(async ({ id }) => {
      const container = asObject(await engine.get(`/containers/${segment(id)}/json`));
      const inspected = container === null ? null : toContainer(container, token);
      const isStartError = inspected?.state.error.includes(said) === true;
      return inspected !== null && (isStartError || (await printed(engine, id)).includes(said)) ? inspected : null;
    }),
  );
  const speaker = said.trim() === '' ? undefined : words.find((one) => one !== null);
  return speaker ?? unseen('No container that is still there has said it.', '现有的容器都没有说过这句话。');
}

async function printed(engine: Engine, id: string): Promise<string> {
  const lines = new LogLines();
  const query = { stdout: '1', stderr: '1', timestamps: '1', tail: TAIL };
  await engine.stream(`/containers/${segment(id)}/logs`, query, (chunk) => {
    lines.push(chunk);
    return true;
  });
  return lines
    .end(Number(TAIL))
    .map(({ text }) => text)
    .join('\n');
}

/** A container of the service itself before one of `docker compose run`; among equals the newest. */
export async function newestOf(
  engine: Engine,
  { service, project }: { readonly service: string; readonly project?: string },
): Promise<string | undefined> {
  const labels = [`${SERVICE}=${service}`, ...(project === undefined ? [] : [`${PROJECT}=${project}`])];
  const containers = (await listContainers(engine, labels)).map(toSummary);
  const [newest] = containers.toSorted((a, b) => Number(a.isOneOff) - Number(b.isOneOff) || b.created - a.created);
  return newest?.id;
}
