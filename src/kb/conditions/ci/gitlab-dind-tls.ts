import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const gitlabDindTls = condition({
  id: 'gitlab-dind-tls',
  stage: 'ci',
  title: {
    en: 'The job and its docker:dind service do not agree on port and TLS',
    zh: '作业与 docker:dind 服务的端口和 TLS 设置不一致',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Cannot connect to the Docker daemon at tcp://docker',
        'failed to connect to the docker API at tcp://docker',
      ],
      pattern: /at (?<host>tcp:\/\/docker:(?<port>\d{1,5}))(?![^\n]{0,200}no such host)/,
    },
    {
      on: ['error', 'output'],
      says: 'open /certs/client/',
      pattern: /open \/certs\/client\/\w{1,20}\.pem: no such file or directory/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'certificate is valid for ',
      pattern: /certificate is valid for (?:[^\n]{0,200}, )?docker, [^\n]{0,100}not (?<host>[\w.-]{1,128})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: ['dind-unprivileged', 'dind-host-unresolvable'],
  headline: ({ host }) => ({
    en: `The job cannot talk to docker:dind${host === '' ? '' : ` (${host})`}`,
    zh: `作业无法与 docker:dind 通信${host === '' ? '' : `（${host}）`}`,
  }),
  why: {
    en: `docker:dind listens with TLS on 2376 and writes its certificates to /certs, unless DOCKER_TLS_CERTDIR is
      empty; then it listens on 2375 without TLS. The job has to use the same pair and see the certificates. If
      both agree, the service is not ready yet or has died.`,
    zh: `docker:dind 默认在 2376 端口使用 TLS，并把证书写到 /certs；
      只有 DOCKER_TLS_CERTDIR 为空时才在 2375 上不用 TLS。
      作业必须使用相同的组合并能读到证书。如果两边一致，则是服务尚未就绪或已退出。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'use-tls',
      title: { en: 'TLS on both sides', zh: '两端都使用 TLS' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          { en: 'Client and service', zh: '客户端和服务' },
          {
            after:
              'variables:\n  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: "/certs"\n  DOCKER_TLS_VERIFY: "1"\n  DOCKER_CERT_PATH: "/certs/client"\nservices:\n  - docker:dind',
          },
        ),
        edit(
          '/etc/gitlab-runner/config.toml',
          { en: 'The runner has to share the folder', zh: 'runner 需要共享该目录' },
          { after: '  volumes = ["/certs/client", "/cache"]' },
        ),
      ],
    },
    {
      id: 'without-tls',
      title: { en: 'Or no TLS on both sides, on an isolated network only', zh: '或两端都不用 TLS，仅限隔离网络' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          { en: 'Whoever reaches this port then controls the engine', zh: '此后能访问该端口的人都可以控制引擎' },
          { after: 'variables:\n  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: ""' },
        ),
      ],
    },
    {
      id: 'wait-for-it',
      title: { en: 'Wait for the service and read its log', zh: '等待服务就绪并查看日志' },
      risk: 'read',
      steps: [
        shell('for i in $(seq 60); do docker info > /dev/null 2>&1 && break; sleep 1; done', 'docker info', 'read'),
        advise(
          'CI_DEBUG_SERVICES=true shows the log of the service; without a privileged runner it cannot start.',
          'CI_DEBUG_SERVICES=true 会显示服务日志；没有特权 runner 时它无法启动。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/docker', path: 'dockerd-entrypoint.sh' },
    { repo: 'moby/moby', path: 'client/errors.go' },
  ],
});

export default gitlabDindTls;

export const examples: ExamplesOf<typeof gitlabDindTls> = [
  {
    name: 'port 2375 while dind uses TLS',
    log: `Cannot connect to the Docker daemon at tcp://docker:2375. Is the docker daemon running?
ERROR: Job failed: exit code 1
`,
    matches: { host: 'tcp://docker:2375' },
  },
  {
    name: 'the certificates are not shared',
    log: `unable to resolve docker endpoint: open /certs/client/ca.pem: no such file or directory
`,
    matches: {},
  },
  {
    name: 'there is no such service',
    log: `failed to connect to the docker API at tcp://docker:2375: lookup docker on 10.0.0.2:53: no such host
`,
    matches: false,
    is: 'dind-host-unresolvable',
  },
];
