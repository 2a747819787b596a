import type { EngineNetwork } from '#core/model/probes/engine.ts';
import { asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { listContainers, nameOf, networksOf } from '../engine/containers.ts';
import { label, PROJECT } from '../engine/fields.ts';
import type { Probe } from '../probe.ts';

/** Networks, their address ranges, and the containers on them; the list of networks itself does not name these. */
export const engineNetworks: Probe<'engine.networks'> = (world) =>
  askEngine(world, 'docker network ls', async (engine) => {
    const [networks, containers] = await Promise.all([engine.get('/networks'), listContainers(engine)]);
    const members = membersOf(containers);
    return asObjects(networks).map((network) => toNetwork(network, members));
  });

function membersOf(containers: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const container of containers) {
    for (const network of networksOf(container)) {
      members.set(network, [...(members.get(network) ?? []), nameOf(container)]);
    }
  }
  return members;
}

function toNetwork(network: JsonObject, members: ReadonlyMap<string, readonly string[]>): EngineNetwork {
  const name = asText(network['Name']) ?? '';
  const project = label(network, PROJECT);
  return {
    id: asText(network['Id']) ?? '',
    name,
    driver: asText(network['Driver']) ?? '',
    subnets: asObjects(asObject(network['IPAM'])?.['Config']).flatMap((range) => asText(range['Subnet']) ?? []),
    ...(project !== undefined && { project }),
    isInternal: network['Internal'] === true,
    containers: members.get(name) ?? [],
  };
}
