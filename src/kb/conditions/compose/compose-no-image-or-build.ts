import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeNoImageOrBuild = condition({
  id: 'compose-no-image-or-build',
  stage: 'compose',
  title: { en: 'A service has neither an image nor a build', zh: '服务既没有 image 也没有 build' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'has neither an image nor a build context specified',
      pattern: /[Ss]ervice "?(?<service>[\w.-]{1,80})"? has neither/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ service: group('service') }),

  yieldsTo: ['compose-env-unset'],
  headline: ({ service }) => ({
    en: `Service ${service} has neither image: nor build:`,
    zh: `服务 ${service} 既没有 image: 也没有 build:`,
  }),
  why: {
    en: `A service needs something to run. Often only the override file was loaded, because -f names one file and the base is not read any more;
      or the variable in image: is empty; or the indentation moved image: out of the service.`,
    zh: `服务必须有可运行的东西。常见原因：用 -f 只加载了覆盖文件，基础文件不再被读取；
      image: 中的变量为空；或缩进把 image: 移出了该服务。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'load-the-base-file',
      title: { en: 'Load the base file too, or give the service an image', zh: '同时加载基础文件，或给服务指定镜像' },
      risk: 'reversible',
      steps: [
        look(['docker', 'compose', '-f', 'compose.yaml', '-f', 'compose.override.yaml', 'config', '--quiet']),
        edit('compose.yaml', { en: `Under ${service}.`, zh: `在 ${service} 下。` }, { after: 'build: .' }),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/validate.go', symbol: 'checkConsistency' }],
});

export default composeNoImageOrBuild;

export const examples: ExamplesOf<typeof composeNoImageOrBuild> = [
  {
    name: 'only the override file',
    log: `service "web" has neither an image nor a build context specified: invalid compose project
`,
    matches: { service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'the image is named, but badly',
    log: `unable to get image 'Shop:1': Error response from daemon: invalid reference format: repository name (library/Shop) must be lowercase
`,
    matches: false,
  },
];
