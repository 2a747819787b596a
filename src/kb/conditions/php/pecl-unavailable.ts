import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const peclUnavailable = condition({
  id: 'pecl-unavailable',
  stage: 'php',
  title: { en: 'pecl.php.net did not answer as it should', zh: 'pecl.php.net 没有正常响应' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'does not have REST info xml available',
      pattern: /Package "(?<name>[\w-]{1,60})" does not have REST info xml available/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'No releases available for package "',
      pattern: /No releases available for package "(?<name>[\w./-]{1,80})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'Could not download from "https://pecl.php.net',
        'Could not download from "http://pecl.php.net',
        'pecl.php.net is using a unsupported protocol',
        'Cannot retrieve channel.xml for channel "pecl.php.net"',
      ],
      pattern: /Could not download from "(?<url>[^"]{1,200})"|unsupported protocol|Cannot retrieve channel/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'build-tls-unknown-ca', 'proxy-missing-in-build'],
  headline: ({ name }) => ({
    en: `pecl cannot get ${name === '' ? 'the extension' : name} from pecl.php.net`,
    zh: `pecl 无法从 pecl.php.net 获取${name === '' ? '扩展' : ` ${name}`}`,
  }),
  why: {
    en: 'pecl asks pecl.php.net for the list of releases first. The server is slow or down now and then, some networks do not reach it, and a misspelt name looks the same.',
    zh: 'pecl 会先向 pecl.php.net 查询版本列表。该服务器时常缓慢或中断，某些网络无法访问；名称拼错时也是同样的提示。',
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'run-again',
      title: { en: 'Run the build again', zh: '重新构建' },
      risk: 'read',
      steps: [
        advise('After a few minutes; finished steps come from the cache.', '几分钟后再试；已完成的步骤来自缓存。'),
      ],
    },
    {
      id: 'from-source',
      title: { en: 'Build the extension from its source instead', zh: '改为从源码构建扩展' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Needs no pecl.php.net.', zh: '不需要 pecl.php.net。' },
          {
            before: 'RUN pecl install redis',
            after:
              'RUN mkdir -p /usr/src/php/ext/redis && curl -fsSL https://github.com/phpredis/phpredis/archive/refs/tags/6.1.0.tar.gz | tar xz --strip 1 -C /usr/src/php/ext/redis && docker-php-ext-install redis',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pear/pear-core', path: 'PEAR/REST/10.php', symbol: 'PEAR_REST_10' },
    { repo: 'pear/pear-core', path: 'PEAR/Downloader.php' },
  ],
});

export default peclUnavailable;

export const examples: ExamplesOf<typeof peclUnavailable> = [
  {
    name: 'no answer',
    log: `#8 [4/5] RUN pecl install redis
#8 1.104 Package "redis" does not have REST info xml available
#8 1.125 install failed
#8 ERROR: process "/bin/sh -c pecl install redis" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pecl install redis" did not complete successfully: exit code: 1
`,
    matches: { name: 'redis' },
    verdict: 'confirmed',
  },
  {
    name: 'no releases',
    log: `#8 [4/5] RUN install-php-extensions apcu
#8 1.104 ### INSTALLING REMOTE MODULE apcu ###
#8 1.125 No releases available for package "pecl.php.net/apcu"
#8 1.146 install failed
#8 ERROR: process "/bin/sh -c install-php-extensions apcu" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c install-php-extensions apcu" did not complete successfully: exit code: 1
`,
    matches: { name: 'pecl.php.net/apcu' },
  },
  {
    name: 'built, and not with this PHP',
    log: `#8 [4/5] RUN pecl install apcu
#8 1.104 Cannot find autoconf. Please check your autoconf installation and the
#8 1.125 $PHP_AUTOCONF environment variable. Then, rerun this script.
#8 ERROR: process "/bin/sh -c pecl install apcu" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pecl install apcu" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'autotools-missing',
  },
];
