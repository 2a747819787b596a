import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const waitTimeout = condition({
  id: 'wait-timeout',
  stage: 'start',
  role: 'symptom',
  title: { en: 'The stack was not ready within --wait-timeout', zh: '整套服务没有在 --wait-timeout 内就绪' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'application not healthy after ',
      pattern: /application not healthy after (?<after>[\dhms.]{1,20})/,
      strength: 'states',
    },
    { on: ['error', 'output'], says: 'timeout waiting for dependencies', strength: 'states' },
  ],
  facts: (group) => ({ after: group('after') }),

  headline: ({ after }) => ({
    en: `Not every service was healthy${after === '' ? ' in time' : ` after ${after}`}`,
    zh: `${after === '' ? '在时限内' : `经过 ${after} 后`}并非所有服务都变为健康`,
  }),
  why: {
    en: `Compose stopped waiting; the containers go on starting. Either one of them is slow, or its health check can never succeed.`,
    zh: `Compose 停止了等待，容器仍在继续启动。要么某个容器启动慢，要么它的健康检查永远不会成功。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-who-is-late',
      title: { en: 'See which service is still starting', zh: '查看哪个服务还在启动' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '--all']), look(['docker', 'compose', 'logs', '--tail', '50'])],
    },
    {
      id: 'wait-longer',
      title: { en: 'If it is only slow, wait longer', zh: '如果只是慢，就多等一会儿' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'up', '-d', '--wait', '--wait-timeout', '300'], 'disruptive'),
        edit(
          'compose.yaml',
          { en: 'Failures in this time do not count.', zh: '这段时间内的失败不计数。' },
          { after: 'healthcheck:\n  start_period: 60s' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/start.go' }],
});

export default waitTimeout;

export const examples: ExamplesOf<typeof waitTimeout> = [
  {
    name: 'up --wait --wait-timeout 60',
    log: ` Container shop-app-1  Started
 Container shop-app-1  Error
application not healthy after 1m0s
`,
    matches: { after: '1m0s' },
  },
  {
    name: 'a program waits for its own dependencies',
    log: `app-1  | ERROR timeout waiting for the dependencies of module auth
app-1 exited with code 1
`,
    matches: false,
  },
];
