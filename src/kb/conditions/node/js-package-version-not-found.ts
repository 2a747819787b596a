import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const jsPackageVersionNotFound = condition({
  id: 'js-package-version-not-found',
  stage: 'node',
  title: {
    en: 'A JavaScript package or version does not exist in the registry',
    zh: '仓库中不存在该 JavaScript 包或版本',
  },

  signatures: [
    {
      on: 'output',
      says: ['No matching version found for ', 'ERR_PNPM_NO_MATCHING_VERSION'],
      pattern: /No matching version found for (?<wanted>\S{1,200}?)\.?(?:\s|$)|ERR_PNPM_NO_MATCHING_VERSION/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Couldn\'t find any versions for "', 'Couldn\'t find package "'],
      pattern:
        /Couldn't find (?:any versions for|package) "(?<wanted>[^"]{1,200})"(?: that matches| on the| required by)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is not in this registry', 'is not in the npm registry', 'ERR_PNPM_FETCH_404'],
      pattern: /(?:'(?<wanted>[^@'][^']{0,200})' is not in (?:this|the npm) registry|ERR_PNPM_FETCH_404)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['ERR! 404 Not Found', 'npm error 404 Not Found'],
      pattern: /404 +Not Found(?: - GET|:) (?<wanted>(?!\S{0,200}(?:@[\w-]{1,80}\/|%2[fF]))\S{1,300})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': Not found".',
      pattern: /An unexpected error occurred: "(?<wanted>https?:[^" ]{1,300}): Not found"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'bower ENOTFOUND',
      pattern: /bower ENOTFOUND\s+Package (?<wanted>\S{1,100}) not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Request failed \\"404 Not Found\\"',
      pattern: /An unexpected error occurred: "(?<wanted>https?:[^" ]{1,300}): Request failed/,
      strength: 'states',
    },
    { on: 'output', says: 'ENORESTARGET', pattern: /bower (?<wanted>\S{1,200})\s+ENORESTARGET/, strength: 'states' },
    {
      on: 'output',
      says: 'No versions available for ',
      pattern: /No versions available for (?<wanted>\S{1,150})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' failed to resolve',
      pattern: /^error: (?<wanted>[@\w./-]{1,120}@\S{1,80}) failed to resolve$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'No candidates found',
      pattern: /YN0082: .{0,20}?(?<wanted>\S{1,150}): No candidates found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Server answered with HTTP 404 when performing the request to ',
      pattern: /HTTP 404 when performing the request to (?<wanted>https?:\/\/[^\s;]{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'bower ECONFLICT',
      pattern: /bower ECONFLICT\s+Unable to find suitable version for (?<wanted>\S{1,100})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted') }),

  yieldsTo: [
    'npm-auth',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ wanted }) => ({
    en: wanted === '' ? 'A package or version is not in the registry' : `The registry does not have ${wanted}`,
    zh: wanted === '' ? '仓库中没有所需的包或版本' : `仓库中没有 ${wanted}`,
  }),
  why: {
    en: `The registry was reached and knows no such package, or no version in the wanted range.
      The name is misspelt, the version was unpublished, a mirror has not caught up, or the package lives in another (private) registry.`,
    zh: `已经连上仓库，但它没有这个包，或没有满足范围的版本。
      可能是名称拼错、版本被撤回、镜像站还没有同步，或者包在另一个（私有）仓库里。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-versions',
      title: { en: 'See which versions there are', zh: '查看有哪些版本' },
      risk: 'read',
      steps: [
        look(['npm', 'view', 'socket.io-client', 'versions', '--json'], {
          note: { en: 'Name the package from the message.', zh: '换成消息中的包名。' },
        }),
        look(['npm', 'config', 'get', 'registry']),
      ],
    },
    {
      id: 'correct-range',
      title: { en: 'Correct the range and write the lock file again', zh: '修正版本范围并重新生成锁文件' },
      risk: 'reversible',
      steps: [
        edit('package.json', { en: 'Use a name and a range that exist.', zh: '使用存在的名称与版本范围。' }),
        run(['npm', 'install', '--package-lock-only'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'npm/pick-manifest', path: 'lib/index.js' },
    { repo: 'yarnpkg/yarn', path: 'src/resolvers/registries/npm-resolver.js' },
    { repo: 'bower/bower', path: 'lib/core/resolvers/GitResolver.js' },
  ],
});

export default jsPackageVersionNotFound;

export const examples: ExamplesOf<typeof jsPackageVersionNotFound> = [
  {
    name: 'npm',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! code ETARGET
#9 0.462 npm ERR! notarget No matching version found for socket.io-client@2.1.4.
#9 0.514 npm ERR! notarget In most cases you or one of your dependencies are requesting
#9 0.566 npm ERR! notarget a package version that doesn't exist.
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { wanted: 'socket.io-client@2.1.4' },
    verdict: 'confirmed',
  },
  {
    name: 'yarn 1',
    log: `#9 [4/6] RUN yarn install
#9 0.410 error Couldn't find any versions for "left-pad" that matches "^9.0.0"
#9 ERROR: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
`,
    matches: { wanted: 'left-pad' },
  },
  {
    name: 'a private package seen by a stranger',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code E404
#9 0.462 npm error 404  '@acme/ui@^2.0.0' is not in this registry.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-auth',
  },
];
