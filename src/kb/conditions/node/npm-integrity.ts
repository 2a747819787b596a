import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const npmIntegrity = condition({
  id: 'npm-integrity',
  stage: 'node',
  title: { en: 'A downloaded package is not the one in the lock file', zh: '下载到的包与锁文件中的不一致' },

  signatures: [
    { on: 'output', says: ['code EINTEGRITY', 'EINTEGRITY'], strength: 'states' },
    { on: 'output', says: 'integrity checksum failed when using', strength: 'states' },
    {
      on: 'output',
      says: [
        'Integrity check failed for',
        'ERR_PNPM_TARBALL_INTEGRITY',
        'Incorrect integrity when fetching from the cache',
        "The remote archive doesn't match the expected checksum",
      ],
      pattern:
        /(?:Incorrect integrity when|match the expected checksum|Integrity check failed for "(?<package>[^"]{1,150})"|ERR_PNPM_TARBALL_INTEGRITY)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ package: group('package') }),

  yieldsTo: ['disk-full-data-root', 'disk-io-error', 'filesystem-readonly'],
  headline: ({ package: name }) => ({
    en:
      name === ''
        ? 'A downloaded package does not have the checksum of the lock file'
        : `${name} does not have the checksum of the lock file`,
    zh: name === '' ? '下载到的包与锁文件中的校验和不符' : `${name} 与锁文件中的校验和不符`,
  }),
  why: {
    en: `The registry, a proxy or a damaged cache delivered other bytes than those the lock file was made with.
      A git dependency, a republished tarball or an interrupted download give the same message.`,
    zh: `仓库、代理或损坏的缓存给出的内容，与生成锁文件时的不同。
      git 依赖、重新发布的压缩包、中断的下载也会给出同样的消息。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'without-cache',
      title: { en: 'Build this step again without the cache', zh: '不用缓存重新构建这一步' },
      risk: 'costly',
      steps: [run(['docker', 'build', '--no-cache', '.'], 'costly'), look(['npm', 'cache', 'verify'])],
    },
    {
      id: 'relock-one',
      title: {
        en: 'If it stays, write this one entry of the lock file again',
        zh: '如果仍然如此，只重新生成锁文件中的这一项',
      },
      risk: 'reversible',
      steps: [
        look(['npm', 'config', 'get', 'registry']),
        advise(
          'Compare the "resolved" URL in the lock file with the registry in use. Do not delete the integrity field: it is what protects you from a replaced package.',
          '把锁文件里的 resolved 地址与实际使用的仓库比较。不要删掉 integrity 字段：它正是防止包被替换的保护。',
        ),
        run(['npm', 'update', '--package-lock-only'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'npm/ssri', path: 'lib/index.js' },
    { repo: 'yarnpkg/yarn', path: 'src/fetchers/tarball-fetcher.js' },
  ],
});

export default npmIntegrity;

export const examples: ExamplesOf<typeof npmIntegrity> = [
  {
    name: 'npm',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EINTEGRITY
#9 0.462 npm error sha512-aaaa integrity checksum failed when using sha512: wanted sha512-aaaa but got sha512-bbbb. (1201 bytes)
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a Go module',
    log: `#9 [4/6] RUN go mod download
#9 0.410 verifying example.com/m@v1.2.0: checksum mismatch
#9 0.462 	downloaded: h1:aaaa=
#9 0.514 	go.sum:     h1:bbbb=
#9 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
