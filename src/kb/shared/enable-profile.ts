import type { ProjectEnvFile } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit } from '#core/model/steps.ts';

const DOTENV = '.env';
const VARIABLE = 'COMPOSE_PROFILES';

/** The profile that hides a service others need is named where Compose looks for it; not where profiles are named there already. */
export function enableProfile(
  profile: string | undefined,
  target: string,
  envFiles: readonly ProjectEnvFile[] | undefined,
): Remedy | undefined {
  if (profile === undefined || profile === '' || envFiles === undefined) return undefined;
  if (envFiles.some(({ path, names }) => path === DOTENV && names.includes(VARIABLE))) return undefined;
  return {
    id: 'profile-in-env',
    title: { en: `Enable the profile ${profile} in .env`, zh: `在 .env 中激活 profile ${profile}` },
    risk: 'reversible',
    steps: [
      edit(
        DOTENV,
        {
          en: `Compose reads ${VARIABLE} from there; ${target} and the others of that profile come up, too.`,
          zh: `Compose 会从中读取 ${VARIABLE}；${target} 和该 profile 的其他服务也会启动。`,
        },
        {
          after: `${VARIABLE}=${profile}`,
          makes: { kind: 'dotenv', file: DOTENV, name: VARIABLE, value: { from: 'literal', text: profile } },
        },
      ),
    ],
  };
}
