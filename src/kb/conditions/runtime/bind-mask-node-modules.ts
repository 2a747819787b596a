import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const bindMaskNodeModules = condition({
  id: 'bind-mask-node-modules',
  stage: 'runtime',
  title: { en: 'A mount hides what was installed into the image', zh: '挂载遮住了镜像里安装的内容' },

  signatures: [
    {
      on: 'output',
      says: ': not found',
      pattern:
        /(?:^|\s)sh: (?:\d+: )?(?<tool>vite|next|nodemon|ts-node|ts-node-dev|tsc|tsx|nest|react-scripts|webpack|vue-cli-service|nuxt|ng|astro|concurrently|remix|svelte-kit|gatsby): not found/,
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ["Cannot find module '", "Cannot find package '"],
      pattern: /Cannot find (?:module|package) '(?<tool>(?:@[\w-]+\/)?[a-z][\w.-]{0,60})'/,
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'vendor/autoload.php',
      pattern: /(?<tool>vendor\/autoload\.php)\)?: [Ff]ailed to open stream/,
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ tool: group('tool'), service: event.service }),

  headline: ({ tool, service }) => ({
    en: `${service ?? 'The program'} finds no ${tool}: a mount over the application folder probably hides the installed packages`,
    zh: `${service === undefined ? '程序' : `${service} `}找不到 ${tool}：应用目录上的挂载很可能遮住了已安装的包`,
  }),
  why: {
    en: `The build installed packages into the image, but ".:/app" puts the folder of the host over it, and there node_modules or vendor is missing.
      An old anonymous volume for node_modules does the same after a new package was added. If nothing is mounted, the package was never installed.`,
    zh: `构建时包已装进镜像，但 “.:/app” 用宿主机的目录盖住了它，而那里没有 node_modules 或 vendor。
      新增依赖后，旧的 node_modules 匿名卷也会造成同样结果。如果没有任何挂载，则说明根本没有安装该包。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-mounts',
      title: {
        en: 'See what is mounted, and whether the image itself has it',
        zh: '查看挂载了什么，以及镜像本身有没有',
      },
      risk: 'read',
      steps: [look(['docker', 'compose', 'config']), look(inService(service, 'ls', 'node_modules/.bin'))],
    },
    {
      id: 'keep-the-folder-of-the-image',
      title: {
        en: 'Give the folder a volume of its own, and renew it after each new dependency',
        zh: '给该目录单独的卷，并在依赖变化后更新它',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'A volume at the deeper path wins over the mount (for PHP: /app/vendor).',
            zh: '更深路径上的卷优先于外层挂载（PHP 用 /app/vendor）。',
          },
          {
            after: 'volumes:\n  - .:/app\n  - /app/node_modules',
          },
        ),
        run(
          ['docker', 'compose', 'up', '-d', '--build', '--no-deps', '--renew-anon-volumes', service ?? '<service>'],
          'disruptive',
          {
            note: {
              en: 'Only for this service: its volumes without a name start anew from the image. Named volumes and other services are left alone.',
              zh: '仅针对该服务：它没有名字的卷会按镜像重新开始。命名卷和其他服务不受影响。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/modules/cjs/loader.js', symbol: 'Module._resolveFilename' },
    { repo: 'compose-spec/compose-spec', path: '05-services.md', symbol: 'volumes' },
  ],
});

export default bindMaskNodeModules;

export const examples: ExamplesOf<typeof bindMaskNodeModules> = [
  {
    name: 'vite',
    log: `web-1  | > shop@0.0.1 dev
web-1  | > vite --host
web-1  | sh: vite: not found
web-1 exited with code 127
`,
    matches: { tool: 'vite', service: 'web' },
    verdict: 'suspected',
  },
  {
    name: "a file of the program's own",
    log: `web-1  | Error: Cannot find module '/app/dist/main.js'
web-1 exited with code 1
`,
    matches: false,
    is: 'node-file-missing',
  },
];
