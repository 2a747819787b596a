import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import { comparePasswords } from './database-credentials.ts';
import type { DataKindName } from './data-service.ts';

/**
 * Where the files give one client, which or whose server complained, another password than its server: the client is given what its server is: where its variable is written, the value (or the password in the URL) becomes what stands at
 * the server, a reference where that is one.
 */
export function clientTakesPassword(
  kind: DataKindName,
  service: string | undefined,
  services: readonly ProjectService[],
): Remedy | undefined {
  const [found, ...more] = comparePasswords(services, kind).filter(
    ({ client, database, isSame }) => !isSame && (service === undefined || [client, database].includes(service)),
  );
  if (found === undefined || more.length > 0) return undefined;
  const { client, variable, database, source } = found;
  const isUrl = services.find(({ name }) => name === client)?.environment[variable]?.url !== undefined;
  const given = source.startsWith('-') ? { of: database, option: source } : { of: database, variable: source };
  return {
    id: isUrl ? 'url-takes-the-password' : 'client-takes-the-password',
    title: {
      en: `Let ${variable} send the password that ${database} asks for`,
      zh: `让 ${variable} 使用 ${database} 要求的密码`,
    },
    risk: 'reversible',
    steps: [
      edit(
        'compose.yaml',
        {
          en: `Where ${variable} of ${client} is written, ${isUrl ? 'the URL' : 'it'} gets the password that stands in ${source} of ${database}.`,
          zh: `在 ${client} 的 ${variable} 处，${isUrl ? 'URL ' : ''}使用 ${database} 的 ${source} 中的密码。`,
        },
        {
          makes: {
            kind: 'service-variable',
            service: client,
            name: variable,
            to: isUrl ? { password: given } : { same: given },
          },
        },
      ),
    ],
  };
}
