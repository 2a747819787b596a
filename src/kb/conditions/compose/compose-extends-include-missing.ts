import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const composeExtendsIncludeMissing = condition({
  id: 'compose-extends-include-missing',
  stage: 'compose',
  title: {
    en: 'extends or include names a file or service that is not there',
    zh: 'extends 或 include 引用的文件或服务不存在',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'cannot extend service "',
      pattern:
        /cannot extend service "(?<service>[^"]{1,80})" in (?<file>\S{1,200}): service "(?<target>[^"]{1,80})" not found/,
      strength: 'states',
    },
    {
      // Compose's bare last line; `-f` with a wrong name prints the same.
      on: ['error', 'output'],
      says: ['.yaml: no such file or directory', '.yml: no such file or directory'],
      pattern: /^(?:open|stat) (?<file>\S{1,300}\.ya?ml): no such file or directory$/,
      when: (event) => event.step === undefined && event.service === undefined,
    },
  ],
  facts: (group) => ({ service: group('service'), file: group('file'), target: group('target') }),

  headline: ({ service, file, target }) =>
    service === ''
      ? {
          en: `Compose is to read ${file} (extends, include or -f), which is not there`,
          zh: `Compose 需要读取 ${file}（extends、include 或 -f），但它不存在`,
        }
      : {
          en: `${service} extends "${target}", which ${file} does not have`,
          zh: `${service} 继承 "${target}"，而 ${file} 中没有它`,
        },
  why: {
    en: `extends takes a service of the named file. The name is misspelt, the file is another one than meant (paths are relative to the file that extends),
      or a submodule was not checked out.`,
    zh: `extends 从指定文件里取一个服务。可能名字写错、文件不是想要的那个（路径相对于写 extends 的文件），或子模块没有检出。`,
  },

  retry: 'useless',
  remedies: ({ target }) => [
    {
      id: 'correct-the-reference',
      title: { en: 'Correct file and service', zh: '改正文件和服务名' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Relative to this file.', zh: '相对于本文件。' },
          { after: `extends:\n  file: ./common.yaml\n  service: ${target === '' ? '<service>' : target}` },
        ),
        look(['docker', 'compose', 'config', '--quiet']),
      ],
    },
  ],

  sources: [{ repo: 'compose-spec/compose-go', path: 'loader/extends.go', symbol: 'getExtendsBaseFromFile' }],
});

export default composeExtendsIncludeMissing;

export const examples: ExamplesOf<typeof composeExtendsIncludeMissing> = [
  {
    name: 'the file itself is not there',
    log: `open /srv/shop/common.yaml: no such file or directory
`,
    matches: { file: '/srv/shop/common.yaml' },
  },
  {
    name: 'misspelt',
    log: `cannot extend service "web" in /srv/shop/compose.yaml: service "bass" not found
`,
    matches: { service: 'web', target: 'bass' },
    verdict: 'confirmed',
  },
  {
    name: 'named on the command line',
    log: `no such service: bass
`,
    matches: false,
    is: 'compose-no-such-service',
  },
];
