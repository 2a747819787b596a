import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look } from '#core/model/steps.ts';

const dependencyUnhealthy = condition({
  id: 'dependency-unhealthy',
  stage: 'start',
  role: 'symptom',
  title: { en: 'A container never became healthy', zh: '容器一直没有变为健康' },

  signatures: [
    {
      on: 'error',
      says: ' is unhealthy',
      pattern: /[Cc]ontainer (?:for service )?"?(?<container>[\w.-]{1,128})"? is unhealthy/,
      strength: 'states',
    },
    { on: 'state', state: 'unhealthy', strength: 'states' },
  ],
  facts: (group, event) => ({
    container: event.kind === 'state' ? event.container : group('container'),
    service: event.service,
  }),

  headline: ({ container, service }) => ({
    en: `${service ?? container} did not pass its health check in time`,
    zh: `${service ?? container} 没有按时通过健康检查`,
  }),
  why: {
    en: `Compose waited for the health check of this container and gave up. That is where the wait ended, not why:
      the reason is in the container's own log or in what its health check printed.`,
    zh: `Compose 等待该容器的健康检查，最后放弃。这只是等待结束的地方，不是原因：
      原因在该容器自己的日志里，或健康检查的输出里。`,
  },

  retry: 'unknown',
  remedies: ({ container, service }) => [
    {
      id: 'read-its-log',
      title: { en: 'Read what it said and what its health check printed', zh: '查看它的日志和健康检查的输出' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'logs', '--tail', '100', service ?? container]),
        look(['docker', 'inspect', '--format', '{{json .State.Health}}', container]),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/convergence.go', symbol: 'isServiceHealthy' }],
});

export default dependencyUnhealthy;

export const examples: ExamplesOf<typeof dependencyUnhealthy> = [
  {
    name: 'nothing else is in the log',
    log: ` Container shop-app-1  Waiting
 Container shop-app-1  Error
dependency failed to start: container shop-app-1 is unhealthy
`,
    matches: { container: 'shop-app-1', service: 'app' },
  },
  {
    name: 'compose v1',
    log: `ERROR: for app  Container "3341b6103a93" is unhealthy.
ERROR: Encountered errors while bringing up the project.
`,
    matches: { container: '3341b6103a93' },
  },
  {
    name: 'docker inspect',
    log: `{"Name":"/shop-app-1","State":{"Status":"running","ExitCode":0,"OOMKilled":false,"Health":{"Status":"unhealthy","FailingStreak":3,"Log":[]}}}
`,
    matches: { container: 'shop-app-1', service: 'app' },
  },
  {
    name: 'the record is older than the process: it was restarted since',
    log: `{"Name":"/shop-app-1","State":{"Status":"running","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:15Z","Health":{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T13:30:59Z","End":"2026-11-22T13:31:00Z","ExitCode":1,"Output":"refused"}]}}}
`,
    matches: false,
    is: null,
  },
  {
    name: 'a program talks about health',
    log: `web-1  | backend container api is unhealthy, removing it from the pool
`,
    matches: false,
    is: null,
  },
];
