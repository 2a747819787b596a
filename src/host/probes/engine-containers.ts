import { askEngine } from '../engine/ask.ts';
import { listContainers, toSummary } from '../engine/containers.ts';
import { PROJECT } from '../engine/fields.ts';
import type { Probe } from '../probe.ts';

/** All containers, running or not. The engine shows published ports of running ones only. */
export const engineContainers: Probe<'engine.containers'> = (world, { project, publishing, named }) =>
  askEngine(world, 'docker ps --all', async (engine) => {
    const containers = await listContainers(engine, project === undefined ? [] : [`${PROJECT}=${project}`]);
    return containers
      .map(toSummary)
      .filter(({ name }) => named === undefined || name === named)
      .filter(({ published }) => publishing === undefined || published.some(({ hostPort }) => hostPort === publishing));
  });
