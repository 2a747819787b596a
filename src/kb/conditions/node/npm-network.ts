import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const npmNetwork = condition({
  id: 'npm-network',
  stage: 'node',
  title: { en: 'The package registry could not be reached', zh: '无法连接到包仓库' },

  signatures: [
    {
      on: 'output',
      says: [
        'npm ERR! network',
        'npm error network',
        'npm ERR! errno',
        'npm error errno',
        'npm ERR! code',
        'npm error code',
      ],
      pattern:
        /(?:code|errno|network) (?:request to \S{1,300} failed, reason: .{0,80})?(?<code>ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)/,
    },
    { on: 'output', says: 'network This is a problem related to network connectivity.' },
    {
      on: 'output',
      says: 'An unexpected error occurred: "',
      pattern:
        /An unexpected error occurred: "(?<url>https?:[^" ]{1,300}?)?:? ?(?:[^"]{0,120} )?(?<code>ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|socket hang up)/,
    },
    {
      on: 'output',
      says: ['ERR_PNPM_META_FETCH_FAIL', 'There appears to be trouble with your network connection. Retrying...'],
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'bower EINVRES ',
      pattern: /bower EINVRES\s+Request to (?<host>https?:\/\/\S{1,200}) failed with 5\d\d/,
      strength: 'states',
    },
    { on: 'output', says: 'npm ERR! registry error parsing json' },
  ],
  facts: (group) => ({ code: group('code') }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
    'npm-client-too-old',
    'ip-forward-disabled',
  ],
  headline: ({ code }) => ({
    en: code === '' ? 'npm could not reach its registry' : `npm could not reach its registry (${code})`,
    zh: code === '' ? 'npm 无法连接到仓库' : `npm 无法连接到仓库（${code}）`,
  }),
  why: {
    en: `The connection to the registry failed before any package could be judged: refused, timed out, reset, or the name did not resolve.
      A lock file whose "resolved" URLs point at a registry that only the author's network can reach gives the same picture.`,
    zh: `还没轮到判断软件包，与仓库的连接就失败了：被拒绝、超时、被重置，或域名解析不了。
      如果锁文件中的 resolved 地址指向只有作者网络才能访问的仓库，现象也一样。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look-at-registry',
      title: {
        en: 'See which registry is asked, and whether a container reaches it',
        zh: '查看用的是哪个仓库、容器能否访问',
      },
      risk: 'read',
      steps: [
        look(['npm', 'config', 'get', 'registry']),
        shell(
          'grep -o \'"resolved": "https\\?://[^/]*\' package-lock.json | sort | uniq -c',
          "Select-String -Path package-lock.json -Pattern 'resolved.*?//([^/]+)' | Group-Object { $_.Matches[0].Groups[1].Value }",
          'read',
        ),
        look(['docker', 'run', '--rm', 'node:22', 'npm', 'ping']),
      ],
    },
    {
      id: 'retry-and-cache',
      title: { en: 'Give npm more patience and a cache that survives', zh: '放宽 npm 的等待时间，并使用可复用的缓存' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Keep the download cache between builds.', zh: '在多次构建之间保留下载缓存。' },
          { after: 'RUN --mount=type=cache,target=/root/.npm npm ci --fetch-retries=5 --fetch-timeout=120000' },
        ),
      ],
    },
    {
      id: 'pass-proxy',
      title: { en: 'Behind a proxy, give it to the build', zh: '在代理后面时，把代理传给构建' },
      risk: 'reversible',
      steps: [
        shell(
          'docker build --build-arg HTTP_PROXY="$HTTP_PROXY" --build-arg HTTPS_PROXY="$HTTPS_PROXY" .',
          'docker build --build-arg HTTP_PROXY=$env:HTTP_PROXY --build-arg HTTPS_PROXY=$env:HTTPS_PROXY .',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/utils/error-message.js' },
    { repo: 'yarnpkg/yarn', path: 'src/util/request-manager.js' },
  ],
});

export default npmNetwork;

export const examples: ExamplesOf<typeof npmNetwork> = [
  {
    name: 'the connection was cut',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ECONNRESET
#9 0.462 npm error network aborted
#9 0.514 npm error network This is a problem related to network connectivity.
#9 0.566 npm error network In most cases you are behind a proxy or have bad network settings.
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { code: 'ECONNRESET' },
  },
  {
    name: 'yarn 1',
    log: `#9 [4/6] RUN yarn install
#9 0.410 error An unexpected error occurred: "https://registry.example/react/-/react-18.2.0.tgz: ESOCKETTIMEDOUT".
#9 ERROR: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
`,
    matches: { code: 'ESOCKETTIMEDOUT' },
  },
  {
    name: 'yarn retried, then the lock file stopped it',
    log: `#9 [4/6] RUN yarn install --frozen-lockfile
#9 0.410 [1/4] Resolving packages...
#9 0.462 error Your lockfile needs to be updated, but yarn was run with \`--frozen-lockfile\`.
#9 ERROR: process "/bin/sh -c yarn install --frozen-lockfile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install --frozen-lockfile" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'yarn-lockfile-modified',
  },
];
