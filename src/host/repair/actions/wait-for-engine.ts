import { setTimeout as sleep } from 'node:timers/promises';

import { refused, type ActionRunner, type Bay } from '../action.ts';

const LOOK_EVERY = 1000;

export const waitForEngine: ActionRunner<'wait-for-engine'> = {
  prepare: async (_, { seconds }) => ({
    ok: true,
    shows: [
      {
        en: `Waits until the engine answers, at most ${seconds} seconds, then runs the same again.`,
        zh: `等待引擎恢复应答，最多 ${seconds} 秒，然后原样重试。`,
      },
    ],
  }),
  apply: async (bay, { seconds }) => {
    const end = performance.now() + seconds * 1000;
    while (!(await isReachable(bay))) {
      if (performance.now() > end) {
        return refused(
          `The engine did not come back within ${seconds} seconds; starting it is left to you.`,
          `引擎在 ${seconds} 秒内没有恢复；请自行启动它。`,
        );
      }
      await sleep(LOOK_EVERY);
    }
    return { ok: true, text: { en: 'The engine answers.', zh: '引擎已恢复应答。' } };
  },
  revert: async () => ({
    ok: true,
    text: { en: 'A pause leaves nothing to take back.', zh: '等待没有留下需要撤销的改动。' },
  }),
};

async function isReachable({ host }: Bay): Promise<boolean> {
  const reach = await host.ask('engine.reach', {});
  return reach.ok && reach.answer.isReachable;
}
