import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const nodeTooNewForNativeAddon = condition({
  id: 'node-too-new-for-native-addon',
  stage: 'node',
  title: {
    en: 'A native addon does not compile against this Node.js version',
    zh: '原生扩展无法用当前 Node.js 版本编译',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'v8::Value',
        'v8::String',
        'v8::Object',
        'v8::Local',
        'v8::Isolate',
        'v8::Array',
        'v8::Function',
        'v8::Persistent',
        'v8::Handle',
        'NODE_MODULE_INIT',
      ],
      pattern: /(?<file>[\w./@+-]{1,200}):\d+:\d+: error: .*(?:v8::|NODE_MODULE_INIT)/,
      also: [{ says: ['gyp ERR!', 'node-pre-gyp'] }],
    },
    { on: 'output', says: 'Node Sass does not yet support your current environment', strength: 'states' },
    {
      on: 'output',
      says: ['C++20 or later required', '#error "C++17 or later required."', '#error "C++20 or later required."'],
      strength: 'states',
      also: [{ says: ['gyp ERR!'] }],
    },
    {
      on: 'output',
      says: ['node-pre-gyp ERR! Tried to download(404): '],
      strength: 'hints',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  headline: ({ file }) => ({
    en:
      file === ''
        ? 'A native addon is too old for this Node.js'
        : `A native addon is too old for this Node.js (${file})`,
    zh: file === '' ? '原生扩展太旧，不适用于当前 Node.js' : `原生扩展太旧，不适用于当前 Node.js（${file}）`,
  }),
  why: {
    en: `The toolchain is complete: the compiler itself says that the V8 interface used by the addon is gone in this Node.js.
      That happens when a floating tag such as node:latest moves to a new major version while the lock file keeps an old addon.`,
    zh: `工具链是完整的：是编译器报告该扩展所用的 V8 接口在当前 Node.js 中已不存在。
      常见于 node:latest 之类的浮动标签换了大版本，而锁文件里仍是旧的扩展。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-addon',
      title: { en: 'Raise the addon, then write the lock file again', zh: '升级该扩展，然后重新生成锁文件' },
      risk: 'reversible',
      steps: [look(['npm', 'outdated']), run(['npm', 'install', '--package-lock-only'], 'reversible')],
    },
    {
      id: 'pin-node',
      title: {
        en: 'Or pin the Node.js version the project was written for',
        zh: '或固定为项目原本使用的 Node.js 版本',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Name the major version; never use latest.', zh: '写明大版本，不要用 latest。' },
          { after: 'FROM node:18' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node-gyp', path: 'lib/build.js' },
    { repo: 'nodejs/nan', path: 'nan.h' },
    { repo: 'sass/node-sass', path: 'lib/errors.js' },
  ],
});

export default nodeTooNewForNativeAddon;

export const examples: ExamplesOf<typeof nodeTooNewForNativeAddon> = [
  {
    name: 'an old leveldown',
    log: `#9 [4/6] RUN npm install
#9 0.410 ../src/leveldown.h:53:30: error: no matching function for call to 'v8::Value::ToObject()'
#9 0.462 make: *** [leveldown.target.mk:113: Release/obj.target/leveldown/src/batch.o] Error 1
#9 0.514 gyp ERR! build error
#9 0.566 gyp ERR! stack Error: \`make\` failed with exit code: 2
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: { file: '../src/leveldown.h' },
  },
  {
    name: 'node-sass says so itself',
    log: `#9 [4/6] RUN npm run build
#9 0.410 Error: Node Sass does not yet support your current environment: Linux 64-bit with Unsupported runtime (93)
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'there is no compiler',
    log: `#9 [4/6] RUN npm install
#9 0.410 make: g++: No such file or directory
#9 0.462 gyp ERR! build error
#9 0.514 gyp ERR! stack Error: \`make\` failed with exit code: 2
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'node-gyp-toolchain',
  },
];
