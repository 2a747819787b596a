import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const npmScriptMissing = condition({
  id: 'npm-script-missing',
  stage: 'node',
  title: { en: 'package.json has no such script', zh: 'package.json 中没有这个脚本' },

  signatures: [
    {
      on: 'output',
      says: ['issing script: '],
      pattern: /[Mm]issing script: "?(?<script>[^"\s]{1,80})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error Command "',
      pattern: /error Command "(?<script>[^"]{1,80})" not found\./,
      strength: 'states',
    },
    { on: 'output', says: 'ERR_PNPM_NO_SCRIPT', pattern: /Missing script: (?<script>\S{1,80})/, strength: 'states' },
    {
      on: 'output',
      says: 'Couldn\'t find a script named "',
      pattern: /Couldn't find a script named "(?<script>[^"]{1,80})"/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ script: group('script') }),

  headline: ({ script }) => ({
    en: `package.json in the image has no script "${script}"`,
    zh: `镜像中的 package.json 没有脚本 "${script}"`,
  }),
  why: {
    en: `npm read package.json and found no script of that name. The script was renamed, lives in another package of the workspace,
      or another package.json than expected was copied into the working directory.`,
    zh: `npm 读取了 package.json，其中没有这个名字的脚本。脚本可能改了名、在工作区的另一个包里，
      或者复制到工作目录的 package.json 不是预期的那个。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'list-scripts',
      title: { en: 'See which scripts there are', zh: '查看有哪些脚本' },
      risk: 'read',
      steps: [look(['npm', 'run']), look(['npm', 'pkg', 'get', 'scripts'])],
    },
    {
      id: 'use-a-script',
      title: { en: 'Call a script that exists, in the directory that has it', zh: '在正确的目录里调用存在的脚本' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Name an existing script; in a monorepo set WORKDIR or --workspace.',
          zh: '写已有的脚本名；monorepo 中请设置 WORKDIR 或 --workspace。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/commands/run.js' },
    { repo: 'yarnpkg/yarn', path: 'src/cli/commands/run.js' },
  ],
});

export default npmScriptMissing;

export const examples: ExamplesOf<typeof npmScriptMissing> = [
  {
    name: 'npm 10',
    log: `#9 [4/6] RUN npm run build
#9 0.410 npm error Missing script: "build"
#9 0.462 npm error
#9 0.514 npm error To see a list of scripts, run:
#9 0.566 npm error   npm run
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: { script: 'build' },
    verdict: 'confirmed',
  },
  {
    name: 'npm 6',
    log: `#9 [4/6] RUN npm run build:client
#9 0.410 npm ERR! missing script: build:client
#9 ERROR: process "/bin/sh -c npm run build:client" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build:client" did not complete successfully: exit code: 1
`,
    matches: { script: 'build:client' },
  },
  {
    name: 'the script is there, its tool is not',
    log: `#9 [4/6] RUN npm run build
#9 0.410 > tsc -p .
#9 0.462 sh: 1: tsc: not found
#9 0.514 npm error Lifecycle script \`build\` failed with error:
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'node-dev-dependency-missing',
  },
];
