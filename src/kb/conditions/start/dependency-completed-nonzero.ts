import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const dependencyCompletedNonzero = condition({
  id: 'dependency-completed-nonzero',
  stage: 'start',
  role: 'symptom',
  title: { en: 'A job other services wait for failed', zh: '其他服务所等待的一次性任务失败了' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ["didn't complete successfully: exit ", "didn't completed successfully: exit "],
      pattern: /service "(?<service>[\w.-]{1,100})" didn't completed? successfully: exit (?<code>\d{1,3})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ service: group('service'), code: group('code') }),

  headline: ({ service, code }) => ({
    en: `The job ${service} ended with exit code ${code}, so what depends on it was not started`,
    zh: `任务 ${service} 以退出码 ${code} 结束，依赖它的服务因此没有启动`,
  }),
  why: {
    en: `A service with condition service_completed_successfully waits until a job (a migration, an initialisation) ends with 0. This one did
      not; why stands in its own log. A job that cannot run twice fails on the second "up".`,
    zh: `使用 service_completed_successfully 条件的服务会等待一次性任务（迁移、初始化）以 0 结束。这次没有，
      原因在该任务自己的日志里。不能重复执行的任务会在第二次 up 时失败。`,
  },

  retry: 'unknown',
  remedies: ({ service }) => [
    {
      id: 'read-its-log',
      title: { en: 'Read what the job printed', zh: '查看该任务的输出' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'logs', '--tail', '100', service])],
    },
    {
      id: 'run-it-alone',
      title: { en: 'After the fix, start everything again', zh: '修好之后重新启动' },
      risk: 'disruptive',
      steps: [run(['docker', 'compose', 'up', '-d'], 'disruptive')],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/convergence.go', symbol: 'waitDependencies' }],
});

export default dependencyCompletedNonzero;

export const examples: ExamplesOf<typeof dependencyCompletedNonzero> = [
  {
    name: 'a migration failed',
    log: ` Container shop-migrate-1  Started
 Container shop-migrate-1  Waiting
 Container shop-migrate-1  service "migrate" didn't complete successfully: exit 4
service "migrate" didn't complete successfully: exit 4
`,
    matches: { service: 'migrate', code: '4' },
    verdict: 'confirmed',
  },
  {
    name: 'a server ended while others waited for its health',
    log: `dependency failed to start: container shop-db-1 exited (4)
`,
    matches: false,
    is: 'dependency-exited',
  },
];
