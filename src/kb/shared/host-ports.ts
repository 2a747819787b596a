import type { ProjectService } from '#core/model/probes/project.ts';

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
