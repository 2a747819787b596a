import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const phpVersionTooOld = condition({
  id: 'php-version-too-old',
  stage: 'php',
  title: { en: 'The PECL extension does not support this PHP version', zh: '该 PECL 扩展不支持当前 PHP 版本' },

  signatures: [
    {
      on: 'output',
      says: 'requires PHP (version ',
      pattern:
        /^(?!warning)\s{0,4}(?:\w{1,10}: )?pecl\/(?<extension>[\w-]{1,40}) requires PHP \(version (?<wanted>[^)]{1,80})\), installed version is (?<have>[\w.-]{1,30})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ extension: group('extension'), wanted: group('wanted'), have: group('have') }),

  yieldsTo: ['c-header-or-lib-missing', 'download-404'],
  headline: ({ extension, wanted, have }) => ({
    en: `pecl/${extension} needs PHP ${wanted}, the image has ${have}`,
    zh: `pecl/${extension} 要求 PHP ${wanted}，镜像里是 ${have}`,
  }),
  why: {
    en: `Without a version pecl installs the newest release of the extension, and that release no longer (or not yet) supports the PHP of the image.
      The build breaks on the day such a release appears.`,
    zh: `不写版本时，pecl 会安装扩展的最新版，而最新版已不再（或还没有）支持镜像中的 PHP。一旦发布了这样的版本，构建就会失败。`,
  },

  retry: 'useless',
  remedies: ({ extension }) => [
    {
      id: 'pin-extension',
      title: { en: 'Pin the last release for this PHP', zh: '固定支持此 PHP 的最后版本' },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'php:8.3-cli', 'pecl', 'remote-info', extension]),
        edit(
          'Dockerfile',
          {
            en: 'For example xdebug for PHP 7.0; the changelog names the release.',
            zh: '例如 PHP 7.0 的 xdebug；发布说明会写明版本。',
          },
          { after: 'RUN pecl install xdebug-2.7.2 && docker-php-ext-enable xdebug' },
        ),
      ],
    },
    {
      id: 'newer-php',
      title: { en: 'Or use a newer PHP', zh: '或使用更新的 PHP' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'If the application allows it.', zh: '如果应用允许。' },
          { after: 'FROM php:8.3-fpm' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pear/pear-core', path: 'PEAR/Dependency2.php', symbol: 'validatePhpDependency' }],
});

export default phpVersionTooOld;

export const examples: ExamplesOf<typeof phpVersionTooOld> = [
  {
    name: 'xdebug on PHP 7.0',
    log: `#9 [4/6] RUN pecl install xdebug
#9 0.410 pecl/xdebug requires PHP (version >= 7.1.0), installed version is 7.0.30
#9 0.462 No valid packages found
#9 0.514 install failed
#9 ERROR: process "/bin/sh -c pecl install xdebug" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pecl install xdebug" did not complete successfully: exit code: 1
`,
    matches: { extension: 'xdebug', wanted: '>= 7.1.0', have: '7.0.30' },
    verdict: 'confirmed',
  },
  {
    name: 'a Composer package needs another PHP',
    log: `#9 [4/6] RUN composer install
#9 0.410     - symfony/console v7.1.0 requires php >=8.2 -> your php version (8.1.2) does not satisfy that requirement.
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'composer-platform-req',
  },
];
