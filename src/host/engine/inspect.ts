import type { Container, ContainerSummary } from '#core/model/probes/engine.ts';
import type { EnvironmentValue } from '#core/model/probes/project.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { environmentValue, type Tokens } from '../tokens.ts';
import { asLimit, asMilliseconds, asTexts, asTime, label, PROJECT, SERVICE } from './fields.ts';
import { toHealth, USUAL_RETRIES } from './health.ts';

/** `com.docker.compose.depends_on`: `db:service_healthy:false,cache:service_started:true`; older ones name services only. */
const DEPENDS_ON = 'com.docker.compose.depends_on';

const NONE: JsonObject = {};

/** An answer of `GET /containers/ID/json`. Values of variables become tokens; commands and outputs are masked. */
export function toContainer(container: JsonObject, token: Tokens): Container {
  const config = asObject(container['Config']) ?? NONE;
  const host = asObject(container['HostConfig']) ?? NONE;
  const network = asObject(container['NetworkSettings']) ?? NONE;
  const state = asObject(container['State']);
  const project = label(config, PROJECT);
  const service = label(config, SERVICE);
  const healthcheck = toHealthcheck(asObject(config['Healthcheck']));
  const health = toHealth(state, healthcheck?.retries ?? USUAL_RETRIES);
  return {
    id: asText(container['Id']) ?? '',
    name: (asText(container['Name']) ?? '').replace(/^\//, ''),
    image: asText(config['Image']) ?? '',
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
    created: asTime(container['Created']) ?? 0,
    state: toState(container, state ?? NONE),
    ...(health !== undefined && { health }),
    ...(healthcheck !== undefined && { healthcheck }),
    entrypoint: asTexts(config['Entrypoint']).map(mask),
    command: asTexts(config['Cmd']).map(mask),
    user: asText(config['User']) ?? '',
    environment: toEnvironment(asTexts(config['Env']), token),
    dependsOn: toDependsOn(label(config, DEPENDS_ON)),
    networks: Object.entries(asObject(network['Networks']) ?? NONE).map(toNetwork),
    mounts: asObjects(container['Mounts']).map(toMount),
    published: toPublished(network, host),
    limits: toLimits(host),
    restartPolicy: asText(asObject(host['RestartPolicy'])?.['Name']) || 'no',
    networkMode: asText(host['NetworkMode']) ?? '',
    isReadOnly: host['ReadonlyRootfs'] === true,
    capabilities: {
      added: asTexts(host['CapAdd']).map(capability),
      dropped: asTexts(host['CapDrop']).map(capability),
      isPrivileged: host['Privileged'] === true,
    },
    isTty: config['Tty'] === true,
    logDriver: asText(asObject(host['LogConfig'])?.['Type']) ?? '',
  };
}

/** The engine takes `net_admin`, `NET_ADMIN` and `CAP_NET_ADMIN` for the same. */
function capability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}

function toState(container: JsonObject, state: JsonObject): Container['state'] {
  const startedAt = asTime(state['StartedAt']);
  const finishedAt = asTime(state['FinishedAt']);
  return {
    status: asText(state['Status']) ?? '',
    exitCode: asNumber(state['ExitCode']) ?? 0,
    oomKilled: state['OOMKilled'] === true,
    error: mask(asText(state['Error']) ?? ''),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    restartCount: asNumber(container['RestartCount']) ?? 0,
  };
}

/** Undefined where none is configured, or the image's own is switched off (`NONE`). The defaults are moby daemon/health.go's. */
function toHealthcheck(config: JsonObject | null): Container['healthcheck'] {
  const test = asTexts(config?.['Test']);
  if (config === null || test.length === 0 || test[0] === 'NONE') return undefined;
  return {
    test: test.map(mask),
    interval: asMilliseconds(config['Interval'], 30_000),
    timeout: asMilliseconds(config['Timeout'], 30_000),
    startPeriod: asMilliseconds(config['StartPeriod'], 0),
    retries: asLimit(config['Retries']) ?? USUAL_RETRIES,
  };
}

function toEnvironment(entries: readonly string[], token: Tokens): Readonly<Record<string, EnvironmentValue>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      const name = at === -1 ? entry : entry.slice(0, at);
      return [name, environmentValue(name, at === -1 ? '' : entry.slice(at + 1), token)];
    }),
  );
}

function toDependsOn(value: string | undefined): Container['dependsOn'] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim().split(':'))
    .filter(([service = '']) => service !== '')
    .map(([service = '', condition = '']) => ({ service, condition: condition || 'service_started' }));
}

function toNetwork([name, value]: readonly [string, unknown]): Container['networks'][number] {
  const endpoint = asObject(value) ?? NONE;
  // Since API 1.45 names the container answers to stand apart from the aliases it was given.
  const aliases = new Set([...asTexts(endpoint['Aliases']), ...asTexts(endpoint['DNSNames'])]);
  return {
    name,
    aliases: [...aliases],
    address: asText(endpoint['IPAddress']) || asText(endpoint['GlobalIPv6Address']) || '',
  };
}

function toMount(mount: JsonObject): Container['mounts'][number] {
  const name = asText(mount['Name']);
  return {
    type: asText(mount['Type']) ?? '',
    ...(name !== undefined && name !== '' && { name }),
    source: asText(mount['Source']) ?? '',
    destination: asText(mount['Destination']) ?? '',
    isWritable: mount['RW'] !== false,
  };
}

/** What it publishes now; of a container that does not run, what it asks for (`hostPort` 0: the engine picks one). */
function toPublished(network: JsonObject, host: JsonObject): ContainerSummary['published'] {
  const now = toBindings(asObject(network['Ports']));
  return now.length > 0 ? now : toBindings(asObject(host['PortBindings']));
}

function toBindings(ports: JsonObject | null): ContainerSummary['published'] {
  return Object.entries(ports ?? NONE).flatMap(([port, bindings]) => {
    const [containerPort = '', protocol = 'tcp'] = port.split('/');
    return asObjects(bindings).map((binding) => ({
      hostAddress: asText(binding['HostIp']) ?? '',
      hostPort: Number(asText(binding['HostPort']) ?? 0) || 0,
      containerPort: Number(containerPort),
      protocol,
    }));
  });
}

function toLimits(host: JsonObject): Container['limits'] {
  const memory = asLimit(host['Memory']);
  const pids = asLimit(host['PidsLimit']);
  const quota = asLimit(host['CpuQuota']);
  const nano = asLimit(host['NanoCpus']);
  // `--cpus` and `--cpu-quota` are two ways to say one thing; the usual period is 100 ms.
  const openFiles = asObjects(host['Ulimits']).find((limit) => limit['Name'] === 'nofile');
  const cpus = nano === undefined ? quota && quota / (asLimit(host['CpuPeriod']) ?? 100_000) : nano / 1e9;
  return {
    ...(memory !== undefined && { memory }),
    ...(cpus !== undefined && { cpus }),
    ...(pids !== undefined && { pids }),
    ...(openFiles !== undefined && {
      openFiles: { soft: asNumber(openFiles['Soft']) ?? 0, hard: asNumber(openFiles['Hard']) ?? 0 },
    }),
  };
}
