import type { ProjectService } from '#core/model/probes/project.ts';

import { endpointsOf, isDataService, isLoopback } from './data-service.ts';
import { hasOwnNetwork, runsImage } from './stack.ts';

/** What usually listens on a port; the name is part of its image's. */
export const SERVERS: Readonly<Record<string, string>> = {
  '1433': 'mssql',
  '3306': 'mysql',
  '5432': 'postgres',
  '5672': 'rabbitmq',
  '6379': 'redis',
  '9092': 'kafka',
  '9200': 'elasticsearch',
  '11211': 'memcached',
  '27017': 'mongo',
};

/** A variable that names localhost for a server that runs in another service. */
export interface LostCall {
  readonly client: string;
  readonly variable: string;
  readonly port: number;
  /** What the server is: `PostgreSQL`. */
  readonly title: string;
  /** The service it really runs in. */
  readonly target: string;
}

export function lostCalls(services: readonly ProjectService[]): readonly LostCall[] {
  return services
    .filter((client) => hasOwnNetwork(client) && !isDataService(client))
    .flatMap((client) =>
      endpointsOf(client)
        .filter(({ host }) => isLoopback(host))
        .flatMap(({ variable, port, kind }) => {
          const target = services.find((one) => one !== client && kind !== undefined && runsImage(one, kind.images));
          if (kind === undefined || target === undefined) return [];
          return [{ client: client.name, variable, port: port ?? kind.port, title: kind.title, target: target.name }];
        }),
    );
}
