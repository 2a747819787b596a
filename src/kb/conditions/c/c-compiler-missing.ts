import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const cCompilerMissing = condition({
  id: 'c-compiler-missing',
  stage: 'c',
  title: { en: 'There is no C or C++ compiler', zh: '没有 C/C++ 编译器' },

  signatures: [
    {
      on: 'output',
      says: ['no acceptable C compiler found in $PATH', 'no acceptable C++ compiler found'],
      pattern: /no acceptable C(?:\+\+)? compiler found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['No CMAKE_C_COMPILER could be found', 'No CMAKE_CXX_COMPILER could be found'],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['make: gcc: ', 'make: g++: ', 'make: cc: '],
      pattern: /make: (?<compiler>gcc|g\+\+|cc): (?:No such file or directory|Command not found|not found)/,
      strength: 'states',
    },
    { on: 'output', says: 'Unknown compiler(s): ', pattern: /ERROR: Unknown compiler\(s\): /, strength: 'states' },
    {
      on: 'output',
      says: 'CMake was unable to find a build program corresponding to ',
      pattern: /corresponding to "(?<program>[^"]{1,40})"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'You need to have gcc and make installed',
      also: [{ says: ['Error 127', 'gcc: not found', 'cc: not found', 'gcc: No such file', 'cc: No such file'] }],
      strength: 'states',
    },
    { on: 'output', says: 'System.cmd("make"', also: [{ says: ':enoent' }], strength: 'states' },
    {
      on: 'output',
      says: [
        'you need a C compiler to build uWSGI',
        'No working compiler found',
        'Broken toolchain: cannot link a simple C',
      ],
      strength: 'states',
    },
  ],

  yieldsTo: ['pip-wheel-build-failed', 'pip-system-lib-missing', 'gem-native-extension', 'node-gyp-toolchain'],
  headline: () => ({
    en: 'The build needs a C compiler, and the image has none',
    zh: '构建需要 C 编译器，而镜像里没有',
  }),
  why: {
    en: `configure, CMake or make looked for cc, gcc or g++ and found nothing. Slim, Alpine and runtime images leave the compiler out to stay small.`,
    zh: `configure、CMake 或 make 查找 cc、gcc、g++，都没有找到。slim、Alpine 和运行时镜像为了精简而不带编译器。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-compiler',
      title: { en: 'Install the compiler in the build stage', zh: '在构建阶段安装编译器' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian or Ubuntu.', zh: 'Debian 或 Ubuntu 写法。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit('Dockerfile', { en: 'Alpine.', zh: 'Alpine 写法。' }, { after: 'RUN apk add --no-cache build-base' }),
      ],
    },
  ],

  sources: [
    { repo: 'autotools-mirror/autoconf', path: 'lib/autoconf/c.m4', symbol: 'AC_PROG_CC' },
    { repo: 'Kitware/CMake', path: 'Modules/CMakeDetermineCCompiler.cmake' },
  ],
});

export default cCompilerMissing;

export const examples: ExamplesOf<typeof cCompilerMissing> = [
  {
    name: 'configure',
    log: `#9 [4/6] RUN ./configure
#9 0.410 checking for gcc... no
#9 0.462 checking for cc... no
#9 0.514 configure: error: in \`/src':
#9 0.566 configure: error: no acceptable C compiler found in $PATH
#9 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a header is missing, the compiler is there',
    log: `#9 [4/6] RUN make
#9 0.410 db.c:3:10: fatal error: libpq-fe.h: No such file or directory
#9 0.462 compilation terminated.
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'c-header-or-lib-missing',
  },
];
