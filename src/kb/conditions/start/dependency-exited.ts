import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look } from '#core/model/steps.ts';

const dependencyExited = condition({
  id: 'dependency-exited',
  stage: 'start',
  role: 'symptom',
  title: { en: 'A container others wait for ended', zh: '其他服务所等待的容器退出了' },

  signatures: [
    {
      on: 'error',
      says: ' exited (',
      pattern: /container (?<container>[\w.-]{1,128}) exited \((?<code>\d{1,3})\)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    container: group('container'),
    code: group('code'),
    service: event.service ?? group('container'),
  }),

  headline: ({ service, code }) => ({
    en: `${service} ended with exit code ${code} while other services were waiting for it`,
    zh: `其他服务正在等待 ${service}，它却以退出码 ${code} 结束`,
  }),
  why: {
    en: `Compose waited for this container to become healthy and saw it end instead. The services that depend on it did nothing wrong;
      the reason is in the log of the container that ended.`,
    zh: `Compose 在等待该容器变为健康，看到的却是它退出。依赖它的服务没有错，原因在退出的这个容器的日志里。`,
  },

  retry: 'unknown',
  remedies: ({ service, container }) => [
    {
      id: 'read-its-log',
      title: { en: 'Read the last thing it said', zh: '查看它最后的输出' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'logs', '--tail', '100', service]),
        look([
          'docker',
          'inspect',
          '--format',
          '{{.State.ExitCode}} OOMKilled={{.State.OOMKilled}} {{.State.Error}}',
          container,
        ]),
      ],
    },
  ],

  sources: [{ repo: 'docker/compose', path: 'pkg/compose/convergence.go', symbol: 'isServiceHealthy' }],
});

export default dependencyExited;

export const examples: ExamplesOf<typeof dependencyExited> = [
  {
    name: 'nothing else is in the log',
    log: ` Container shop-db-1  Waiting
 Container shop-db-1  Error
dependency failed to start: container shop-db-1 exited (1)
`,
    matches: { service: 'db', code: '1' },
  },
  {
    name: 'it still runs, but is not healthy',
    log: ` Container shop-db-1  Waiting
dependency failed to start: container shop-db-1 is unhealthy
`,
    matches: false,
    is: 'dependency-unhealthy',
  },
];
