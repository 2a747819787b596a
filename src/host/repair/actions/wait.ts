import { setTimeout as sleep } from 'node:timers/promises';

import type { ActionRunner } from '../action.ts';

/** Up to a quarter more, so that many machines that failed together do not come back together. */
const JITTER = 0.25;

export const wait: ActionRunner<'wait'> = {
  prepare: async (_, { seconds }) => ({
    ok: true,
    shows: [
      { en: `Waits about ${seconds} seconds, then runs the same again.`, zh: `等待约 ${seconds} 秒后原样重试。` },
    ],
  }),
  apply: async (_, { seconds }) => {
    await sleep(seconds * 1000 * (1 + Math.random() * JITTER));
    return { ok: true, text: { en: `Waited about ${seconds} seconds.`, zh: `已等待约 ${seconds} 秒。` } };
  },
  revert: async () => ({
    ok: true,
    text: { en: 'A pause leaves nothing to take back.', zh: '等待没有留下需要撤销的改动。' },
  }),
};
