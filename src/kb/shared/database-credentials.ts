import type { ProjectService } from '#core/model/probes/project.ts';

export interface ComparedPassword {
  /** The service that runs the database. */
  readonly database: string;
  /** The service that connects to it, and the variable that holds its URL. */
  readonly client: string;
  readonly variable: string;
  readonly isSame: boolean;
}

/** Compares the password a PostgreSQL service is given with the one in the URLs that point at it. Undefined: nothing to compare. */
export function comparePostgresPasswords(services: readonly ProjectService[]): ComparedPassword | undefined {
  let same: ComparedPassword | undefined;
  for (const database of services) {
    const password = database.environment['POSTGRES_PASSWORD'];
    if (password === undefined) continue;
    for (const client of services) {
      for (const [variable, { url }] of Object.entries(client.environment)) {
        if (url === undefined || url.host !== database.name || !url.scheme.startsWith('postgres')) continue;
        const compared = {
          database: database.name,
          client: client.name,
          variable,
          isSame: url.passwordToken === password.token,
        };
        if (!compared.isSame) return compared;
        same = compared;
      }
    }
  }
  return same;
}
