import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';
import { undeclared } from '../../shared/providers.ts';

interface Facts {
  readonly module: string;
  readonly instruction: string;
  readonly service: string | undefined;
}

const nodeModuleMissing = condition<Facts, { project: 'project.providers' }>({
  id: 'node-module-missing',
  stage: 'node',
  title: { en: 'A module the code requires is not installed', zh: '代码所需的模块没有安装' },

  signatures: [
    {
      on: ['output', 'error'],
      says: "Error: Cannot find module '",
      unless: [
        {
          says: [
            '@rollup/rollup-linux-',
            '@esbuild/linux-',
            '@swc/core-linux-',
            '@next/swc-linux-',
            'lightningcss.linux-',
          ],
        },
      ],
      pattern: /Error: Cannot find module '(?<module>(?:@[\w.-]{1,100}\/)?[a-zA-Z][\w.-]{0,100})(?:\/[^']{0,200})?'/,
    },
    {
      on: ['output', 'error'],
      says: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '",
      pattern: /Cannot find package '(?<module>[^']{1,150})' imported from/,
    },
    {
      on: ['output', 'error'],
      says: ["ESLint couldn't find the config ", "ESLint couldn't find the plugin ", 'Failed to load config "'],
      pattern: /(?:ESLint couldn't find the (?:config|plugin)|Failed to load config) "(?<module>[^"]{1,100})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: "An unhandled exception occurred: Cannot find module '",
      pattern: /Cannot find module '(?<module>[^']{1,200})'/,
    },
  ],
  facts: (group, event, { instruction }) => ({ module: group('module'), instruction, service: event.service }),

  yieldsTo: [
    'node-native-binary-wrong-platform',
    'npm-unsafe-perm',
    'node-gyp-toolchain',
    'node-too-new-for-native-addon',
    'node-engine-mismatch',
    'npm-network',
  ],
  headline: ({ module }) => ({ en: `The module ${module} is not installed`, zh: `模块 ${module} 没有安装` }),
  why: {
    en: `Node.js searched every node_modules directory from the requiring file upwards and did not find the package. It is missing in package.json, is a devDependency
      left out of this install, or is an optional peer that another package expects the project to add.`,
    zh: `Node.js 从发起 require 的文件开始逐级向上查找 node_modules，都没有这个包。它没有写进 package.json，
      或是被此次安装略去的 devDependency，或是另一个包要求项目自行添加的可选 peer 依赖。`,
  },

  evidence: {
    project: undeclared<Facts>({
      question: ({ module }) => ({
        package: { kind: 'npm', names: [module] },
        // A path alias of the project looks the same.
        endings: [`${module}/`, `${module}.js`, `${module}.mjs`, `${module}.cjs`, `${module}.ts`],
      }),
      what: ({ module }) => module,
    }),
  },

  retry: 'useless',
  remedies: ({ module }) => [
    {
      id: 'look-for-it',
      title: { en: 'See who needs it and whether it is declared', zh: '查看谁需要它、是否已声明' },
      risk: 'read',
      steps: [look(['npm', 'explain', module]), look(['npm', 'ls', module])],
    },
    {
      id: 'add-it',
      title: { en: 'Declare it and install again', zh: '声明后重新安装' },
      risk: 'reversible',
      steps: [
        run(['npm', 'install', '--save', module], 'reversible'),
        advise(
          'If it is a devDependency that the running program needs, move it to dependencies.',
          '如果运行时需要的是 devDependency，请把它移到 dependencies。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/modules/cjs/loader.js', symbol: 'Module._resolveFilename' },
    { repo: 'nodejs/node', path: 'lib/internal/modules/esm/resolve.js' },
  ],
});

export default nodeModuleMissing;

const FAILED = `#6 [3/3] RUN node -e "require('express')"
#6 0.410 Error: Cannot find module 'express'
#6 ERROR: process "/bin/sh -c node -e \\"require('express')\\"" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c node -e \\"require('express')\\"" did not complete successfully: exit code: 1
`;

export const examples: ExamplesOf<typeof nodeModuleMissing> = [
  {
    name: 'the Angular build',
    log: `#9 [4/6] RUN npm run build
#9 0.410 Error: Cannot find module '@angular-devkit/core'
#9 0.462 Require stack:
#9 0.514 - /app/node_modules/@angular/cli/bin/ng.js
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: { module: '@angular-devkit/core' },
  },
  {
    name: 'nobody declares it and nobody installs it',
    log: FAILED,
    project: {
      Dockerfile: `FROM node:20\nCOPY . .\nRUN npm ci\nRUN node -e "require('express')"\n`,
      'package.json': '{"dependencies":{"koa":"2"}}',
    },
    matches: { module: 'express' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'it is for development alone, and that is left out',
    log: FAILED,
    project: {
      Dockerfile: `FROM node:20\nCOPY . .\nRUN npm ci --omit=dev\nRUN node -e "require('express')"\n`,
      'package.json': '{"devDependencies":{"express":"4"}}',
    },
    matches: { module: 'express' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'it is declared: something else is wrong with it',
    log: FAILED,
    project: {
      Dockerfile: `FROM node:20\nCOPY . .\nRUN npm ci\nRUN node -e "require('express')"\n`,
      'package.json': '{"dependencies":{"express":"4"}}',
    },
    matches: { module: 'express' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'the lock file has it, for another package',
    log: FAILED,
    project: {
      Dockerfile: `FROM node:20\nCOPY . .\nRUN npm ci\nRUN node -e "require('express')"\n`,
      'package.json': '{"dependencies":{"koa":"2"}}',
      'package-lock.json': '{"packages":{"node_modules/express":{}}}',
    },
    matches: { module: 'express' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'a script may install anything',
    log: FAILED,
    project: { Dockerfile: `FROM node:20\nCOPY . .\nRUN ./setup.sh\nRUN node -e "require('express')"\n` },
    matches: { module: 'express' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'an image of somebody may have it elsewhere',
    log: FAILED,
    project: { Dockerfile: `FROM acme/base:1\nCOPY . .\nRUN node -e "require('express')"\n` },
    matches: { module: 'express' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'the folder at hand is another project',
    log: FAILED,
    project: { Dockerfile: 'FROM node:20\nRUN npm run build\n' },
    matches: { module: 'express' },
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'only the native part of a module is missing',
    log: `#9 [4/6] RUN npm run build
#9 0.410 Error: Cannot find module '@rollup/rollup-linux-x64-gnu'. npm has a bug related to optional dependencies
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'node-native-binary-wrong-platform',
  },
  {
    name: 'the start file of the application is not in the image',
    log: `api-1  | Error: Cannot find module '/app/dist/main.js'
api-1  |   code: 'MODULE_NOT_FOUND',
api-1 exited with code 1
`,
    matches: false,
    is: 'node-file-missing',
  },
];
