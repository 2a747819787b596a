import type { AheadExamplesOf, ExamplesOf, OpenAnswers } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inContext, instructionsOf } from '../../shared/dockerfiles.ts';
import { stagesNeeded } from '../../shared/targets.ts';
import { beforeInstruction, dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const npmCiNoLockfile = condition({
  id: 'npm-ci-no-lockfile',
  stage: 'node',
  title: { en: 'npm ci found no lock file in the image', zh: 'npm ci 在镜像中找不到锁文件' },

  signatures: [{ on: 'output', says: 'can only install with an existing package-lock.json', strength: 'states' }],

  headline: () => ({
    en: 'npm ci needs a package-lock.json and there is none in its directory',
    zh: 'npm ci 需要 package-lock.json，但所在目录里没有',
  }),
  why: {
    en: `npm ci never resolves versions itself: without package-lock.json or npm-shrinkwrap.json it has nothing to install.
      The file is not in the repository, is left out by .dockerignore, or is not copied before this step.`,
    zh: `npm ci 从不自行解析版本：没有 package-lock.json 或 npm-shrinkwrap.json 就无从安装。
      该文件不在仓库里、被 .dockerignore 排除，或者没有在这一步之前 COPY 进来。`,
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    further: (answers) =>
      manifestsOf(answers).flatMap(({ folder }) =>
        LOCKS.map((name) => ({ probe: 'project.path', about: { path: folder + name } })),
      ),
    finds: (answers, answerTo) =>
      manifestsOf(answers)
        .filter(({ folder }) =>
          LOCKS.every((name) => answerTo('project.path', { path: folder + name })?.exists === false),
        )
        .map(({ file, line, folder }) => ({
          facts: {},
          how: 'certain',
          tells: {
            en: `${folder}package.json has no package-lock.json beside it.`,
            zh: `${folder}package.json 旁边没有 package-lock.json。`,
          },
          at: { file, line },
        })),
  },

  evidence: {
    lock: {
      probe: 'project.path',
      about: () => ({ path: 'package-lock.json' }),
      confirms: ({ exists }) => !exists,
      refutes: () => false,
      tells: () => ({
        en: 'The project folder has no package-lock.json.',
        zh: '项目目录中没有 package-lock.json。',
      }),
    },
  },

  retry: 'useless',
  remedies: (_facts, { lock }, at) => [
    lock?.exists === true &&
      lock.ignoredBy === undefined &&
      dockerfileRemedy(
        'copy-the-lock-first',
        { en: 'Copy the lock file before npm ci', zh: '在 npm ci 之前复制锁文件' },
        { en: 'Add this above the step', zh: '加在该步骤之前' },
        beforeInstruction(at, ['COPY package-lock.json ./']),
      ),
    lock?.exists === false &&
      dockerfileRemedy(
        'install-without-a-lock',
        {
          en: 'Without a lock file, let npm resolve the versions itself',
          zh: '没有锁文件时，由 npm 自行解析版本',
        },
        {
          en: 'Versions are then those of the day of the build, until a lock file is committed',
          zh: '在提交锁文件之前，版本取决于构建当天的情况',
        },
        inInstruction(at, NPM_CI, () => 'npm install'),
      ),
    {
      id: 'copy-the-lock',
      title: { en: 'Copy the lock file before npm ci', zh: '在 npm ci 之前复制锁文件' },
      risk: 'reversible',
      steps: [
        look(['git', 'ls-files', 'package-lock.json', 'npm-shrinkwrap.json']),
        look(['grep', '-n', 'lock', '.dockerignore', '.gitignore']),
        edit(
          'Dockerfile',
          { en: 'Copy both files.', zh: '两个文件都要复制。' },
          { after: 'COPY package.json package-lock.json ./\nRUN npm ci' },
        ),
      ],
    },
    {
      id: 'make-a-lock',
      title: { en: 'If the project has none yet, make one and commit it', zh: '如果项目还没有锁文件，就生成并提交' },
      risk: 'reversible',
      steps: [
        run(['npm', 'install', '--package-lock-only'], 'reversible'),
        run(['git', 'add', 'package-lock.json'], 'reversible'),
      ],
    },
  ],

  sources: [{ repo: 'npm/cli', path: 'lib/commands/ci.js' }, { repo: 'npm/libcipm' }],
});

const NPM_CI = /\bnpm ci\b/;
const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json'];

/** Stages that run `npm ci`, with the one folder of the context their package.json is copied from, '' or ending with a slash. */
function manifestsOf({
  'project.dockerfiles': dockerfiles = [],
  'project.services': services,
}: OpenAnswers): readonly { file: string; line: number; folder: string }[] {
  return dockerfiles.flatMap((dockerfile) =>
    [...stagesNeeded(dockerfile, services)].flatMap((stage) => {
      const own = instructionsOf(dockerfile, stage);
      const step = own.find(({ keyword, text }) => keyword === 'RUN' && /(?:^RUN |[;&|] ?)npm ci\b/.test(text));
      const lines = new Set(own.map(({ line }) => line));
      const folders = dockerfile.copies
        .filter(({ line, exists }) => exists && lines.has(line))
        .flatMap(
          ({ source }) =>
            /^(?:\.\/)?(.*?)(?:package(?:\*|-\*|\*-\*)?\.json)$/.exec(source)?.[1] ??
            (/^\.\/?$/.test(source) ? '' : []),
        );
      const [folder] = folders;
      if (step === undefined || folder === undefined || new Set(folders).size !== 1) return [];
      const full = inContext(dockerfile, folder);
      return [{ file: dockerfile.path, line: step.line, folder: full === '' ? '' : `${full}/` }];
    }),
  );
}

export default npmCiNoLockfile;

export const examples: ExamplesOf<typeof npmCiNoLockfile> = [
  {
    name: 'npm 10',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EUSAGE
#9 0.462 npm error
#9 0.514 npm error The \`npm ci\` command can only install with an existing package-lock.json or
#9 0.566 npm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or
#9 0.618 npm error later to generate a package-lock.json file, then try again.
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the lock file is there but old',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EUSAGE
#9 0.462 npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
#9 0.514 npm error Missing: left-pad@1.3.0 from lock file
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-ci-lock-out-of-sync',
  },
];

export const aheadExamples: AheadExamplesOf<typeof npmCiNoLockfile> = [
  {
    name: 'no lock file in the repository',
    project: { Dockerfile: 'FROM node:20\nCOPY package*.json ./\nRUN npm ci\n', 'package.json': '{}' },
    finds: [{ how: 'certain', at: 'Dockerfile:3' }],
  },
  {
    name: 'the lock file is there',
    project: { Dockerfile: 'FROM node:20\nCOPY . .\nRUN npm ci\n', 'package.json': '{}', 'package-lock.json': '{}' },
    finds: [],
  },
];
