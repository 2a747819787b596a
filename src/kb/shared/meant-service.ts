import type { Change } from '#core/model/change.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import { closest } from './closest.ts';
import { endpointsOf } from './data-service.ts';
import { repoint } from './repoint.ts';
import { hasOwnNetwork, namesOf, runsImage, shareNetwork } from './stack.ts';

/** The service a client means by a host that nobody has: the one that is spelt nearly so, or the only one of the URL's kind. */
function meantService(host: string, client: ProjectService, services: readonly ProjectService[]): string | undefined {
  const others = services.filter((one) => one !== client && hasOwnNetwork(one) && shareNetwork(one, client));
  const spelt = closest(host, others.flatMap(namesOf));
  if (spelt !== undefined) return others.find((one) => namesOf(one).includes(spelt))?.name;
  const kind = endpointsOf(client).find((one) => one.host === host)?.kind;
  const able = kind === undefined ? [] : others.filter((one) => runsImage(one, kind.images));
  return able.length === 1 ? able[0]?.name : undefined;
}

/** The edit that takes a client into a network of the service it calls; undefined where they share one, or have none to share. */
function joinNetwork(
  client: ProjectService,
  target: ProjectService,
): { readonly network: string; readonly change: Change } | undefined {
  if (!hasOwnNetwork(client) || !hasOwnNetwork(target) || shareNetwork(client, target)) return undefined;
  const network = target.networks?.[0] ?? 'default';
  return {
    network,
    change: { kind: 'yaml', path: ['services', client.name, 'networks'], append: network },
  };
}

/** What is certain enough to be written down: the one service that can be meant, or the network that both need. */
export function namesMeant(
  host: string,
  service: string | undefined,
  services: readonly ProjectService[],
): readonly Remedy[] {
  const client = services.find(({ name }) => name === service);
  if (client === undefined || host === '') return [];
  const target = services.find((one) => namesOf(one).includes(host));
  if (target !== undefined) {
    const makes = joinNetwork(client, target);
    if (makes === undefined) return [];
    return [
      {
        id: 'join-the-network',
        title: {
          en: `Let ${client.name} join the network of ${target.name}`,
          zh: `让 ${client.name} 加入 ${target.name} 所在的网络`,
        },
        risk: 'reversible',
        steps: [
          edit(
            'compose.yaml',
            {
              en: `${client.name} gets ${makes.network} besides its own networks.`,
              zh: `${client.name} 在原有网络之外再加入 ${makes.network}。`,
            },
            { makes: makes.change },
          ),
        ],
      },
    ];
  }
  const meant = meantService(host, client, services);
  const makes =
    meant === undefined
      ? undefined
      : repoint(services, { service, isWrong: (url) => url.host === host, target: meant });
  if (meant === undefined || makes === undefined) return [];
  return [
    {
      id: 'name-the-service',
      title: { en: `Name the service ${meant} instead of ${host}`, zh: `把 ${host} 改成服务名 ${meant}` },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Where the URL of ${client.name} is written, the host becomes ${meant}.`,
            zh: `在 ${client.name} 的 URL 处，把主机名改成 ${meant}。`,
          },
          { before: host, after: meant, makes },
        ),
      ],
    },
  ];
}
