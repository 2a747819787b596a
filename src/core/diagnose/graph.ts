import type { Container } from '../model/probes/engine.ts';
import type { EnvironmentValue, ProjectService } from '../model/probes/project.ts';

/** A service as far as it can need others, or be needed. */
export interface Member {
  readonly service: string;
  /** Names it answers to beside that of the service: aliases, the container's name, its addresses. */
  readonly names: readonly string[];
  /** Networks it is on; empty where that is not known. */
  readonly networks: readonly string[];
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly dependsOn: readonly { readonly service: string; readonly condition: string }[];
}

/** Why one service needs another. */
export type Link = { readonly service: string; readonly needs: string } & (
  | { readonly by: 'address'; readonly variable: string }
  | { readonly by: 'said' }
  | { readonly by: 'depends-on'; readonly condition: string }
);

export function memberOfService(service: ProjectService): Member {
  const { name, containerName, aliases = [], networks, environment, dependsOn } = service;
  return {
    service: name,
    names: [...aliases, ...(containerName === undefined ? [] : [containerName])],
    networks: networks ?? [],
    environment,
    dependsOn,
  };
}

export function memberOfContainer({ service, name, networks, environment, dependsOn }: Container): Member {
  return {
    service: service ?? name,
    names: [name, ...networks.flatMap(({ aliases, address }) => [...aliases, address])].filter((one) => one !== ''),
    networks: networks.map((network) => network.name),
    environment,
    dependsOn,
  };
}

/** Who needs whom: by an address in an environment value, and by depends_on. Best reason first for each pair. */
export function linksOf(members: readonly Member[]): readonly Link[] {
  const known = new Set(members.map(({ service }) => service));
  return members.flatMap((member) => [
    ...addresses(member, members),
    ...member.dependsOn
      .filter(({ service }) => known.has(service) && service !== member.service)
      .map(({ service, condition }): Link => ({
        service: member.service,
        needs: service,
        by: 'depends-on',
        condition,
      })),
  ]);
}

/** The service that a host name means to this member: only members of a common network answer to their names. */
export function meant(host: string, from: Member, members: readonly Member[]): Member | undefined {
  const named = members.filter(
    (other) => other.service !== from.service && (other.service === host || other.names.includes(host)),
  );
  return named.find((other) => share(from, other));
}

function addresses(member: Member, members: readonly Member[]): Link[] {
  return Object.entries(member.environment).flatMap(([variable, { url, host }]) => {
    const name = url?.host ?? host?.name;
    const other = name === undefined ? undefined : meant(name, member, members);
    if (other === undefined) return [];
    return [{ service: member.service, needs: other.service, by: 'address' as const, variable }];
  });
}

function share(one: Member, other: Member): boolean {
  if (one.networks.length === 0 || other.networks.length === 0) return true;
  return one.networks.some((network) => other.networks.some((second) => isSameNetwork(network, second)));
}

/** The engine knows `shop_default` where the project's files say `default`. */
function isSameNetwork(one: string, other: string): boolean {
  return one === other || one.endsWith(`_${other}`) || other.endsWith(`_${one}`);
}

/**
 * The shortest way from a service to one of several others, by what it needs; null where there is none.
 * `isWell` services pass nothing on. Circles are walked once.
 */
export function way(
  links: readonly Link[],
  from: string,
  to: ReadonlySet<string>,
  isWell: (service: string) => boolean,
): readonly Link[] | null {
  const came = new Map<string, Link | null>([[from, null]]);
  const queue = [from];
  for (let service = queue.shift(); service !== undefined; service = queue.shift()) {
    if (service !== from && isWell(service)) continue;
    for (const link of links) {
      if (link.service !== service || came.has(link.needs)) continue;
      came.set(link.needs, link);
      if (to.has(link.needs)) return trace(came, link);
      queue.push(link.needs);
    }
  }
  return null;
}

function trace(came: ReadonlyMap<string, Link | null>, last: Link): readonly Link[] {
  const steps: Link[] = [];
  for (let link: Link | null = last; link !== null; link = came.get(link.service) ?? null) steps.unshift(link);
  return steps;
}
