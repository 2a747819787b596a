import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import type { ProjectCompose } from '#core/model/probes/project.ts';

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

  evidence: {
    compose: {
      probe: 'project.compose',
      about: ({ service }) => (service === '' ? {} : undefined),
      confirms: (compose, { file }) => wanted(compose, file) !== undefined,
      // Without such a reference the file was named with -f, or the files are others by now.
      refutes: () => false,
      tells: (compose, { file }) => {
        const { by, in: place, service } = wanted(compose, file) ?? { by: 'include', in: '' };
        const who = service === undefined ? place : `${place} (${service})`;
        return {
          en: `${who} names it with ${by}, and the project has no such file.`,
          zh: `${who} 通过 ${by} 引用它，而项目中没有这个文件。`,
        };
      },
    },
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

type Dangling = NonNullable<ProjectCompose['dangling']>[number];

/** Compose prints the absolute path, the probe tells it from the project on. */
function wanted({ dangling = [] }: ProjectCompose, file: string): Dangling | undefined {
  return dangling.find((one) => {
    const end = one.file.replace(/^(?:\.\.\/)+/, '');
    return file === one.file || file.endsWith(`/${end}`);
  });
}

export default composeExtendsIncludeMissing;

export const examples: ExamplesOf<typeof composeExtendsIncludeMissing> = [
  {
    name: 'the file itself is not there',
    log: `open /srv/shop/common.yaml: no such file or directory
`,
    matches: { file: '/srv/shop/common.yaml' },
  },
  {
    name: 'a service extends it, and the project does not have it',
    log: `open /srv/shop/common.yaml: no such file or directory
`,
    project: {
      'compose.yaml': 'services:\n  app:\n    extends: { file: common.yaml, service: base }\n',
    },
    matches: { file: '/srv/shop/common.yaml' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'an included file is not there',
    log: `open /srv/shop/parts/db.yaml: no such file or directory
`,
    project: {
      'compose.yaml': 'include: [parts/db.yaml]\nservices:\n  app: { image: shop }\n',
    },
    matches: { file: '/srv/shop/parts/db.yaml' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'nothing in the project names the file: it stood behind -f',
    log: `open /srv/shop/prod.yaml: no such file or directory
`,
    project: { 'compose.yaml': 'services:\n  app: { image: shop }\n' },
    matches: { file: '/srv/shop/prod.yaml' },
    speaks: [],
    verdict: 'suspected',
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
