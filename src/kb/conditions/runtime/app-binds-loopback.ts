import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const appBindsLoopback = condition({
  id: 'app-binds-loopback',
  stage: 'runtime',
  title: { en: 'A server listens only on the loopback address of its container', zh: '服务器只监听容器的回环地址' },

  signatures: [
    {
      on: 'output',
      says: ['127.0.0.1', 'localhost:', 'use --host to expose'],
      pattern:
        /(?:Network: use --host to expose|(?:[Ll]istening|[Rr]unning|[Ss]erving|[Ss]tarted|bound) (?:on|at|to|HTTP on)?:? ?\(?(?:https?:\/\/|tcp:\/\/)?(?:127\.0\.0\.1|localhost):\d{2,5})/,
      strength: 'hints',
      also: [
        {
          says: ['Empty reply from server', 'ERR_EMPTY_RESPONSE', 'Connection reset by peer', 'ERR_CONNECTION_RESET'],
          within: 'log',
        },
      ],
      when: ({ step, service }) => step === undefined && service !== undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? '' }),

  headline: ({ service }) => ({
    en: `${service} listens on 127.0.0.1 inside its container, so a published port leads nowhere`,
    zh: `${service} 在容器内监听 127.0.0.1，所以映射的端口通不到它`,
  }),
  why: {
    en: `A published port arrives on the container's network interface, not on its loopback. The engine accepts the connection and closes it again: "Empty reply from server".
      Other services are refused outright. A health check inside the container still succeeds.`,
    zh: `映射的端口到达的是容器的网络接口，而不是回环接口。引擎接受连接后又关闭它：“Empty reply from server”。
      其他服务则会被直接拒绝；而容器内的健康检查仍会成功。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'listen-on-all',
      title: { en: 'Let the server listen on 0.0.0.0', zh: '让服务器监听 0.0.0.0' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `In the command of ${service}: vite --host, flask run --host=0.0.0.0, uvicorn --host 0.0.0.0, rails s -b 0.0.0.0.`,
            zh: `在 ${service} 的命令中：vite --host、flask run --host=0.0.0.0、uvicorn --host 0.0.0.0、rails s -b 0.0.0.0。`,
          },
          {
            after: 'command: npm run dev -- --host 0.0.0.0',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'vitejs/vite', path: 'packages/vite/src/node/logger.ts', symbol: 'printServerUrls' },
    { repo: 'pallets/werkzeug', path: 'src/werkzeug/serving.py' },
  ],
});

export default appBindsLoopback;

export const examples: ExamplesOf<typeof appBindsLoopback> = [
  {
    name: 'flask',
    log: `web-1  |  * Running on http://127.0.0.1:5000
web-1  | Press CTRL+C to quit
curl-1  | curl: (52) Empty reply from server
curl-1 exited with code 52
`,
    matches: { service: 'web' },
  },
  {
    name: 'it listens everywhere',
    log: `web-1  |  * Running on all addresses (0.0.0.0)
curl-1  | curl: (52) Empty reply from server
curl-1 exited with code 52
`,
    matches: false,
    is: null,
  },
];
