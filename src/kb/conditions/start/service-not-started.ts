import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look } from '#core/model/steps.ts';

const serviceNotStarted = condition({
  id: 'service-not-started',
  stage: 'start',
  role: 'symptom',
  title: { en: 'A container was created but never started', zh: '容器已创建但从未启动' },

  signatures: [
    { on: 'state', state: 'created' },
    // Not the engine's word: drydock's, for a service that has no container.
    { on: 'state', state: 'absent' },
  ],
  facts: (_, event) => ({
    service: event.service ?? '',
    isCreated: event.kind !== 'state' || event.state === 'created',
  }),

  yieldsTo: [
    'dependency-unhealthy',
    'dependency-exited',
    'dependency-completed-nonzero',
    'port-already-allocated',
    'port-host-in-use',
  ],
  headline: ({ service, isCreated }) =>
    isCreated
      ? {
          en: `${service} was created but never started: Compose stopped before its turn`,
          zh: `${service} 已创建但从未启动：还没轮到它，Compose 就停止了`,
        }
      : {
          en: `${service} is declared, but there is no container of it: Compose never came to it`,
          zh: `${service} 在文件里有声明，却没有容器：Compose 还没轮到它`,
        },
  why: {
    en: `Compose starts containers in the order of depends_on and stops at the first one that fails or never becomes healthy.
      Those after it stay in the state "created". There is nothing wrong with them.`,
    zh: `Compose 按 depends_on 的顺序启动容器，遇到第一个失败或一直不健康的容器就停止。
      排在它后面的容器停留在 "created" 状态，它们本身没有问题。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'see-what-it-waits-for',
      title: { en: 'See what it waits for', zh: '查看它在等待什么' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '-a']), look(['docker', 'compose', 'logs', '--tail', '50', service])],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/convergence.go', symbol: 'waitDependencies' }],
});

export default serviceNotStarted;

export const examples: ExamplesOf<typeof serviceNotStarted> = [
  {
    name: 'the log ends before its turn, and nothing says why',
    log: ` Container shop-db-1  Started
 Container shop-db-1  Error
 Container shop-web-1  Created
`,
    matches: { service: 'web' },
  },
  {
    name: 'declared, and never created',
    log: `{"Name":"/web","State":{"Status":"absent","ExitCode":0,"OOMKilled":false},"Config":{"Labels":{"com.docker.compose.service":"web"}}}
`,
    matches: { service: 'web', isCreated: false },
  },
  {
    name: 'all came up',
    log: ` Container shop-db-1  Created
 Container shop-db-1  Started
 Container shop-web-1  Created
 Container shop-web-1  Started
`,
    matches: false,
    is: null,
  },
];
