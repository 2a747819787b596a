import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const phpVendorMissing = condition({
  id: 'php-vendor-missing',
  stage: 'php',
  title: { en: 'The Composer packages are not in the container', zh: '容器里没有 Composer 的依赖包' },

  signatures: [
    {
      on: 'output',
      says: 'vendor/autoload.php',
      pattern: /(?:Failed opening required '|require(?:_once)?\()(?<path>[^'\s)]{0,200}vendor\/autoload\.php)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'vendor/autoload.php',
      pattern:
        /^PHP (?:Warning|Fatal error): {1,2}(?:Uncaught )?.{0,40}require(?:_once)?\((?<path>[^'\s)]{0,200}vendor\/autoload\.php)\)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ path: group('path'), service: event.service }),

  headline: ({ path, service }) => ({
    en: `${service ?? 'The application'} finds no ${path}`,
    zh: `${service ?? '应用'}找不到 ${path}`,
  }),
  why: {
    en: `composer install was not run, or ran in the image while a bind mount of the project (.:/var/www/html) now hides its vendor folder, or vendor was made in another stage and not copied.`,
    zh: `没有执行 composer install；或在镜像里执行过，但项目的绑定挂载（.:/var/www/html）遮住了 vendor 目录；或 vendor 在别的 stage 中生成而没有复制。`,
  },

  retry: 'useless',
  remedies: ({ path, service }) => [
    {
      id: 'see-what-is-there',
      title: { en: 'See what lies in the folder', zh: '查看目录里有什么' },
      risk: 'read',
      steps: [look(inService(service, 'ls', '-la', path.replace(/\/?vendor\/autoload\.php$/, '') || '.'))],
    },
    {
      id: 'install-into-the-mount',
      title: { en: 'With a mount: install into the project', zh: '使用挂载时：安装到项目目录' },
      risk: 'reversible',
      steps: [
        shell(
          'docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/app" composer install',
          'docker run --rm -v "${PWD}:/app" composer install',
          'reversible',
        ),
      ],
    },
    {
      id: 'keep-vendor-of-the-image',
      title: { en: 'Or keep the folder of the image below the mount', zh: '或在挂载之下保留镜像里的目录' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'A volume for vendor; it is filled from the image when new.',
            zh: '为 vendor 单独用一个卷；新卷会从镜像填充。',
          },
          { after: 'volumes:\n  - .:/var/www/html\n  - vendor:/var/www/html/vendor' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'php/php-src', path: 'main/main.c', symbol: 'php_execute_scripts' }],
});

export default phpVendorMissing;

export const examples: ExamplesOf<typeof phpVendorMissing> = [
  {
    name: 'Laravel',
    log: `app-1  | PHP Fatal error:  Uncaught Error: Failed opening required '/var/www/html/vendor/autoload.php' (include_path='.:/usr/local/lib/php') in /var/www/html/artisan:18
app-1 exited with code 255
`,
    matches: { path: '/var/www/html/vendor/autoload.php', service: 'app' },
  },
  {
    name: 'no driver',
    log: `app-1  | Illuminate\\Database\\QueryException: could not find driver (Connection: pgsql, SQL: select 1)
app-1 exited with code 1
`,
    matches: false,
    is: 'php-database-driver-missing',
  },
];
