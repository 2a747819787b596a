import { refused, type ActionRunner } from '../action.ts';

/** For the commands that drydock runs from here on; the shell it was started from keeps its own. */
export const unsetVariable: ActionRunner<'unset-variable'> = {
  prepare: async (_, { variable }) =>
    process.env[variable] === undefined
      ? refused(`${variable} is not set.`, `没有设置 ${variable}。`)
      : {
          ok: true,
          shows: [
            {
              en: `Runs the command again without ${variable}. To keep it so: unset ${variable} where it is set.`,
              zh: `去掉 ${variable} 后重新运行命令。要长期生效，请在设置它的地方去掉。`,
            },
          ],
          saved: process.env[variable],
        },
  apply: async (_, { variable }) => {
    delete process.env[variable];
    return { ok: true, text: { en: `${variable} is unset for this run.`, zh: `本次运行已去掉 ${variable}。` } };
  },
  revert: async (_, { variable }, saved) => {
    if (typeof saved === 'string') process.env[variable] = saved;
    return { ok: true, text: { en: `${variable} is as before.`, zh: `${variable} 已恢复。` } };
  },
};
