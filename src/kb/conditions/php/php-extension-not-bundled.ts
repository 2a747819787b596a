import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const phpExtensionNotBundled = condition({
  id: 'php-extension-not-bundled',
  stage: 'php',
  title: { en: 'This PHP no longer brings the extension', zh: '此版本的 PHP 已不再自带该扩展' },

  signatures: [
    {
      on: 'output',
      says: 'error: /usr/src/php/ext/',
      pattern: /error: \/usr\/src\/php\/ext\/(?<extension>[\w-]{1,40}) does not exist/,
      strength: 'states',
    },
    { on: 'output', says: 'Cannot find config.m4.', when: isOfBuild },
    {
      on: 'output',
      says: "' does not exist",
      pattern: /^error: '(?<extension>[\w-]{1,40})' does not exist$/,
      when: (event, { instruction }) => isOfBuild(event) && instruction.includes('docker-php-ext-enable'),
      strength: 'states',
    },
  ],
  facts: (group) => ({ extension: group('extension') }),

  yieldsTo: ['php-version-too-old', 'pecl-unavailable', 'c-header-or-lib-missing'],
  headline: ({ extension }) => ({
    en: `PHP of this image has no bundled extension ${extension}`,
    zh: `此镜像的 PHP 不自带扩展 ${extension}`,
  }),
  why: {
    en: `docker-php-ext-install only builds extensions that are in the source of PHP. Some were moved out: mcrypt in 7.2, wddx and recode in 7.4, xmlrpc in 8.0, imap in 8.4;
      others, such as redis or xdebug, never were in it.`,
    zh: `docker-php-ext-install 只能构建 PHP 源码自带的扩展。有些已被移出：7.2 移出 mcrypt，7.4 移出 wddx、recode，8.0 移出 xmlrpc，8.4 移出 imap；
      redis、xdebug 等则从来不在其中。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-pecl',
      title: { en: 'Install it from PECL, or leave it out', zh: '从 PECL 安装，或不再使用' },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'php:8.3-cli', 'sh', '-c', 'docker-php-source extract && ls /usr/src/php/ext']),
        edit(
          'Dockerfile',
          { en: 'Libraries the extension needs must be installed before.', zh: '需先安装该扩展依赖的库。' },
          { after: 'RUN pecl install mcrypt-1.0.7 && docker-php-ext-enable mcrypt' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker-library/php', path: 'docker-php-ext-install' }],
});

export default phpExtensionNotBundled;

export const examples: ExamplesOf<typeof phpExtensionNotBundled> = [
  {
    name: 'mcrypt on PHP 7.2',
    log: `#9 [4/6] RUN docker-php-ext-install mcrypt
#9 0.410 error: /usr/src/php/ext/mcrypt does not exist
#9 0.462
#9 0.514 usage: /usr/local/bin/docker-php-ext-install [-jN] [--ini-name file.ini] ext-name [ext-name ...]
#9 ERROR: process "/bin/sh -c docker-php-ext-install mcrypt" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker-php-ext-install mcrypt" did not complete successfully: exit code: 1
`,
    matches: { extension: 'mcrypt' },
    verdict: 'confirmed',
  },
  {
    name: 'its library is missing',
    log: `#9 [4/6] RUN docker-php-ext-install zip
#9 0.410 configure: error: Package requirements (libzip >= 0.11) were not met:
#9 0.462
#9 0.514 No package 'libzip' found
#9 ERROR: process "/bin/sh -c docker-php-ext-install zip" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker-php-ext-install zip" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-header-or-lib-missing',
  },
];
