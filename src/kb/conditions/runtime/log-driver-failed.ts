import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const logDriverFailed = condition({
  id: 'log-driver-failed',
  stage: 'runtime',
  title: { en: 'The logging driver of the container cannot start', zh: '容器的日志驱动无法启动' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'failed to initialize logging driver: ',
        'configured logging driver does not support reading',
        'error looking up logging plugin',
      ],
      pattern:
        /(?:failed to initialize logging driver: (?<reason>[^\n]{1,200})|(?<other>configured logging driver does not support reading|error looking up logging plugin[^\n]{0,120}))/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') || group('other') }),

  headline: ({ reason }) => ({ en: `The logging driver fails: ${reason}`, zh: `日志驱动失败：${reason}` }),
  why: {
    en: `The engine connects the logging driver before it starts the container. Its endpoint (fluentd, syslog, Loki, GELF) is down, or only reachable from inside a network:
      the driver runs in the engine, so service names of the project mean nothing to it.`,
    zh: `引擎在启动容器之前会先连接日志驱动。其端点（fluentd、syslog、Loki、GELF）没有运行，或只能从某个网络内部访问：
      驱动运行在引擎里，所以项目的服务名对它没有意义。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'do-not-depend-on-it',
      title: { en: 'Start the endpoint, or do not let the container wait for it', zh: '启动该端点，或不让容器依赖它' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The address is seen from the host of the engine.', zh: '地址是从引擎所在主机来看的。' },
          {
            after:
              'logging:\n  driver: fluentd\n  options:\n    fluentd-address: 127.0.0.1:24224\n    fluentd-async: "true"',
          },
        ),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/logs.go' },
    { repo: 'moby/moby', path: 'container/container.go', symbol: 'StartLogger' },
  ],
});

export default logDriverFailed;

export const examples: ExamplesOf<typeof logDriverFailed> = [
  {
    name: 'fluentd is down',
    log: `docker: Error response from daemon: failed to create task for container: failed to initialize logging driver: dial tcp 127.0.0.1:24224: connect: connection refused
`,
    matches: { reason: 'dial tcp 127.0.0.1:24224: connect: connection refused' },
    verdict: 'confirmed',
  },
  {
    name: 'a program logs to fluentd itself',
    log: `app-1  | fluent: dial tcp 127.0.0.1:24224: connect: connection refused
app-1 exited with code 1
`,
    matches: false,
    is: 'connect-localhost-inside-container',
  },
];
