import type { ContainerSummary } from '#core/model/probes/engine.ts';
import type { Listener } from '#core/model/probes/machine.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, rerun } from '#core/model/steps.ts';

/** A port of the host, as somebody publishes or holds it. */
export interface HostPort {
  /** Empty: all addresses. */
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly protocol: string;
}

export interface Claim extends HostPort {
  readonly service: string;
  readonly replicas: number;
}

/** Every port of the host that the services name themselves. */
export function claimsOf(services: readonly ProjectService[]): readonly Claim[] {
  return services.flatMap(({ name, ports = [], replicas = 1 }) =>
    ports.flatMap(({ hostAddress, hostPort, protocol }) =>
      hostPort === undefined ? [] : [{ service: name, replicas, hostAddress, hostPort, protocol }],
    ),
  );
}

export function collide(a: HostPort, b: HostPort): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  return isAny(a.hostAddress) || isAny(b.hostAddress) || a.hostAddress === b.hostAddress;
}

function isAny(address: string): boolean {
  return ['', '0.0.0.0', '::', '[::]', '*'].includes(address);
}

const LAST_PORT = 65_535;

interface Seen {
  readonly services: readonly ProjectService[] | undefined;
  readonly containers: readonly ContainerSummary[] | undefined;
  readonly listeners: readonly Listener[] | undefined;
}

/**
 * The next port of the host that no service, container or program has: where one service of the project wants the taken one,
 * in its ports; where none does, in the command itself.
 */
export function publishElsewhere(taken: number, { services = [], containers, listeners }: Seen): Remedy | undefined {
  if (containers === undefined || listeners === undefined) return undefined;
  const claims = claimsOf(services);
  const wanting = claims.filter(({ hostPort }) => hostPort === taken);
  const [claim] = wanting;
  if (wanting.length > 1 || (claim?.replicas ?? 1) > 1) return undefined;
  const used = new Set([
    ...claims.map(({ hostPort }) => hostPort),
    ...containers.flatMap(({ published }) => published.map(({ hostPort }) => hostPort)),
    ...listeners.map(({ port }) => port),
  ]);
  let free = taken + 1;
  while (used.has(free)) free++;
  if (free > LAST_PORT) return undefined;
  if (claim === undefined) return inTheCommand(taken, free);
  const { service } = claim;
  return {
    id: 'next-free-port',
    title: {
      en: `Publish ${service} on the free port ${free} of the host`,
      zh: `把 ${service} 发布到宿主机的空闲端口 ${free}`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: `In the ports of ${service}; the port inside the container stays. Who calls it from the host uses ${free} now.`,
          zh: `在 ${service} 的 ports 中；容器内的端口不变。从宿主机访问时改用 ${free}。`,
        },
        { before: String(taken), after: String(free), makes: { kind: 'host-port', service, from: taken, to: free } },
      ),
    ],
  };
}

function inTheCommand(taken: number, free: number): Remedy {
  const says = {
    en: `With ${free} in place of ${taken} on the host's side of --publish; the port inside the container stays.`,
    zh: `--publish 中宿主机一侧用 ${free} 代替 ${taken}；容器内的端口不变。`,
  };
  return {
    id: 'publish-on-a-free-port',
    title: { en: `Publish on the free port ${free} of the host`, zh: `发布到宿主机的空闲端口 ${free}` },
    risk: 'reversible',
    steps: [rerun({ option: ['--publish', '-p'], value: { piece: String(taken), becomes: String(free) } }, says)],
  };
}
