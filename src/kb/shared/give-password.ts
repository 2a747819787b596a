import type { ProjectCompose, ProjectEnvFile, ProjectService } from '#core/model/probes/project.ts';
import type { Remedy, Step } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import { DATA_KINDS, kindOfScheme, type DataKindName } from './data-service.ts';
import { keepOutOfGit } from './private-dotenv.ts';
import { namesOf } from './stack.ts';

const LENGTH = 32;
const DOTENV = '.env';

interface Wanted {
  readonly service: string;
  readonly kind: DataKindName;
  /** Where the image reads the password, and the user it belongs to. */
  readonly variable: string;
  readonly isAccount: (url: { readonly user: string; readonly userToken: string }, database: ProjectService) => boolean;
}

/** What is known of the project; a part that could not be read leaves the remedy to a person. */
interface Known {
  readonly services?: readonly ProjectService[];
  readonly compose?: ProjectCompose;
  readonly envFiles?: readonly ProjectEnvFile[];
}

/** A database that was never initialised gets a password made here; those that log in to it refer to the same. */
export function giveGeneratedPassword(
  { service, kind, variable, isAccount }: Wanted,
  { services, compose, envFiles }: Known,
): Remedy | undefined {
  const database = services?.find(({ name }) => name === service);
  const dotenv = envFiles?.find(({ path }) => path === DOTENV);
  if (services === undefined || database === undefined || compose === undefined || envFiles === undefined)
    return undefined;
  const written = compose.unset.find(({ key }) => key?.join('\n') === `services\n${service}\nenvironment\n${variable}`);
  // An empty value that is no reference was put there by somebody, who knows why.
  if (written === undefined && database.environment[variable] !== undefined) return undefined;
  const name = written?.variable ?? variable;
  const isKnown = dotenv?.names.includes(name) === true && written === undefined;
  const steps: readonly (Step | false)[] = [
    !isKnown &&
      edit(
        DOTENV,
        {
          en: `${name} gets a password that is made here. The database is not initialised yet, so nobody has another one.`,
          zh: `为 ${name} 生成一个密码。数据库尚未初始化，所以不存在别的密码。`,
        },
        {
          makes: { kind: 'dotenv', file: DOTENV, name, value: { from: 'generated', length: LENGTH }, isFirst: true },
        },
      ),
    !isKnown && keepOutOfGit(),
    written === undefined &&
      edit(
        'compose.yaml',
        { en: `Hand it to ${service}.`, zh: `传给 ${service}。` },
        { makes: { kind: 'service-variable', service, name: variable, to: { text: `\${${name}}` } } },
      ),
    ...services.flatMap((client) =>
      Object.entries(client.environment).flatMap(([holder, { url }]) => {
        if (url === undefined || !url.hasPassword || !namesOf(database).includes(url.host)) return [];
        if (kindOfScheme(url.scheme) !== DATA_KINDS[kind] || !isAccount(url, database)) return [];
        return [
          edit(
            'compose.yaml',
            {
              en: `Let ${holder} of ${client.name} refer to it.`,
              zh: `让 ${client.name} 的 ${holder} 引用它。`,
            },
            {
              makes: {
                kind: 'service-variable',
                service: client.name,
                name: holder,
                to: { password: `\${${name}}` },
              },
            },
          ),
        ];
      }),
    ),
  ];
  return {
    id: 'generate-a-password',
    title: {
      en: 'Make a password and hand it to the database and those that log in',
      zh: '生成密码，并交给数据库和连接它的服务',
    },
    risk: 'reversible',
    steps: steps.filter((step) => step !== false),
  };
}
