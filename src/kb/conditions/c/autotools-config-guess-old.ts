import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const autotoolsConfigGuessOld = condition({
  id: 'autotools-config-guess-old',
  stage: 'c',
  title: { en: 'The configure script does not know this architecture', zh: 'configure 脚本不认识该架构' },

  signatures: [
    {
      on: 'output',
      says: [
        'configure: error: cannot guess build type; you must specify one',
        'unable to guess system type',
        'configure: error: cannot run /bin/sh ',
        "' not recognized",
      ],
      pattern: /cannot guess build type|unable to guess system type|(?:machine|system) [`'][^']{1,60}' not recognized/,
      when: isOfStep,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'config.guess of the source is too old for this architecture',
    zh: '源码中的 config.guess 过旧，不认识该架构',
  }),
  why: {
    en: 'Source packages carry a copy of config.guess and config.sub. Those of before 2012 do not know arm64 (aarch64), ppc64le or riscv64, and before 2015 not musl.',
    zh: '源码包自带 config.guess 和 config.sub。2012 年以前的版本不认识 arm64（aarch64）、ppc64le、riscv64，2015 年以前的不认识 musl。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-config-guess',
      title: { en: 'Exchange both scripts for current ones', zh: '把两个脚本换成新版' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian and Ubuntu; Alpine has them in the package "gnu-config" as /usr/share/gnu-config.',
            zh: 'Debian、Ubuntu；Alpine 的软件包为 “gnu-config”，位于 /usr/share/gnu-config。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends autotools-dev && cp /usr/share/misc/config.guess /usr/share/misc/config.sub .',
          },
        ),
      ],
    },
    {
      id: 'name-build-type',
      title: { en: 'Or name the type', zh: '或直接指明类型' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'As the compiler calls it.', zh: '使用编译器给出的名字。' },
          { before: './configure', after: './configure --build="$(gcc -dumpmachine)"' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'GNU config', path: 'config.guess' },
    { repo: 'autoconf', path: 'lib/autoconf/general.m4', symbol: 'AC_CANONICAL_BUILD' },
  ],
});

export default autotoolsConfigGuessOld;

export const examples: ExamplesOf<typeof autotoolsConfigGuessOld> = [
  {
    name: 'an old library on arm64',
    log: `#8 [4/5] RUN ./configure && make
#8 1.104 checking build system type... ./config.guess: unable to guess system type
#8 1.125 configure: error: cannot guess build type; you must specify one
#8 ERROR: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no compiler',
    log: `#8 [4/5] RUN ./configure && make
#8 1.104 checking build system type... x86_64-pc-linux-gnu
#8 1.125 configure: error: no acceptable C compiler found in $PATH
#8 ERROR: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 77
------
ERROR: failed to solve: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 77
`,
    matches: false,
    is: 'c-compiler-missing',
  },
];
