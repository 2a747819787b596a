import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { isOfBuild, isOfStep } from '../../shared/build-event.ts';

const proxyMissingInBuild = condition({
  id: 'proxy-missing-in-build',
  stage: 'shell',
  title: { en: 'The proxy that build steps use is wrong or wants a login', zh: '构建步骤使用的代理不可用或需要认证' },

  signatures: [
    {
      on: 'output',
      says: [
        'from proxy after CONNECT',
        'CONNECT tunnel failed, response',
        'Proxy Authentication Required',
        'Proxy authentication required',
        'Cannot connect to proxy',
        'Unable to connect to proxy',
        'Could not resolve proxy',
        'Unsupported proxy syntax',
        'Invalid response from proxy',
        'proxyconnect tcp',
      ],
      pattern: /^(?:.{0,80}?Could not resolve proxy: ?(?<proxy>[\w.-]{1,200}))?/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Failed to connect to 127.0.0.1 port',
        'Failed to connect to localhost port',
        'Could not connect to 127.0.0.1:',
        'Could not connect to localhost:',
      ],
      pattern:
        /(?:unable to access 'https?:\/\/(?!localhost|127\.).{1,300}|Failed to fetch https?:\/\/(?!localhost|127\.).{1,300}|^E: .{0,200})connect to (?<proxy>(?:127\.0\.0\.1|localhost)(?: port |:)\d{1,5})/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['Failed to connect to 127.0.0.1 port', 'Failed to connect to localhost port'],
      pattern: /connect to (?<proxy>(?:127\.0\.0\.1|localhost) port \d{1,5})/,
      strength: 'hints',
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'HTTP code 407',
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ proxy: group('proxy') }),

  headline: ({ proxy }) => ({
    en:
      proxy === ''
        ? 'The proxy refuses or does not answer the build step'
        : `The build step uses ${proxy} as its proxy and cannot reach it`,
    zh: proxy === '' ? '代理拒绝或没有响应构建步骤' : `构建步骤把 ${proxy} 当作代理，但连不上`,
  }),
  why: {
    en: `The step goes through a proxy taken from a build argument or from ~/.docker/config.json. Inside a step 127.0.0.1 is the
      step itself, not your machine, so a proxy on the loopback is never reached; 407 means that the proxy wants a login.`,
    zh: `该步骤经由代理访问网络，代理来自构建参数或 ~/.docker/config.json。步骤里的 127.0.0.1 是步骤自身，不是你的机器，
      所以监听在回环地址上的代理永远连不上；407 表示代理要求认证。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-proxy-settings',
      title: { en: 'See which proxy is handed to builds', zh: '查看传给构建的代理' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.HTTPProxy}} {{.HTTPSProxy}} {{.NoProxy}}']),
        look(['docker', 'run', '--rm', 'alpine', 'env']),
      ],
    },
    {
      id: 'reachable-proxy',
      title: { en: 'Name an address that containers reach', zh: '填写容器可达的代理地址' },
      risk: 'reversible',
      steps: [
        edit(
          '~/.docker/config.json',
          {
            en: 'The proxy must listen on that address too; internal hosts go into noProxy.',
            zh: '代理也要监听该地址；内部主机写入 noProxy。',
          },
          {
            after:
              '{ "proxies": { "default": { "httpProxy": "http://host.docker.internal:7890", "httpsProxy": "http://host.docker.internal:7890", "noProxy": "localhost,127.0.0.1,.internal" } } }',
          },
        ),
        run(
          [
            'docker',
            'build',
            '--build-arg',
            'HTTP_PROXY=http://192.0.2.1:3128',
            '--build-arg',
            'HTTPS_PROXY=http://192.0.2.1:3128',
            '.',
          ],
          'reversible',
          {
            note: {
              en: 'These names are predefined and do not stay in the image.',
              zh: '这些是预定义参数，不会留在镜像里。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/cf-h1-proxy.c', symbol: 'H1_CONNECT' },
    { repo: 'docker/cli', path: 'cli/config/configfile/file.go', symbol: 'ParseProxyConfig' },
  ],
});

export default proxyMissingInBuild;

export const examples: ExamplesOf<typeof proxyMissingInBuild> = [
  {
    name: 'a proxy on the loopback of the host',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.101 curl: (7) Failed to connect to 127.0.0.1 port 7890 after 0 ms: Connection refused
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
`,
    matches: { proxy: '127.0.0.1 port 7890' },
  },
  {
    name: 'the proxy wants a login',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.101 curl: (56) Received HTTP code 407 from proxy after CONNECT
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 56
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 56
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no proxy: the server itself refuses',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.101 curl: (7) Failed to connect to files.example port 443 after 3 ms: Connection refused
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'build-step-network-blocked',
  },
];
