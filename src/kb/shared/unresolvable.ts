import type { Foreseen } from '#core/model/condition.ts';
import type { Text } from '#core/model/text.ts';
import type { ProjectCompose, ProjectService } from '#core/model/probes/project.ts';
import { closest } from './closest.ts';
import { endpointsOf, isLoopback } from './data-service.ts';
import { hasOwnNetwork, namesOf, placeOfVariable, shareNetwork } from './stack.ts';

/** Names in connection settings that no service of a shared network answers to. */
export function unresolvable(
  client: ProjectService,
  services: readonly ProjectService[],
  compose: ProjectCompose | undefined,
): readonly Foreseen<{ host: string; service: string | undefined }>[] {
  if (!hasOwnNetwork(client)) return [];
  return endpointsOf(client).flatMap(({ variable, host, kind }) => {
    const isElsewhere =
      client.extraHosts?.includes(host) === true || compose?.disabled?.some(({ name }) => name === host) === true;
    if (host.includes('.') || isLoopback(host) || isElsewhere) return [];
    const place = {
      facts: { host, service: client.name },
      at: placeOfVariable(client.name, variable),
      service: client.name,
    };
    const target = services.find((one) => namesOf(one).includes(host));
    if (target !== undefined) {
      if (!hasOwnNetwork(target) || shareNetwork(client, target)) return [];
      const tells = {
        en: `${variable} names ${host}, but ${client.name} and ${target.name} have no network in common.`,
        zh: `${variable} 指向 ${host}，但 ${client.name} 与 ${target.name} 没有共同的网络。`,
      };
      return [{ ...place, how: 'certain' as const, tells }];
    }
    const meant = closest(host, services.flatMap(namesOf));
    // A network from outside can hold names that no file of this project shows.
    const isClosed = compose !== undefined && !compose.networks.some(({ external }) => external);
    if (meant === undefined && (kind === undefined || !isClosed)) return [];
    const tells =
      meant === undefined
        ? {
            en: `${variable} names ${host}; no service is called that.`,
            zh: `${variable} 指向 ${host}，没有叫这个名字的服务。`,
          }
        : {
            en: `${variable} names ${host}; no service is called that, but one is called ${meant}.`,
            zh: `${variable} 指向 ${host}，没有叫这个名字的服务，但有一个叫 ${meant}。`,
          };
    return [{ ...place, how: meant !== undefined && isClosed ? ('certain' as const) : ('likely' as const), tells }];
  });
}

/** `nobody`: no service answers to that name. `apart`: one does, on other networks than the one that asked. */
export function whyUnknown(
  services: readonly ProjectService[],
  { host, service }: { readonly host: string; readonly service: string | undefined },
): 'nobody' | 'apart' | undefined {
  if (host === '' || services.length === 0) return undefined;
  const targets = services.filter((one) => namesOf(one).includes(host));
  const client = services.find(({ name }) => name === service);
  if (targets.length === 0) return client?.extraHosts?.includes(host) === true ? undefined : 'nobody';
  if (client === undefined || !hasOwnNetwork(client)) return undefined;
  const isApart = targets.every((one) => one !== client && hasOwnNetwork(one) && !shareNetwork(client, one));
  return isApart ? 'apart' : undefined;
}

/** What the project's files say of a name that `whyUnknown` knows of. */
export function tellUnknown(
  services: readonly ProjectService[],
  facts: { readonly host: string; readonly service: string | undefined },
): Text {
  const { host, service = '' } = facts;
  return whyUnknown(services, facts) === 'apart'
    ? {
        en: `"${host}" is a service of the project, but ${service} has no network in common with it.`,
        zh: `"${host}" 是项目中的服务，但 ${service} 与它没有共同的网络。`,
      }
    : {
        en: `The project has no service "${host}"; it has ${services.map(({ name }) => name).join(', ')}.`,
        zh: `项目里没有服务 "${host}"，只有 ${services.map(({ name }) => name).join('、')}。`,
      };
}
