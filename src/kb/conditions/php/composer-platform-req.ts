import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const composerPlatformReq = condition({
  id: 'composer-platform-req',
  stage: 'php',
  title: {
    en: 'PHP or one of its extensions does not meet what Composer needs',
    zh: 'PHP 或其扩展不满足 Composer 的要求',
  },

  signatures: [
    {
      on: 'output',
      says: 'is missing from your system',
      pattern: /ext-(?<extension>[\w-]{1,40}) .{0,120}is missing from your system/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'does not satisfy that requirement',
      pattern: /requires? php (?<wanted>.{1,80}?) (?:->|but) your (?:php|PHP|HHVM) version \((?<have>[\w.-]{1,40})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'has the wrong version installed',
      pattern: /ext-(?<extension>[\w-]{1,40}) .{0,80}has the wrong version installed/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'Your lock file does not contain a compatible set of packages',
        'Your Composer dependencies require a PHP version',
        'Your requirements could not be resolved to an installable set of packages',
      ],
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'The openssl extension is required for SSL/TLS protection',
      pattern: /The (?<extension>openssl) extension/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ extension: group('extension'), wanted: group('wanted'), have: group('have') }),

  yieldsTo: [
    'composer-lock-outdated',
    'composer-package-not-found',
    'composer-auth-or-limit',
    'composer-version-mismatch',
  ],
  headline: ({ extension, wanted, have }) =>
    extension !== ''
      ? {
          en: `Composer needs the PHP extension ${extension}, which this image does not have`,
          zh: `Composer 需要 PHP 扩展 ${extension}，而此镜像没有`,
        }
      : wanted !== ''
        ? {
            en: `A package needs PHP ${wanted}, the image has ${have}`,
            zh: `某个包要求 PHP ${wanted}，镜像里是 ${have}`,
          }
        : { en: 'The PHP of this step does not meet what the packages require', zh: '此步骤的 PHP 不满足软件包的要求' },
  why: {
    en: `Composer compares the requirements of every package with the PHP it is run by. The composer image has its own PHP with few extensions,
      so it may refuse what the application image could run; or the application image really lacks the extension.`,
    zh: `Composer 会把每个包的要求与运行它的 PHP 作比较。composer 镜像有自己的 PHP，扩展很少，
      因此可能拒绝应用镜像其实能运行的东西；也可能应用镜像确实缺少该扩展。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-extension',
      title: {
        en: 'Run Composer in the application image, with the extension installed',
        zh: '在装好扩展的应用镜像里运行 Composer',
      },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'php:8.3-cli', 'php', '-m']),
        edit(
          'Dockerfile',
          { en: 'Take only the composer binary from its image.', zh: '只从 composer 镜像取其可执行文件。' },
          {
            after:
              'FROM php:8.3-fpm\nRUN apt-get update && apt-get install -y --no-install-recommends libzip-dev unzip && docker-php-ext-install zip && rm -rf /var/lib/apt/lists/*\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nRUN composer install --no-dev',
          },
        ),
      ],
    },
    {
      id: 'fix-platform',
      title: { en: 'Tell Composer the PHP version the application runs on', zh: '告诉 Composer 应用运行的 PHP 版本' },
      risk: 'reversible',
      steps: [
        run(['composer', 'config', 'platform.php', '8.3.0'], 'reversible'),
        run(['composer', 'update', '--lock'], 'reversible'),
      ],
    },
    {
      id: 'ignore-one',
      title: {
        en: 'Only if the running image has the extension: ignore this one requirement here',
        zh: '仅当运行镜像有该扩展时：在此忽略这一项要求',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Name the extension; do not ignore all of them.', zh: '写明扩展名，不要忽略全部。' },
          { after: 'RUN composer install --ignore-platform-req=ext-intl' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'composer/composer',
      path: 'src/Composer/DependencyResolver/Problem.php',
      symbol: 'getMissingPackageReason',
    },
  ],
});

export default composerPlatformReq;

export const examples: ExamplesOf<typeof composerPlatformReq> = [
  {
    name: 'an extension',
    log: `#9 [4/6] RUN composer install
#9 0.410 Your lock file does not contain a compatible set of packages. Please run composer update.
#9 0.462
#9 0.514   Problem 1
#9 0.566     - Root composer.json requires PHP extension ext-intl * but it is missing from your system. Install or enable PHP's intl extension.
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the PHP version',
    log: `#9 [4/6] RUN composer install
#9 0.410   Problem 1
#9 0.462     - symfony/console v7.1.0 requires php >=8.2 -> your php version (8.1.2) does not satisfy that requirement.
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: { wanted: '>=8.2', have: '8.1.2' },
  },
  {
    name: 'a PECL extension is too new for this PHP',
    log: `#9 [4/6] RUN pecl install xdebug
#9 0.410 pecl/xdebug requires PHP (version >= 8.0.0, version <= 8.4.99), installed version is 7.4.33
#9 0.462 No valid packages found
#9 0.514 install failed
#9 ERROR: process "/bin/sh -c pecl install xdebug" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pecl install xdebug" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'php-version-too-old',
  },
];
