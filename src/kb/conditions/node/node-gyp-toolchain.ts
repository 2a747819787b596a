import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';

const nodeGypToolchain = condition({
  id: 'node-gyp-toolchain',
  stage: 'node',
  title: {
    en: 'A native addon must be compiled, but Python or a compiler is missing',
    zh: '需要编译原生扩展，但缺少 Python 或编译器',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'Could not find any Python installation to use',
        'Can\'t find Python executable "',
        'gyp ERR! find Python',
      ],
      unless: [{ says: COMPILE_ERRORS }],
    },
    {
      on: 'output',
      says: ['gyp ERR! stack Error: not found: make', 'not found: make'],
      also: [{ says: ['gyp ERR!'] }],
      unless: [{ says: COMPILE_ERRORS }],
    },
    {
      on: 'output',
      says: [
        'g++: Command not found',
        'g++: No such file or directory',
        'cc: Command not found',
        'g++: not found',
        'make: not found',
        'make: cc: No such file or directory',
        'make: g++: No such file or directory',
      ],
      also: [{ says: ['gyp ERR!'] }],
      unless: [{ says: COMPILE_ERRORS }],
    },
    { on: 'output', says: 'gyp: Undefined variable ', strength: 'states' },
  ],

  yieldsTo: [
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: () => ({
    en: 'node-gyp has no Python, make or C++ compiler to build a native addon with',
    zh: 'node-gyp 没有 Python、make 或 C++ 编译器，无法编译原生扩展',
  }),
  why: {
    en: `No prebuilt binary fits this Node.js version, libc and architecture, so npm falls back to compiling the addon.
      Slim and Alpine images carry neither Python nor a compiler. The package may also simply be too old to have a prebuilt binary for this Node.js.`,
    zh: `没有适合当前 Node.js 版本、libc 与架构的预编译文件，npm 便退而自行编译。
      slim 和 Alpine 镜像既没有 Python，也没有编译器。也可能只是这个包太旧，没有为当前 Node.js 提供预编译文件。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-toolchain',
      title: { en: 'Install the toolchain in the build stage', zh: '在构建阶段安装编译工具链' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'On Alpine.', zh: 'Alpine 镜像。' },
          { after: 'RUN apk add --no-cache python3 make g++' },
        ),
        edit(
          'Dockerfile',
          { en: 'On Debian or Ubuntu.', zh: 'Debian 或 Ubuntu 镜像。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*',
          },
        ),
      ],
    },
    {
      id: 'take-prebuilt',
      title: {
        en: 'Or move to a release that ships a binary for this Node.js',
        zh: '或升级到为此 Node.js 提供预编译文件的版本',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Find the package above the "gyp" lines and raise it; node-sass is best replaced by sass, which has no native code.',
          '在 gyp 各行上方找到是哪个包，然后升级它；node-sass 最好换成没有原生代码的 sass。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node-gyp', path: 'lib/find-python.js' },
    { repo: 'nodejs/node-gyp', path: 'lib/build.js' },
  ],
});

export default nodeGypToolchain;

export const examples: ExamplesOf<typeof nodeGypToolchain> = [
  {
    name: 'npm 10 on Alpine',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error gyp ERR! find Python
#9 0.462 npm error gyp ERR! find Python Python is not set from command line or npm configuration
#9 0.514 npm error gyp ERR! find Python Python is not set from environment variable PYTHON
#9 0.566 npm error gyp ERR! stack Error: Could not find any Python installation to use
#9 0.618 npm error gyp ERR! not ok
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'an old node-gyp',
    log: `#9 [4/6] RUN yarn
#9 0.410 gyp ERR! configure error
#9 0.462 gyp ERR! stack Error: Can't find Python executable "python", you can set the PYTHON env variable.
#9 0.514 gyp ERR! not ok
#9 ERROR: process "/bin/sh -c yarn" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'the compiler is there, but the addon does not fit this V8',
    log: `#9 [4/6] RUN npm install
#9 0.410 ../src/leveldown.h:53:30: error: no matching function for call to 'v8::Value::ToObject()'
#9 0.462 gyp ERR! build error
#9 0.514 gyp ERR! stack Error: \`make\` failed with exit code: 2
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'node-too-new-for-native-addon',
  },
];
