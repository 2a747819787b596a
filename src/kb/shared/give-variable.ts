import type { ProjectCompose, ProjectEnvFile, ProjectService } from '#core/model/probes/project.ts';
import type { EditStep, Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';
import { DATA_KINDS } from './data-service.ts';
import { keepOutOfGit } from './private-dotenv.ts';
import { runsImage } from './stack.ts';

const DOTENV = '.env';
const SECRET = /KEY|SECRET|TOKEN|PASS|PWD|CREDENTIAL|PRIVATE|DSN|AUTH|_UR[IL]$/i;

/** A variable of `.env` whose value only a person has; one that sounds like a secret stays out of git. */
export function askFor(name: string): readonly EditStep[] {
  const isSecret = SECRET.test(name);
  const asked = edit(
    DOTENV,
    {
      en: `${name} gets the value you give: drydock asks for it, or takes it from --set ${name}=…`,
      zh: `${name} 使用你给出的值：drydock 会询问，或由 --set ${name}=… 给出。`,
    },
    { after: `${name}=…`, makes: { kind: 'dotenv', file: DOTENV, name, value: { from: 'person', isSecret } } },
  );
  return isSecret ? [asked, keepOutOfGit()] : [asked];
}

interface Known {
  readonly services?: readonly ProjectService[];
  readonly compose?: ProjectCompose;
  readonly envFiles?: readonly ProjectEnvFile[];
}

/** How a service gets a variable that its program misses: what the project has already is handed on, the rest is asked for. */
export function giveVariable(
  variable: string,
  service: string | undefined,
  { services, compose, envFiles }: Known,
): Remedy | undefined {
  const own = services?.find(({ name }) => name === service);
  if (variable === '' || own === undefined || services === undefined || compose === undefined || envFiles === undefined)
    return undefined;
  const written = own.environment[variable];
  if (written !== undefined && !written.isEmpty) return undefined;
  if (written !== undefined) {
    const key = `services\n${own.name}\nenvironment\n${variable}`;
    const name = compose.unset.find((one) => one.key?.join('\n') === key)?.variable;
    // An empty value that is no reference was put there by somebody, who knows why.
    return name === undefined
      ? undefined
      : {
          id: 'set-the-variable',
          title: {
            en: `Set ${name} in .env, which the Compose file hands on`,
            zh: `在 .env 中设置 ${name}，Compose 文件会传给服务`,
          },
          risk: 'reversible',
          steps: askFor(name),
        };
  }
  const isKept = envFiles.some(({ path, names }) => path === DOTENV && names.includes(variable));
  const address = isKept ? undefined : addressOf(variable, services);
  const text = address ?? `\${${variable}}`;
  return {
    id: 'hand-on-the-variable',
    title: { en: `Hand ${variable} to ${own.name}`, zh: `把 ${variable} 传给 ${own.name}` },
    risk: 'reversible',
    steps: [
      ...(isKept || address !== undefined ? [] : askFor(variable)),
      edit(
        'compose.yaml',
        { en: `In the environment of ${own.name}.`, zh: `在 ${own.name} 的 environment 中。` },
        {
          after: `${variable}: ${text}`,
          makes: { kind: 'service-variable', service: own.name, name: variable, to: { text } },
        },
      ),
    ],
  };
}

/** Where a service of the project that asks for no password is found. */
function addressOf(variable: string, services: readonly ProjectService[]): string | undefined {
  if (!/^REDIS_UR[IL]$/.test(variable)) return undefined;
  const able = services.filter((one) => runsImage(one, DATA_KINDS.redis.images));
  const [only] = able;
  if (only === undefined || able.length > 1 || only.options?.['--requirepass'] !== undefined) return undefined;
  return `redis://${only.name}:${DATA_KINDS.redis.port}/0`;
}
