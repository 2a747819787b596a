import type { Foreseen } from '#core/model/condition.ts';
import type { EnvironmentValue, ProjectService } from '#core/model/probes/project.ts';
import { DATA_KINDS, kindOfScheme, type DataKindName } from './data-service.ts';
import { namesOf, placeOfVariable } from './stack.ts';

export interface ComparedPassword {
  /** The service that runs the database, and the variable (or option) it takes the password from. */
  readonly database: string;
  readonly source: string;
  /** The service that connects to it, and the variable that holds its URL or password. */
  readonly client: string;
  readonly variable: string;
  readonly user: string;
  readonly isSame: boolean;
  /** The client sends no password at all. */
  readonly isUnsent: boolean;
}

/** Where the image of a data service reads users and passwords, as pairs. */
const ACCOUNTS: Record<
  DataKindName,
  readonly { readonly user?: string; readonly name?: string; readonly password: string }[]
> = {
  postgres: [{ user: 'POSTGRES_USER', name: 'postgres', password: 'POSTGRES_PASSWORD' }],
  mysql: [
    { user: 'MYSQL_USER', password: 'MYSQL_PASSWORD' },
    { user: 'MARIADB_USER', password: 'MARIADB_PASSWORD' },
    { name: 'root', password: 'MYSQL_ROOT_PASSWORD' },
    { name: 'root', password: 'MARIADB_ROOT_PASSWORD' },
  ],
  mongo: [{ user: 'MONGO_INITDB_ROOT_USERNAME', password: 'MONGO_INITDB_ROOT_PASSWORD' }],
  redis: [{ password: '--requirepass' }],
  rabbitmq: [{ user: 'RABBITMQ_DEFAULT_USER', name: 'guest', password: 'RABBITMQ_DEFAULT_PASS' }],
};

/** A client's login: from a URL, or from a host, a user and a password in variables with one prefix. */
interface Login {
  readonly client: string;
  readonly variable: string;
  readonly user: string;
  readonly userToken?: string;
  readonly password?: string;
}

/** Compares the passwords a data service is given with those its clients use, account by account. */
export function comparePasswords(services: readonly ProjectService[], kind: DataKindName): readonly ComparedPassword[] {
  return services.flatMap((database) => {
    const logins = services.filter((one) => one !== database).flatMap((client) => loginsAt(database, client, kind));
    return logins.flatMap((login) => compare(database, login, kind) ?? []);
  });
}

function compare(database: ProjectService, login: Login, kind: DataKindName): ComparedPassword | undefined {
  for (const { user, name, password } of ACCOUNTS[kind]) {
    const given = database.environment[password] ?? database.options?.[password];
    if (given === undefined || given.isEmpty) continue;
    // Another account may have another password; an equal one still says that the files agree.
    if (login.password !== given.token && !isAccount(database, login, user, name)) continue;
    const both = {
      database: database.name,
      source: password,
      client: login.client,
      variable: login.variable,
      user: login.user,
    };
    if (login.password === undefined) return { ...both, isSame: false, isUnsent: true };
    return { ...both, isSame: login.password === given.token, isUnsent: false };
  }
  return undefined;
}

/** The login speaks of this account. An account without a name takes any user. */
function isAccount(
  database: ProjectService,
  login: Login,
  user: string | undefined,
  name: string | undefined,
): boolean {
  const given = user === undefined ? undefined : database.environment[user];
  if (given !== undefined && !given.isEmpty) return login.userToken === given.token;
  return name === undefined ? user === undefined : login.user === name;
}

function loginsAt(database: ProjectService, client: ProjectService, kind: DataKindName): readonly Login[] {
  const names = namesOf(database);
  return Object.entries(client.environment).flatMap(([variable, value]) => {
    if (value.url !== undefined) {
      const { url } = value;
      if (!names.includes(url.host) || kindOfScheme(url.scheme) !== DATA_KINDS[kind]) return [];
      const hasPassword = url.hasPassword;
      return [
        {
          client: client.name,
          variable,
          user: url.user,
          userToken: url.userToken,
          ...(hasPassword && { password: url.passwordToken }),
        },
      ];
    }
    if (value.host === undefined || !names.includes(value.host.name)) return [];
    return partsOf(client, variable, kind) ?? [];
  });
}

/** `DB_HOST` with `DB_USER` and `DB_PASSWORD`; Redis has a user of its own for those who name none. */
function partsOf({ name, environment }: ProjectService, variable: string, kind: DataKindName): Login | undefined {
  const prefix = /^(.*_)(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/.exec(variable)?.[1];
  if (prefix === undefined) return undefined;
  const pick = (...endings: readonly string[]): [string, EnvironmentValue] | undefined => {
    const found = endings.map((ending) => prefix + ending).find((one) => environment[one]?.isEmpty === false);
    return found === undefined ? undefined : [found, environment[found] as EnvironmentValue];
  };
  const password = pick('PASSWORD', 'PASS', 'PASSWD');
  const user = pick('USER', 'USERNAME', 'LOGIN');
  if (password === undefined || (user === undefined && kind !== 'redis')) return undefined;
  return {
    client: name,
    variable: password[0],
    user: '',
    ...(user !== undefined && { userToken: user[1].token }),
    password: password[1].token,
  };
}

/** Asked forward: every client whose password is another one than its database is given, with the facts of the condition that asks. */
export function differingPasswords<F>(
  services: readonly ProjectService[],
  kind: DataKindName,
  factsOf: (compared: ComparedPassword) => F,
): readonly Foreseen<F>[] {
  return comparePasswords(services, kind)
    .filter(({ isSame, isUnsent }) => !isSame && !isUnsent)
    .map((compared) => {
      const { database, source, client, variable } = compared;
      return {
        facts: factsOf(compared),
        how: 'certain',
        tells: {
          en: `${client} takes its password from ${variable}, ${database} from ${source}: they are not equal.`,
          zh: `${client} 的密码来自 ${variable}，${database} 的来自 ${source}：两者不相等。`,
        },
        at: placeOfVariable(client, variable),
        service: client,
      };
    });
}

/** The first disagreement over a PostgreSQL password, else an agreement. Undefined: nothing to compare. */
export function comparePostgresPasswords(services: readonly ProjectService[]): ComparedPassword | undefined {
  // A URL without a password can get it from PGPASSWORD or a .pgpass file.
  const compared = comparePasswords(services, 'postgres').filter(({ isUnsent }) => !isUnsent);
  return compared.find(({ isSame }) => !isSame) ?? compared[0];
}
