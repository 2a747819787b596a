import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const daemonTlsRequired = condition({
  id: 'daemon-tls-required',
  stage: 'client',
  title: { en: 'The engine port wants TLS, the client spoke plain HTTP', zh: '引擎端口要求 TLS，客户端用了明文 HTTP' },

  signatures: [
    {
      on: 'error',
      says: [
        'Client sent an HTTP request to an HTTPS server',
        'Are you trying to connect to a TLS-enabled daemon without TLS?',
      ],
      strength: 'states',
      when: (event) => !/registry|\/v2\//.test(event.text),
    },
  ],

  headline: () => ({
    en: 'The engine speaks TLS on this port, but the client did not',
    zh: '该端口上的引擎使用 TLS，而客户端没有使用',
  }),
  why: {
    en: `The address in DOCKER_HOST is a TLS port (usually 2376; docker:dind switches TLS on by default) and the
      client was not told to use TLS. It is no registry problem: there the sentence reads the other way round.`,
    zh: `DOCKER_HOST 指向的是 TLS 端口（通常是 2376；docker:dind 默认启用 TLS），
      但客户端没有启用 TLS。这不是镜像仓库的问题：那种情况下这句话是反过来的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-settings',
      title: { en: 'See what the client was told', zh: '查看客户端的设置' },
      risk: 'read',
      steps: [shell('env | grep -E "^DOCKER_(HOST|TLS|CERT)"', 'Get-ChildItem Env:DOCKER_*', 'read')],
    },
    {
      id: 'use-tls',
      title: { en: 'Use TLS with the certificates of the engine', zh: '使用 TLS 和引擎的证书' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          {
            en: 'Speak TLS to docker:dind; the runner has to share the /certs/client volume',
            zh: '用 TLS 连接 docker:dind；runner 需要共享 /certs/client 卷',
          },
          {
            after:
              'variables:\n  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: "/certs"\n  DOCKER_TLS_VERIFY: "1"\n  DOCKER_CERT_PATH: "/certs/client"',
          },
        ),
      ],
    },
    {
      id: 'plain-dind',
      title: { en: 'Only on an isolated job network: dind without TLS', zh: '仅限隔离的作业网络：不带 TLS 的 dind' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          {
            en: 'TLS off on both sides: whoever reaches this port then controls the engine',
            zh: '两端都关闭 TLS：此后能访问该端口的人都可以控制引擎',
          },
          { after: 'variables:\n  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: ""' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/http/server.go' },
    { repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' },
  ],
});

export default daemonTlsRequired;

export const examples: ExamplesOf<typeof daemonTlsRequired> = [
  {
    name: 'dind port without TLS settings',
    log: `Error response from daemon: Client sent an HTTP request to an HTTPS server.
`,
    matches: {},
  },
  {
    name: 'a registry without TLS',
    log: `Error response from daemon: Get "https://registry.example:5000/v2/": http: server gave HTTP response to HTTPS client
`,
    matches: false,
  },
];
