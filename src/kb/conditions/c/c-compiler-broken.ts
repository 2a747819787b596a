import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const cCompilerBroken = condition({
  id: 'c-compiler-broken',
  stage: 'c',
  title: { en: 'The C compiler is there and cannot make a program', zh: 'C 编译器存在，但无法生成程序' },

  signatures: [
    {
      on: 'output',
      says: [
        'C compiler cannot create executables',
        'C++ compiler cannot create executables',
        'cannot run C compiled programs',
        'is not able to compile a simple test program',
      ],
      when: isOfStep,
      strength: 'states',
    },
  ],

  yieldsTo: [
    'compiler-killed',
    'disk-full-data-root',
    'disk-io-error',
    'qemu-segfault',
    'pip-wheel-build-failed',
    'gem-native-extension',
    'c-compiler-missing',
  ],
  headline: () => ({ en: 'The C compiler of the image cannot make a program', zh: '镜像中的 C 编译器无法生成程序' }),
  why: {
    en: 'Mostly the headers and start files of the C library are missing: "gcc" without "musl-dev" on Alpine, or without "libc6-dev" where recommended packages are left out. Otherwise a flag in CFLAGS or LDFLAGS that this compiler does not know, or a compiler for another architecture.',
    zh: '多半是缺少 C 库的头文件和启动文件：Alpine 上只装了 “gcc” 而没有 “musl-dev”，或不安装推荐包时缺少 “libc6-dev”。其他原因：CFLAGS、LDFLAGS 中有该编译器不认识的选项，或编译器属于另一种架构。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'whole-toolchain',
      title: { en: 'Install the whole toolchain', zh: '安装完整的工具链' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 系。' },
          { before: 'apk add gcc', after: 'apk add build-base' },
        ),
        edit(
          'Dockerfile',
          { en: 'Debian and Ubuntu.', zh: 'Debian、Ubuntu 系。' },
          { after: 'RUN apt-get update && apt-get install -y --no-install-recommends build-essential' },
        ),
      ],
    },
    {
      id: 'see-config-log',
      title: { en: 'See what the compiler said', zh: '查看编译器的输出' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For one build.', zh: '只用于一次构建。' },
          { before: 'RUN ./configure', after: 'RUN ./configure || (cat config.log && false)' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'autoconf', path: 'lib/autoconf/lang.m4', symbol: '_AC_COMPILER_EXEEXT_DEFAULT' },
    { repo: 'Kitware/CMake', path: 'Modules/CMakeTestCCompiler.cmake' },
  ],
});

export default cCompilerBroken;

export const examples: ExamplesOf<typeof cCompilerBroken> = [
  {
    name: 'gcc without musl-dev',
    log: `#8 [4/5] RUN apk add gcc make && ./configure
#8 1.104 checking whether the C compiler works... no
#8 1.125 configure: error: in \`/src':
#8 1.146 configure: error: C compiler cannot create executables
#8 1.167 See \`config.log' for more details
#8 ERROR: process "/bin/sh -c apk add gcc make && ./configure" did not complete successfully: exit code: 77
------
ERROR: failed to solve: process "/bin/sh -c apk add gcc make && ./configure" did not complete successfully: exit code: 77
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no compiler',
    log: `#8 [4/5] RUN ./configure
#8 1.104 configure: error: no acceptable C compiler found in $PATH
#8 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 77
------
ERROR: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 77
`,
    matches: false,
    is: 'c-compiler-missing',
  },
];
