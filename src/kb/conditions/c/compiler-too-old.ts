import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const compilerTooOld = condition({
  id: 'compiler-too-old',
  stage: 'c',
  title: { en: 'The C++ compiler is too old for the source', zh: 'C++ 编译器太旧，无法编译该源码' },

  signatures: [
    {
      on: 'output',
      says: [
        'A compiler with support for C++',
        'requires compiler and library support for the',
        'C++ versions less than C++',
        'You need at least GCC',
        'requires at least GCC',
        'requires GCC ',
      ],
      pattern:
        /A compiler with support for (?<wanted>C\+\+\d\d)|support for the ISO (?<iso>C\+\+ \d{4})|C\+\+ versions less than (?<least>C\+\+\d\d) are not supported|(?:You need|requires) (?:at least )?GCC/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "command line option '-std=",
        'command line option ‘-std=',
        'command-line option ‘-std=',
        "command-line option '-std=",
        "invalid value 'c++",
      ],
      pattern:
        /(?:unrecognized command.line option ['‘"]-std=(?<flag>[\w+]{3,10})|invalid value '(?<value>[\w+]{3,10})' in '-std=)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted'), flag: group('flag') }),

  headline: ({ wanted, flag }) => {
    const what = wanted !== '' ? wanted : flag;
    return what === ''
      ? { en: 'The compiler of the image is too old for this source', zh: '镜像里的编译器太旧，无法编译该源码' }
      : { en: `The compiler of the image does not know ${what}`, zh: `镜像里的编译器不支持 ${what}` };
  },
  why: {
    en: `The source asks for a C++ standard that this compiler does not implement. The base image is an old release of its distribution,
      and its package sources hold only that old compiler.`,
    zh: `源码要求的 C++ 标准，当前编译器没有实现。基础镜像是发行版的旧版本，其软件源里只有旧编译器。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-base',
      title: { en: 'Build on a newer base image', zh: '使用更新的基础镜像构建' },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'gcc:13', 'gcc', '--version']),
        edit(
          'Dockerfile',
          { en: 'The official gcc image has every version.', zh: '官方 gcc 镜像提供各个版本。' },
          { after: 'FROM gcc:13 AS build' },
        ),
      ],
    },
    {
      id: 'older-source',
      title: {
        en: 'Or build a release of the source that still supports this compiler',
        zh: '或构建仍支持此编译器的源码版本',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Check out a tag instead of the default branch.', zh: '检出某个标签，而不是默认分支。' },
          { after: 'RUN git clone --depth 1 --branch v1.2.3 https://git.example/lib.git' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'gcc-mirror/gcc', path: 'gcc/opts-common.cc' },
    { repo: 'autoconf-archive/autoconf-archive', path: 'm4/ax_cxx_compile_stdcxx.m4' },
  ],
});

export default compilerTooOld;

export const examples: ExamplesOf<typeof compilerTooOld> = [
  {
    name: 'configure says so',
    log: `#9 [4/6] RUN ./configure
#9 0.410 checking whether g++ supports C++11 features by default... no
#9 0.462 configure: error: *** A compiler with support for C++11 language features is required.
#9 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
`,
    matches: { wanted: 'C++11' },
    verdict: 'confirmed',
  },
  {
    name: 'an option it does not know',
    log: `#9 [4/6] RUN make
#9 0.410 g++: error: unrecognized command line option '-std=c++17'
#9 0.462 make: *** [Makefile:5: a.o] Error 1
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: { flag: 'c++17' },
  },
  {
    name: 'there is no compiler',
    log: `#9 [4/6] RUN ./configure
#9 0.410 configure: error: no acceptable C compiler found in $PATH
#9 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-compiler-missing',
  },
];
