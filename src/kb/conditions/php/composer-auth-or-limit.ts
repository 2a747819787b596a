import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const composerAuthOrLimit = condition({
  id: 'composer-auth-or-limit',
  stage: 'php',
  title: { en: 'Composer was refused, timed out or ran out of memory', zh: 'Composer 被拒绝、超时或内存不足' },

  signatures: [
    {
      on: 'output',
      says: ['Could not authenticate against ', 'GitHub API limit ('],
      pattern: /Could not authenticate against (?<host>[\w.-]{1,100})|GitHub API limit/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'exception is caused by a process timeout',
        'The following exception probably indicates you have misconfigured',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Allowed memory size of ',
      pattern: /Allowed memory size of (?<bytes>\d{1,15}) bytes exhausted .{0,200}(?:[Cc]omposer)/,
      strength: 'states',
    },
    { on: 'output', says: 'proc_open(): fork failed', strength: 'states' },
    { on: 'output', says: 'zip extension and unzip/7z commands are both missing', strength: 'hints' },
  ],
  facts: (group) => ({ host: group('host'), bytes: group('bytes') }),

  yieldsTo: ['build-step-dns-failure', 'build-tls-unknown-ca', 'proxy-missing-in-build', 'build-step-network-blocked'],
  headline: ({ host, bytes }) =>
    bytes !== ''
      ? { en: 'Composer reached the memory limit of PHP', zh: 'Composer 达到了 PHP 的内存上限' }
      : {
          en:
            host === ''
              ? 'Composer was limited, timed out or could not unpack'
              : `Composer has no valid credentials for ${host}`,
          zh: host === '' ? 'Composer 被限流、超时或无法解压' : `Composer 没有 ${host} 的有效凭据`,
        },
  why: {
    en: `Composer downloads most packages from GitHub. Without a token many builds behind one address use up its limit, and private packages are refused.
      Without unzip Composer falls back to slow git clones; Composer 1 needs much more memory than Composer 2.`,
    zh: `Composer 的大多数包从 GitHub 下载。没有令牌时，同一地址后的多次构建会用完限额，私有包也会被拒绝。
      没有 unzip 时，Composer 会退回缓慢的 git clone；Composer 1 比 Composer 2 多占很多内存。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'token-as-secret',
      title: { en: 'Give Composer a token as a build secret', zh: '把令牌作为构建 secret 交给 Composer' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'auth.json is mounted only for this step.', zh: 'auth.json 只为这一步挂载。' },
          {
            after:
              'RUN --mount=type=secret,id=composer,target=/root/.composer/auth.json composer install --no-dev --prefer-dist',
          },
        ),
        run(['docker', 'build', '--secret', 'id=composer,src=auth.json', '.'], 'reversible'),
      ],
    },
    {
      id: 'unzip-and-composer2',
      title: { en: 'Install unzip and use Composer 2', zh: '安装 unzip 并使用 Composer 2' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian; on Alpine apk add unzip.', zh: 'Debian 写法；Alpine 用 apk add unzip。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends unzip git && rm -rf /var/lib/apt/lists/*\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer',
          },
        ),
      ],
    },
    {
      id: 'memory-limit',
      title: { en: 'Lift the memory limit of PHP for Composer', zh: '为 Composer 放开 PHP 内存上限' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the build stage.', zh: '写在构建阶段。' },
          { after: 'ENV COMPOSER_MEMORY_LIMIT=-1' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'composer/composer', path: 'src/Composer/Util/AuthHelper.php' },
    { repo: 'composer/composer', path: 'src/Composer/Util/GitHub.php' },
    { repo: 'php/php-src', path: 'Zend/zend_alloc.c' },
  ],
});

export default composerAuthOrLimit;

export const examples: ExamplesOf<typeof composerAuthOrLimit> = [
  {
    name: 'GitHub refuses',
    log: `#9 [4/6] RUN composer install
#9 0.410   Failed to download acme/kit from dist: Could not authenticate against github.com
#9 0.462   Now trying to download from source
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 1
`,
    matches: { host: 'github.com' },
    verdict: 'confirmed',
  },
  {
    name: 'Composer 1 needs more memory',
    log: `#9 [4/6] RUN composer install
#9 0.410 Fatal error: Allowed memory size of 1610612736 bytes exhausted (tried to allocate 67108864 bytes) in phar:///usr/bin/composer/src/Composer/DependencyResolver/Solver.php on line 220
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 255
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 255
`,
    matches: { bytes: '1610612736' },
  },
  {
    name: 'the application itself uses too much',
    log: `web-1  | PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/src/Report.php on line 12
web-1 exited with code 255
`,
    matches: false,
  },
];
