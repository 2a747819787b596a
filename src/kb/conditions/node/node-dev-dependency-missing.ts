import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const TOOL =
  /^(?:\/bin\/)?sh: (?:line )?(?:\d+: )?(?<tool>tsc|ts-node|tsup|tsx|gulp|grunt|webpack|webpack-cli|vite|vitest|next|nest|ng|nuxt|nuxi|vue-cli-service|react-scripts|react-app-rewired|craco|rollup|babel|babel-node|cross-env|rimraf|nodemon|eslint|prettier|jest|mocha|husky|turbo|nx|lerna|bower|ember|gatsby|parcel|astro|remix|svelte-kit|prisma|concurrently|npm-run-all|run-s|run-p|env-cmd|dotenv|copyfiles|cpx|sass|node-sass|tailwindcss|postcss|browserify|uglifyjs|lessc|coffee|patch-package|is-ci|node-gyp|node-pre-gyp|prebuild-install|esbuild|swc|expo|hexo|docusaurus|vitepress|vuepress|storybook|typedoc|only-allow|lint-staged|shx|del|wait-on|pm2|serve|http-server): (?:command )?not found$/;

const nodeDevDependencyMissing = condition({
  id: 'node-dev-dependency-missing',
  stage: 'node',
  title: { en: 'A tool of the project is not in node_modules', zh: '项目所用的工具不在 node_modules 中' },

  signatures: [
    {
      on: 'output',
      says: [': not found', ': command not found'],
      pattern: TOOL,
      strength: 'states',
      also: [
        {
          says: [
            'npm ERR!',
            'npm error',
            'Command failed with exit code 127',
            'ELIFECYCLE',
            'npm run ',
            'yarn run ',
            'spawn ENOENT',
          ],
        },
      ],
    },
    {
      on: 'output',
      says: [': not found', ': command not found'],
      pattern: TOOL,
      strength: 'states',
      when: (_event, { instruction }) => /\b(?:npm|pnpm|yarn|bun|corepack)\b/.test(instruction),
    },
    {
      on: 'output',
      says: 'node_modules/.bin/',
      pattern: /node_modules\/\.bin\/(?<tool>[\w.-]{1,60}): (?:not found|No such file or directory)$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Unable to find local grunt',
        " builder's node package",
        'ERROR: in package.json: "',
        'package was not properly installed',
        'Local gulp not found in',
      ],
      pattern:
        /Unable to find local (?<tool>grunt)|in package\.json: "(?<ember>[\w-]{1,60})" is missing|The "(?<package>@?[\w/-]{1,80})" package was not properly installed|Local (?<gulp>gulp) not found in|Could not find the '(?<builder>@[\w/-]{1,80}):[\w-]{1,40}' builder's node package/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    tool: group('tool') || group('ember') || group('package') || group('gulp') || group('builder'),
  }),

  yieldsTo: ['npm-network', 'npm-eresolve'],
  headline: ({ tool }) => ({
    en: `${tool} is not in node_modules: it was not installed in this stage`,
    zh: `node_modules 中没有 ${tool}：此阶段没有安装它`,
  }),
  why: {
    en: `npm scripts find their tools in node_modules/.bin. The tool is a devDependency and the install left those out
      (NODE_ENV=production, --omit=dev, --production), or node_modules was never installed or was hidden by a mount. A package for the operating system does not help.`,
    zh: `npm 脚本从 node_modules/.bin 里找工具。该工具是 devDependency，而安装时没有装 devDependency
      （NODE_ENV=production、--omit=dev、--production），或者根本没有安装 node_modules，或它被挂载遮住了。装系统软件包没有用。`,
  },

  retry: 'useless',
  remedies: ({ tool }) => [
    {
      id: 'install-dev-for-build',
      title: {
        en: 'Install everything in the build stage, and only production packages in the final one',
        zh: '构建阶段安装全部依赖，最终阶段只安装生产依赖',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Two stages.', zh: '分成两个阶段。' },
          {
            after:
              'FROM node:22 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --include=dev\nCOPY . .\nRUN npm run build\n\nFROM node:22-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY --from=build /app/dist ./dist',
          },
        ),
      ],
    },
    {
      id: 'declare-it',
      title: { en: 'See whether the project declares it at all', zh: '看看项目是否声明了它' },
      risk: 'read',
      steps: [look(['npm', 'ls', tool]), look(['npm', 'pkg', 'get', 'dependencies', 'devDependencies', 'scripts'])],
    },
  ],

  sources: [
    { repo: 'npm/run-script', path: 'lib/run-script-pkg.js' },
    { repo: 'npm/cli', path: 'workspaces/config/lib/definitions/definitions.js', symbol: 'omit' },
  ],
});

export default nodeDevDependencyMissing;

export const examples: ExamplesOf<typeof nodeDevDependencyMissing> = [
  {
    name: 'devDependencies were left out',
    log: `#9 [4/6] RUN npm run build
#9 0.410 > shop@1.0.0 build
#9 0.462 > tsc -p .
#9 0.514
#9 0.566 sh: 1: tsc: not found
#9 0.618 npm error Lifecycle script \`build\` failed with error:
#9 0.670 npm error code 127
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 127
`,
    matches: { tool: 'tsc' },
    verdict: 'confirmed',
  },
  {
    name: 'husky wants to run in a production install',
    log: `#9 [4/6] RUN npm ci --omit=dev
#9 0.410 > shop@1.0.0 prepare
#9 0.462 > husky
#9 0.514
#9 0.566 sh: husky: not found
#9 0.618 npm error code 127
#9 0.670 npm error command sh -c husky
#9 ERROR: process "/bin/sh -c npm ci --omit=dev" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci --omit=dev" did not complete successfully: exit code: 127
`,
    matches: { tool: 'husky' },
  },
  {
    name: 'a program of the system',
    log: `#9 [4/6] RUN npm install
#9 0.410 sh: 1: pkg-config: not found
#9 0.462 gyp: Call to 'pkg-config --libs' returned exit status 127
#9 0.514 npm error code 1
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
