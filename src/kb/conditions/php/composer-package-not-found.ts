import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composerPackageNotFound = condition({
  id: 'composer-package-not-found',
  stage: 'php',
  title: { en: 'Composer finds no version of a package that fits', zh: 'Composer 找不到满足要求的包版本' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'it could not be found in any version',
        'but it does not match the constraint',
        'but these were not loaded',
        'but it conflicts with ',
      ],
      pattern:
        /requires (?<name>[\w.-]{1,60}\/[\w.-]{1,80})[^\n]{0,300}?(?:could not be found in any version|does not match the constraint|were not loaded|it conflicts with)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Could not find package ',
      pattern: /Could not find (?:a matching version of )?package (?<name>\S{1,100})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: [
    'composer-auth-or-limit',
    'composer-version-mismatch',
    'composer-platform-req',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
  ],
  headline: ({ name }) => ({
    en: `Composer finds no version of "${name}" that fits`,
    zh: `Composer 找不到满足要求的 "${name}"`,
  }),
  why: {
    en: 'The name or the version does not exist on Packagist, its stability is lower than minimum-stability allows, it comes from a private repository that composer.json does not name, another package forbids it, or a security advisory blocks it.',
    zh: 'Packagist 上没有该名称或版本、稳定性低于 minimum-stability、它来自 composer.json 未声明的私有仓库、与其他包冲突，或被安全公告拦截。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ask-why-not',
      title: { en: 'Ask Composer what stands against it', zh: '询问 Composer 原因' },
      risk: 'read',
      steps: [
        look(['composer', 'why-not', 'vendor/package', '2.0'], {
          note: { en: 'In the project, with the package of the message.', zh: '在项目中执行，换成信息中的包。' },
        }),
      ],
    },
    {
      id: 'install-from-lock',
      title: { en: 'Install from a committed lock file', zh: '使用已提交的锁文件安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Then the build resolves nothing anew.', zh: '这样构建时不会重新解析。' },
          {
            before: 'RUN composer update',
            after: `COPY composer.json composer.lock ./
RUN composer install --no-dev`,
          },
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

export default composerPackageNotFound;

export const examples: ExamplesOf<typeof composerPackageNotFound> = [
  {
    name: 'no such package',
    log: `#8 [4/5] RUN composer install
#8 1.104   Problem 1
#8 1.125     - Root composer.json requires acme/foo, it could not be found in any version, there may be a typo in the package name.
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: { name: 'acme/foo' },
    verdict: 'confirmed',
  },
  {
    name: 'no such version',
    log: `#8 [4/5] RUN composer install
#8 1.104   Problem 1
#8 1.125     - Root composer.json requires acme/foo ^9, found acme/foo[1.0.0] but it does not match the constraint.
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: { name: 'acme/foo' },
  },
  {
    name: 'an extension',
    log: `#8 [4/5] RUN composer install
#8 1.104   Problem 1
#8 1.125     - Root composer.json requires PHP extension ext-gd * but it is missing from your system. Install or enable PHP's gd extension.
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'composer-platform-req',
  },
];
