import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const healthcheckTimeout = condition({
  id: 'healthcheck-timeout',
  stage: 'runtime',
  title: { en: 'The health check takes longer than its timeout', zh: '健康检查的耗时超过了超时设置' },

  signatures: [
    {
      on: ['output', 'error', 'daemon'],
      says: 'Health check exceeded timeout (',
      pattern: /Health check exceeded timeout \((?<timeout>[\w.]{1,20})\)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ timeout: group('timeout') }),

  headline: ({ timeout }) => ({
    en: `The health check did not finish within ${timeout}`,
    zh: `健康检查没有在 ${timeout} 内完成`,
  }),
  why: {
    en: `The engine killed the check after its timeout. The service is slow or hangs, the machine lacks CPU, or the check itself does too much,
      for example starting a whole JVM or asking a remote service.`,
    zh: `引擎在超时后杀掉了检查进程。可能是服务慢或卡住、机器 CPU 不足，或检查本身太重，例如启动整个 JVM 或访问远程服务。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'time-the-check',
      title: { en: 'See how long the check takes', zh: '查看检查耗时' },
      risk: 'read',
      steps: [
        look(['docker', 'inspect', '--format', '{{json .State.Health}}', '<container>']),
        look(['docker', 'stats', '--no-stream']),
      ],
    },
    {
      id: 'raise-the-timeout',
      title: { en: 'Make the check lighter, or give it more time', zh: '简化检查，或延长时间' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Ask only whether this service answers.', zh: '只检查本服务是否应答。' },
          { after: 'healthcheck:\n  timeout: 10s\n  interval: 15s\n  start_period: 30s' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/health.go', symbol: 'cmdProbe.run' }],
});

export default healthcheckTimeout;

export const examples: ExamplesOf<typeof healthcheckTimeout> = [
  {
    name: 'docker inspect',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:04.755419429Z","ExitCode":-1,"Output":"Health check exceeded timeout (3s)"}]}
`,
    matches: { timeout: '3s' },
    verdict: 'confirmed',
  },
  {
    name: 'the check answered in time, badly',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":22,"Output":"curl: (22) The requested URL returned error: 404\\n"}]}
`,
    matches: false,
    is: 'healthcheck-wrong-target',
  },
];
