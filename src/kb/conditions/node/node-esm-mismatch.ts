import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const nodeEsmMismatch = condition({
  id: 'node-esm-mismatch',
  stage: 'node',
  title: {
    en: 'Node.js is given an ES module where it expects CommonJS, or the other way round',
    zh: 'Node.js 把 ES 模块当成了 CommonJS，或反过来',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Error [ERR_REQUIRE_ESM]: ',
      pattern:
        /\[ERR_REQUIRE_ESM\]: (?:require\(\) of ES Module |Must use import to load ES Module: )(?<file>[^\s]{1,300})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'SyntaxError: Cannot use import statement outside a module',
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [' is not defined in ES module scope'],
      pattern: /ReferenceError: (?:require|exports|module|__dirname|__filename) is not defined in ES module scope/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '[ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for ',
      pattern: /Unknown file extension "\.ts" for (?<file>[^\s]{1,300})/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ file: group('file'), service: event.service }),

  yieldsTo: ['node-engine-mismatch'],
  headline: ({ file }) => ({
    en: `Node.js reads ${file === '' ? 'a file' : file} as the wrong kind of module`,
    zh: `Node.js 用错误的模块类型读取${file === '' ? '某个文件' : ` ${file}`}`,
  }),
  why: {
    en: `Whether a file is an ES module is decided by its ending and by "type" in the nearest package.json. If package.json is not copied to
      the last stage, or a bundle for one kind is started as the other, the same code that ran outside fails here. A package can also
      have become ES-only in a new major version; from Node.js 20.19 and 22.12 on, require() can load those.`,
    zh: `文件是否为 ES 模块，由扩展名和最近的 package.json 里的 "type" 决定。最终阶段没有复制 package.json，或按一种格式打包却按另一种启动，
      在外面能跑的代码到这里就失败。也可能是某个包的新大版本只提供 ES 模块；从 Node.js 20.19 和 22.12 起，require() 可以加载这种包。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'compare-node',
      title: {
        en: 'Use the version of Node.js that the project is run with outside',
        zh: '使用与外部一致的 Node.js 版本',
      },
      risk: 'reversible',
      steps: [
        look(['node', '--version']),
        edit(
          'Dockerfile',
          { en: 'A version whose require() loads ES modules.', zh: '使用 require() 能加载 ES 模块的版本。' },
          { after: 'FROM node:22-slim' },
        ),
      ],
    },
    {
      id: 'copy-package-json',
      title: { en: 'Have package.json beside the code in the last stage', zh: '让最终阶段的代码旁边有 package.json' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Its "type" decides how .js files are read.', zh: '其中的 "type" 决定 .js 文件的读法。' },
          { after: 'COPY package.json ./' },
        ),
      ],
    },
    {
      id: 'older-package',
      title: {
        en: 'Or stay on the last version of the package that is CommonJS',
        zh: '或停留在该包最后一个 CommonJS 版本',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Pin its former major version in package.json and commit the lock file.',
          '在 package.json 里固定上一个大版本，并提交锁文件。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/errors.js', symbol: 'ERR_REQUIRE_ESM' },
    { repo: 'nodejs/node', path: 'lib/internal/modules/esm/module_job.js' },
  ],
});

export default nodeEsmMismatch;

export const examples: ExamplesOf<typeof nodeEsmMismatch> = [
  {
    name: 'a package that is ES-only now',
    log: `api-1  | Error [ERR_REQUIRE_ESM]: require() of ES Module /app/node_modules/chalk/source/index.js from /app/server.js not supported.
api-1  | Instead change the require of index.js in /app/server.js to a dynamic import() which is available in all CommonJS modules.
api-1 exited with code 1
`,
    matches: { file: '/app/node_modules/chalk/source/index.js', service: 'api' },
  },
  {
    name: 'package.json is not in the last stage',
    log: `api-1  | /app/main.js:1
api-1  | import express from 'express';
api-1  | ^^^^^^
api-1  | 
api-1  | SyntaxError: Cannot use import statement outside a module
api-1  | Node.js v20.11.0
api-1 exited with code 1
`,
    matches: { file: '' },
  },
  {
    name: 'CommonJS in an ES module',
    log: `api-1  | ReferenceError: require is not defined in ES module scope, you can use import instead
api-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'a package that is not there',
    log: `api-1  | Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'chalk' imported from /app/server.js
api-1 exited with code 1
`,
    matches: false,
    is: 'node-module-missing',
  },
];
