import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

/** What the last probe printed: an earlier one may have met a server that was not up yet. */
function lastOutput(health: string): string {
  return health.slice(health.lastIndexOf('"Output":"'));
}

/** A status of 500 and above comes from the server that was meant: it says that it is unwell. */
function answersItself(output: string): boolean {
  return /returned error: (?:HTTP\/[\d.]{1,3} )?5\d\d\b/.test(output);
}

const healthcheckWrongTarget = condition({
  id: 'healthcheck-wrong-target',
  stage: 'runtime',
  title: { en: 'The health check asks the wrong port, path or address', zh: '健康检查访问的端口、路径或地址不对' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'FailingStreak',
      pattern:
        /"Output":"[^"]{0,600}(?:curl: \((?:7|22|52|35|60)\) (?<curl>[^"\\]{1,160})|wget: (?<wget>can't connect to remote host[^"\\]{0,80}|server returned error: [^"\\]{1,80})|mysqladmin: connect to server at 'localhost' failed)/,
      when: ({ step, text }) => step === undefined && !answersItself(lastOutput(text)),
    },
  ],
  facts: (group) => ({ said: group('curl') || group('wget') }),

  headline: ({ said }) => ({
    en: `The health check reaches nothing good${said === '' ? '' : `: ${said}`}`,
    zh: `健康检查没有得到正常响应${said === '' ? '' : `：${said}`}`,
  }),
  why: {
    en: `The check runs inside the container. Refused: nothing listens on that port there, or "localhost" became ::1 while the server listens on IPv4 only.
      404, 401 or a redirect: the server is up, the path or the login is wrong. It also looks like this while a slow server has not started yet.`,
    zh: `检查在容器内部执行。被拒绝：容器里没有进程监听该端口，或 “localhost” 解析成了 ::1，而服务器只监听 IPv4。
      404、401 或重定向：服务器在运行，但路径或认证不对。启动慢的服务器在就绪之前也会这样。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-what-listens',
      title: { en: 'See what listens inside the container', zh: '查看容器里监听了哪些端口' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'compose',
          'exec',
          '<service>',
          'sh',
          '-c',
          'ss -ltn || netstat -ltn || cat /proc/net/tcp /proc/net/tcp6',
        ]),
      ],
    },
    {
      id: 'correct-the-check',
      title: {
        en: 'Ask 127.0.0.1, the container port and a path that needs no login',
        zh: '访问 127.0.0.1、容器端口，以及无需登录的路径',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Correct the check and give a slow server time.', zh: '改正检查，并给启动慢的服务器时间。' },
          {
            after: 'healthcheck:\n  test: ["CMD", "curl", "-fsS", "http://127.0.0.1:8000/health"]\n  start_period: 30s',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/health.go', symbol: 'handleProbeResult' },
    { repo: 'curl/curl', path: 'lib/strerror.c' },
  ],
});

export default healthcheckWrongTarget;

export const examples: ExamplesOf<typeof healthcheckWrongTarget> = [
  {
    name: 'nothing listens on that port',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":7,"Output":"curl: (7) Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server\\n"}]}
`,
    matches: { said: "Failed to connect to localhost port 8080 after 0 ms: Couldn't connect to server" },
  },
  {
    name: 'the path is wrong',
    log: `{"Status":"unhealthy","FailingStreak":3,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":22,"Output":"curl: (22) The requested URL returned error: 404\\n"}]}
`,
    matches: { said: 'The requested URL returned error: 404' },
  },
  {
    name: 'the application says that it is unwell',
    log: `{"Status":"unhealthy","FailingStreak":4,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":7,"Output":"curl: (7) Failed to connect to localhost port 8000 after 0 ms: Couldn't connect to server\\n"},{"Start":"2026-11-22T14:02:02.721513844Z","End":"2026-11-22T14:02:02.755419429Z","ExitCode":22,"Output":"curl: (22) The requested URL returned error: 503\\n"}]}
`,
    matches: false,
    is: 'dependency-unhealthy',
  },
  {
    name: 'curl is not there',
    log: `{"Status":"unhealthy","FailingStreak":5,"Log":[{"Start":"2026-11-22T14:02:01.721513844Z","End":"2026-11-22T14:02:01.755419429Z","ExitCode":127,"Output":"/bin/sh: curl: not found\\n"}]}
`,
    matches: false,
    is: 'healthcheck-tool-missing',
  },
];
