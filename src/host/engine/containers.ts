import type { ContainerSummary } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';

import type { Engine } from './client.ts';
import { asTexts, label, PROJECT, SERVICE } from './fields.ts';

const ONE_OFF = 'com.docker.compose.oneoff';

/** All containers, running or not, as the engine lists them; those of one Compose project where one is named. */
export async function listContainers(engine: Engine, labels: readonly string[] = []): Promise<readonly JsonObject[]> {
  const filters = labels.length === 0 ? {} : { filters: JSON.stringify({ label: labels }) };
  return asObjects(await engine.get('/containers/json', { all: '1', ...filters }));
}

export function toSummary(container: JsonObject): ContainerSummary {
  const project = label(container, PROJECT);
  const service = label(container, SERVICE);
  return {
    id: asText(container['Id']) ?? '',
    name: nameOf(container),
    image: asText(container['Image']) ?? '',
    state: asText(container['State']) ?? '',
    status: asText(container['Status']) ?? '',
    created: (asNumber(container['Created']) ?? 0) * 1000,
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
    isOneOff: label(container, ONE_OFF)?.toLowerCase() === 'true',
    published: asObjects(container['Ports']).flatMap(toPublished),
  };
}

/** The name without links (`/other/alias`) and without the slash. */
export function nameOf(container: JsonObject): string {
  const names = asTexts(container['Names']).map((name) => name.replace(/^\//, ''));
  return names.find((name) => !name.includes('/')) ?? names[0] ?? '';
}

function toPublished(port: JsonObject): ContainerSummary['published'] {
  const hostPort = asNumber(port['PublicPort']);
  if (hostPort === undefined || hostPort === 0) return [];
  return [
    {
      hostAddress: asText(port['IP']) ?? '',
      hostPort,
      containerPort: asNumber(port['PrivatePort']) ?? 0,
      protocol: asText(port['Type']) ?? 'tcp',
    },
  ];
}

/** Names of the networks a listed container is connected to. */
export function networksOf(container: JsonObject): readonly string[] {
  return Object.keys(asObject(asObject(container['NetworkSettings'])?.['Networks']) ?? {});
}
