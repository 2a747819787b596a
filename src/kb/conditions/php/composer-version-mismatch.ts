import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const composerVersionMismatch = condition({
  id: 'composer-version-mismatch',
  stage: 'php',
  title: { en: 'A plugin or package wants another Composer version', zh: '插件或软件包要求另一版本的 Composer' },

  signatures: [
    {
      on: 'output',
      says: ['composer-plugin-api', 'composer-runtime-api'],
      pattern:
        /requires? (?<api>composer-(?:plugin|runtime)-api) (?<wanted>\S{1,40}).{0,80}(?:found composer-\w+-api\[(?<have>[^\]]{1,60})\]|no matching package|does not match)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ api: group('api'), wanted: group('wanted') }),

  headline: ({ api, wanted }) => ({
    en: `A package needs ${api} ${wanted}: another major version of Composer`,
    zh: `某个包需要 ${api} ${wanted}：即另一个大版本的 Composer`,
  }),
  why: {
    en: `Plugins declare which Composer they work with. composer:latest and the installer bring Composer 2, while old plugins (for example hirak/prestissimo) know only Composer 1;
      newer packages need Composer 2.2 and refuse the one of an old distribution.`,
    zh: `插件会声明支持的 Composer。composer:latest 和安装脚本给的是 Composer 2，而旧插件（如 hirak/prestissimo）只支持 Composer 1；
      较新的包又需要 Composer 2.2，旧发行版自带的不行。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'remove-plugin',
      title: {
        en: 'Remove or raise the plugin; Composer 2 downloads in parallel by itself',
        zh: '移除或升级该插件；Composer 2 自身已支持并行下载',
      },
      risk: 'reversible',
      steps: [
        run(['composer', 'remove', 'hirak/prestissimo'], 'reversible', {
          note: { en: 'Or the plugin the message names.', zh: '或消息中指出的插件。' },
        }),
      ],
    },
    {
      id: 'pin-composer',
      title: { en: 'Or pin the Composer the project needs', zh: '或固定项目所需的 Composer' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: '2.2 is the long-term line for old PHP.', zh: '2.2 是面向旧 PHP 的长期版本。' },
          { after: 'COPY --from=composer:2.2 /usr/bin/composer /usr/bin/composer' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'composer/composer', path: 'src/Composer/Plugin/PluginInterface.php', symbol: 'PLUGIN_API_VERSION' },
  ],
});

export default composerVersionMismatch;

export const examples: ExamplesOf<typeof composerVersionMismatch> = [
  {
    name: 'an old plugin on Composer 2',
    log: `#9 [4/6] RUN composer install
#9 0.410   Problem 1
#9 0.462     - hirak/prestissimo is locked to version 0.3.10 and an update of this package was not requested.
#9 0.514     - hirak/prestissimo 0.3.10 requires composer-plugin-api ^1.0.0 -> found composer-plugin-api[2.6.0] but it does not match the constraint.
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: { api: 'composer-plugin-api', wanted: '^1.0.0' },
    verdict: 'confirmed',
  },
  {
    name: 'an extension is missing',
    log: `#9 [4/6] RUN composer install
#9 0.410     - acme/kit 1.0.0 requires ext-gd * -> the requested PHP extension gd is missing from your system.
#9 ERROR: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c composer install" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'composer-platform-req',
  },
];
