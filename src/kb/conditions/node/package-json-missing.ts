import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const packageJsonMissing = condition({
  id: 'package-json-missing',
  stage: 'node',
  title: { en: 'There is no package.json where npm looks', zh: 'npm 所在目录没有 package.json' },

  signatures: [
    {
      on: 'output',
      says: ['npm ERR! enoent ', 'npm error enoent '],
      pattern:
        /(?:no such file or directory,? open '?|Could not read package\.json: .*open ')(?<path>[^']{0,300}package\.json)'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "package.json ENOENT, open '",
      pattern: /package\.json ENOENT, open '(?<path>[^']{1,300})'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "Couldn't find a package.json file in",
      pattern: /Couldn't find a package\.json file in "(?<path>[^"]{1,300})"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND', 'ERR_PNPM_NO_PKG_MANIFEST'],
      pattern: /No package\.json .{0,60}found in "?(?<path>[^"\s]{1,300})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['git-missing'],
  headline: ({ path }) => ({ en: `npm finds no package.json (${path})`, zh: `npm 找不到 package.json（${path}）` }),
  why: {
    en: `npm works on the package.json of its directory and there is none. It was not copied before this step, was copied to another place,
      or WORKDIR is not the directory of the project.`,
    zh: `npm 处理所在目录的 package.json，而那里没有。要么在这一步之前没有复制，要么复制到了别处，要么 WORKDIR 不是项目目录。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'copy-it-first',
      title: {
        en: 'Copy package.json into the working directory before installing',
        zh: '安装之前把 package.json 复制进工作目录',
      },
      risk: 'reversible',
      steps: [
        look(['git', 'ls-files', '*package.json']),
        look(['cat', '.dockerignore']),
        edit(
          'Dockerfile',
          { en: 'Paths on the left are relative to the build context.', zh: '左边的路径相对于构建上下文。' },
          { after: 'WORKDIR /app\nCOPY package*.json ./\nRUN npm ci' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/utils/error-message.js' },
    { repo: 'yarnpkg/yarn', path: 'src/cli/index.js' },
  ],
});

export default packageJsonMissing;

export const examples: ExamplesOf<typeof packageJsonMissing> = [
  {
    name: 'npm 10',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ENOENT
#9 0.462 npm error syscall open
#9 0.514 npm error path /app/package.json
#9 0.566 npm error errno -2
#9 0.618 npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/app/package.json'
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { path: '/app/package.json' },
    verdict: 'confirmed',
  },
  {
    name: 'git is what is missing',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code ENOENT
#9 0.462 npm error syscall spawn git
#9 0.514 npm error enoent An unknown git error occurred
#9 0.566 npm warn enoent ENOENT: no such file or directory, open '/package.json'
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
