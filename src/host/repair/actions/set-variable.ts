import { mask } from '#core/redact.ts';

import { refused, type ActionRunner } from '../action.ts';

/** For the commands that drydock runs from here on; the shell it was started from keeps its own. */
export const setVariable: ActionRunner<'set-variable'> = {
  prepare: async (_, { variable, value }) => {
    const own = process.env[variable];
    if (value === null && own === undefined) return refused(`${variable} is not set.`, `没有设置 ${variable}。`);
    if (own === value) return refused(`${variable} is ${mask(own)} already.`, `${variable} 已经是 ${mask(own)}。`);
    const shown =
      value === null
        ? {
            en: `Runs the command again without ${variable}. To keep it so: unset ${variable} where it is set.`,
            zh: `去掉 ${variable} 后重新运行命令。要长期生效，请在设置它的地方去掉。`,
          }
        : {
            en: `Runs the command again with ${variable}=${value}. To keep it so: export ${variable}=${value} (PowerShell: $env:${variable} = '${value}').`,
            zh: `以 ${variable}=${value} 重新运行命令。要长期生效：export ${variable}=${value}（PowerShell：$env:${variable} = '${value}'）。`,
          };
    return { ok: true, shows: [shown], saved: own ?? null };
  },
  apply: async (_, { variable, value }) => {
    put(variable, value);
    return value === null
      ? { ok: true, text: { en: `${variable} is unset for this run.`, zh: `本次运行已去掉 ${variable}。` } }
      : { ok: true, text: { en: `${variable} is ${value} for this run.`, zh: `本次运行中 ${variable} 为 ${value}。` } };
  },
  revert: async (_, { variable }, saved) => {
    put(variable, typeof saved === 'string' ? saved : null);
    return { ok: true, text: { en: `${variable} is as before.`, zh: `${variable} 已恢复。` } };
  },
};

function put(variable: string, value: string | null): void {
  if (value === null) delete process.env[variable];
  else process.env[variable] = value;
}
