import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';

const composerLockOutdated = condition({
  id: 'composer-lock-outdated',
  stage: 'php',
  title: { en: 'composer.lock does not fit composer.json', zh: 'composer.lock 与 composer.json 不一致' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'is not present in the lock file',
      pattern: /Required (?:\(in require-dev\) )?package "(?<name>[^"]{1,100})" is not present in the lock file/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'but that does not satisfy your constraint',
      pattern: /package "(?<name>[^"]{1,100})" is in the lock file as "[^"]{1,80}" but that does not satisfy/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `composer.lock does not hold "${name}" as composer.json asks for it`,
    zh: `composer.lock 中没有 composer.json 所要求的 "${name}"`,
  }),
  why: {
    en: 'composer.json was changed by hand or by a merge, and the lock file was not renewed. The warning that the lock file "is not up to date" alone does not stop an install; a required package that is missing in it does.',
    zh: '手动修改或合并改变了 composer.json，但没有更新锁文件。仅有锁文件 “is not up to date” 的警告不会中断安装；缺少所需的包才会。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'renew-lock',
      title: { en: 'Renew the lock file and commit it', zh: '更新锁文件并提交' },
      risk: 'read',
      steps: [
        advise(
          'Run "composer update NAME" (or "composer update --lock" where only the hash differs) in the project, with the PHP of the image.',
          '用镜像的 PHP 版本在项目中运行 “composer update 包名”（若只是哈希不同，用 “composer update --lock”）。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'composer/composer', path: 'src/Composer/Package/Locker.php', symbol: 'getMissingRequirementInfo' },
  ],
});

export default composerLockOutdated;

export const examples: ExamplesOf<typeof composerLockOutdated> = [
  {
    name: 'a package was added',
    log: `#8 [4/5] RUN composer install --no-dev
#8 1.104 Installing dependencies from lock file
#8 1.125 Verifying lock file contents can be installed on current platform.
#8 1.146 Warning: The lock file is not up to date with the latest changes in composer.json.
#8 1.167 - Required package "hyperf/watcher" is not present in the lock file.
#8 ERROR: process "/bin/sh -c composer install --no-dev" did not complete successfully: exit code: 4
------
ERROR: failed to solve: process "/bin/sh -c composer install --no-dev" did not complete successfully: exit code: 4
`,
    matches: { name: 'hyperf/watcher' },
    verdict: 'confirmed',
  },
  {
    name: 'PHP is too old',
    log: `#8 [4/5] RUN composer install
#8 1.104   Problem 1
#8 1.125     - acme/a is locked to version 2.0 and an update of this package was not requested.
#8 1.146     - acme/a 2.0 requires php ~8.2.0 -> your php version (8.4.1) does not satisfy that requirement.
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'composer-platform-req',
  },
];
