import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const composerPluginBlocked = condition({
  id: 'composer-plugin-blocked',
  stage: 'php',
  title: { en: 'A Composer plugin is not on the list of allowed ones', zh: '某个 Composer 插件不在允许列表中' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'which is blocked by your allow-plugins config',
      pattern: /(?<name>[\w.-]{1,60}\/[\w.-]{1,80}) (?:\([^)]{1,100}\) )?contains a Composer plugin which is blocked/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `Composer may not run the plugin "${name}"`,
    zh: `Composer 不允许运行插件 "${name}"`,
  }),
  why: {
    en: 'Since 2.2 Composer runs only plugins that composer.json allows. At a terminal it asks; a build has none and stops.',
    zh: '自 2.2 起，Composer 只运行 composer.json 允许的插件。在终端中会询问，而构建中没有终端，只能停止。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'allow-plugin',
      title: { en: 'Allow the plugin in the project', zh: '在项目中允许该插件' },
      risk: 'read',
      steps: [
        advise(
          'Run "composer config allow-plugins.VENDOR/NAME true" in the project, if you trust it, and commit composer.json.',
          '如果信任该插件，在项目中运行 “composer config allow-plugins.厂商/名称 true” 并提交 composer.json。',
        ),
      ],
    },
    {
      id: 'allow-in-the-step',
      title: { en: 'Or allow it for a global installation', zh: '或在全局安装时允许' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before "composer global require".', zh: '在 “composer global require” 之前。' },
          { after: 'RUN composer global config allow-plugins.vendor/name true' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'composer/composer', path: 'src/Composer/Plugin/PluginManager.php', symbol: 'isPluginAllowed' }],
});

export default composerPluginBlocked;

export const examples: ExamplesOf<typeof composerPluginBlocked> = [
  {
    name: 'a plugin',
    log: `#8 [4/5] RUN composer install
#8 1.104   [Composer\\Plugin\\PluginBlockedException]
#8 1.125   acme/installer contains a Composer plugin which is blocked by your allow-plugins config. You may add it to the list if you consider it safe.
#8 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 1
`,
    matches: { name: 'acme/installer' },
    verdict: 'confirmed',
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
