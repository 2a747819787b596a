import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';

const fileAlreadyExists = condition({
  id: 'file-already-exists',
  stage: 'shell',
  title: { en: 'A file or directory is already there', zh: '文件或目录已存在' },

  signatures: [
    {
      on: 'output',
      says: ': File exists',
      pattern:
        /^(?:ln: (?:failed to create symbolic link )?|mkdir: (?:cannot create directory |can't create directory )?|mv: |cp: )[‘'"]?(?<path>\/?[^\s‘’'":]{1,300})[’'"]?:? ?.{0,20}File exists/,
      unless: [{ says: COMPILE_ERRORS }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['and is not an empty directory.'],
      pattern: /destination path '(?<path>[^']{1,300})' already exists and is not an empty directory/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['already exists in destination', 'ERROR: File or directory already exists: '],
      pattern: /binary `(?<binary>[^`]{1,100})` already exists in destination|already exists: '(?<path>[^']{1,300})'/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': Directory not empty',
      pattern: /^mv: cannot move [‘'](?<from>[^’']{1,300})[’'] to [‘'](?<path>[^’']{1,300})[’']: Directory not empty/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ' is already installed',
      pattern: /^\s*package (?<path>\S{1,150}) is already installed$/,
      when: (event, { instruction }) => isOfStep(event) && /\brpm\b/.test(instruction),
    },
  ],
  facts: (group) => ({ path: group('path') || group('binary') }),

  headline: ({ path }) => ({
    en: `The step creates "${path}", which is already there`,
    zh: `该步骤要创建 "${path}"，但它已存在`,
  }),
  why: {
    en: `The base image or an earlier step already has that file, directory or link. A newer tag of the base image often brings what a
      Dockerfile used to create itself.`,
    zh: `基础镜像或之前的步骤已经有该文件、目录或链接。较新的基础镜像往往自带 Dockerfile 原本自己创建的内容。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'tolerate-it',
      title: { en: 'Write the command so that it may be there', zh: '改写命令，允许其已存在' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'mkdir -p for directories, ln -sfn for links; or drop the command.',
            zh: '目录用 mkdir -p，链接用 ln -sfn；或删除该命令。',
          },
          {
            before: 'RUN mkdir /opt && ln -s /usr/bin/nodejs /usr/bin/node',
            after: 'RUN mkdir -p /opt && ln -sfn /usr/bin/nodejs /usr/bin/node',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'coreutils', path: 'src/ln.c', symbol: 'do_link' }],
});

export default fileAlreadyExists;

export const examples: ExamplesOf<typeof fileAlreadyExists> = [
  {
    name: 'a link of the base image',
    log: `#6 [2/4] RUN ln -s /usr/bin/nodejs /usr/bin/node
#6 0.201 ln: failed to create symbolic link '/usr/bin/node': File exists
#6 ERROR: process "/bin/sh -c ln -s /usr/bin/nodejs /usr/bin/node" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ln -s /usr/bin/nodejs /usr/bin/node" did not complete successfully: exit code: 1
`,
    matches: { path: '/usr/bin/node' },
  },
  {
    name: 'it may not be created',
    log: `#8 [3/6] RUN mkdir /data
#8 0.512 mkdir: cannot create directory ‘/data’: Permission denied
#8 ERROR: process "/bin/sh -c mkdir /data" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c mkdir /data" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-as-nonroot',
  },
];
