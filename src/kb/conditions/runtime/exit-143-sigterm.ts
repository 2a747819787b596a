import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStop } from '../../shared/stopped-stack.ts';
import { seeWhoSentIt } from '../../shared/kill-events.ts';

const exit143Sigterm = condition({
  id: 'exit-143-sigterm',
  stage: 'runtime',
  role: 'generic',
  title: { en: 'The container was asked to stop (SIGTERM)', zh: '容器收到了停止请求（SIGTERM）' },

  signatures: [
    {
      on: 'exit',
      exitCode: 143,
      strength: 'states',
      when: (_event, around) => !isOfStop(around),
    },
    {
      on: 'error',
      exitCode: 143,
      strength: 'states',
      when: (event) => event.kind === 'error' && event.from === 'compose' && event.step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? '' }),

  headline: ({ service }) => ({
    en: `${service === '' ? 'The container' : service} was asked to stop and did so (143, SIGTERM)`,
    zh: `${service === '' ? '容器' : `${service} `}被要求停止并照做了（143，SIGTERM）`,
  }),
  why: {
    en: `143 is 128 + 15: the program did not fail by itself, somebody stopped it: docker stop, compose down or a redeploy,
      the end of the session that started it, or a supervisor inside the container. The log does not tell who.`,
    zh: `143 = 128 + 15：程序不是自己出错，而是被停止的：docker stop、compose down、重新部署、启动它的会话结束，
      或容器里的监管程序。日志没有说明是谁。`,
  },

  retry: 'safe',
  remedies: () => [
    seeWhoSentIt('stop'),
    {
      id: 'end-well',
      title: { en: 'If the stop was meant, let the program end with 0', zh: '如果确实是主动停止，让程序以 0 退出' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Handle SIGTERM in the program: close what is open, then exit 0.',
          zh: '在程序里处理 SIGTERM：关闭资源后以 0 退出。',
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/monitor.go' }],
});

export default exit143Sigterm;

export const examples: ExamplesOf<typeof exit143Sigterm> = [
  {
    name: 'nothing but the code',
    log: `Attaching to worker-1
worker-1  | ready
worker-1 exited with code 143
`,
    matches: { service: 'worker' },
  },
  {
    name: 'stopped because another container ended',
    log: `Attaching to db-1, test-1
test-1  | 2 tests failed
test-1 exited with code 1
Aborting on container exit...
 Container shop-db-1  Stopping
db-1 exited with code 143
`,
    matches: false,
  },
  {
    name: 'a crash',
    log: `worker-1  | ready
worker-1 exited with code 139
`,
    matches: false,
    is: 'exit-139-segfault',
  },
];
