import type { Container } from '#core/model/probes/engine.ts';
import type { Seen } from '#core/model/probe.ts';
import { asObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { segment, type Engine } from '../engine/client.ts';
import { listContainers, toSummary } from '../engine/containers.ts';
import { PROJECT, SERVICE } from '../engine/fields.ts';
import { toContainer } from '../engine/inspect.ts';
import { unseen, type Probe } from '../probe.ts';

/** One container as `docker inspect` shows it, without a value of its environment. */
export const engineContainer: Probe<'engine.container'> = (world, about) => {
  const wanted = 'name' in about ? about.name : about.service;
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

/** A container of the service itself before one of `docker compose run`; among equals the newest. */
async function newestOf(
  engine: Engine,
  { service, project }: { readonly service: string; readonly project?: string },
): Promise<string | undefined> {
  const labels = [`${SERVICE}=${service}`, ...(project === undefined ? [] : [`${PROJECT}=${project}`])];
  const containers = (await listContainers(engine, labels)).map(toSummary);
  const [newest] = containers.toSorted((a, b) => Number(a.isOneOff) - Number(b.isOneOff) || b.created - a.created);
  return newest?.id;
}
