import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const cmakeVersion = condition({
  id: 'cmake-version',
  stage: 'c',
  title: { en: 'This CMake does not fit the project', zh: '当前 CMake 版本不适合该项目' },

  signatures: [
    {
      on: 'output',
      says: ' or higher is required.  You are running version ',
      pattern: /CMake (?<wanted>[\d.]{1,20}) or higher is required\.  You are running version (?<have>[\w.-]{1,30})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Compatibility with CMake < ',
      pattern: /Compatibility with CMake < (?<dropped>[\d.]{1,10}) has been removed from CMake/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted'), have: group('have'), dropped: group('dropped') }),

  headline: ({ wanted, have, dropped }) =>
    dropped !== ''
      ? {
          en: `The project declares a CMake older than ${dropped}, which CMake 4 no longer accepts`,
          zh: `项目声明的 CMake 版本低于 ${dropped}，CMake 4 已不再接受`,
        }
      : {
          en: `The project needs CMake ${wanted}, the image has ${have}`,
          zh: `项目需要 CMake ${wanted}，镜像里是 ${have}`,
        },
  why: {
    en: `Either the distribution's CMake is older than the cmake_minimum_required line of the project, or, with CMake 4, the project (often a bundled
      dependency) still declares compatibility with a version that was dropped. The second one is not cured by a newer CMake.`,
    zh: `要么发行版的 CMake 比项目的 cmake_minimum_required 旧；要么用的是 CMake 4，
      而项目（常常是捆绑的依赖）仍声明兼容一个已被放弃的版本。后一种情况换更新的 CMake 也没有用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-cmake',
      title: {
        en: 'Too old: take CMake from pip or a newer base image',
        zh: '版本太旧：用 pip 安装 CMake，或换更新的基础镜像',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Works on old distributions too.', zh: '旧发行版也适用。' },
          { after: 'RUN python3 -m pip install cmake==3.31.6' },
        ),
      ],
    },
    {
      id: 'policy-minimum',
      title: { en: 'CMake 4: lower the policy for this build', zh: 'CMake 4：为这次构建放低策略版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'As environment variable it reaches bundled projects and pip or gem builds.',
            zh: '用环境变量可作用于捆绑项目以及 pip、gem 的构建。',
          },
          { after: 'ENV CMAKE_POLICY_VERSION_MINIMUM=3.5' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Kitware/CMake', path: 'Source/cmCMakeMinimumRequired.cxx' },
    { repo: 'Kitware/CMake', path: 'Source/cmPolicies.cxx' },
  ],
});

export default cmakeVersion;

export const examples: ExamplesOf<typeof cmakeVersion> = [
  {
    name: 'an old distribution',
    log: `#9 [4/6] RUN cmake ..
#9 0.410 CMake Error at CMakeLists.txt:2 (cmake_minimum_required):
#9 0.462   CMake 3.16.0 or higher is required.  You are running version 3.7.2
#9 0.514
#9 0.566 -- Configuring incomplete, errors occurred!
#9 ERROR: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
`,
    matches: { wanted: '3.16.0', have: '3.7.2' },
    verdict: 'confirmed',
  },
  {
    name: 'CMake 4',
    log: `#9 [4/6] RUN cmake ..
#9 0.410 CMake Error at CMakeLists.txt:1 (cmake_minimum_required):
#9 0.462   Compatibility with CMake < 3.5 has been removed from CMake.
#9 ERROR: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
`,
    matches: { dropped: '3.5' },
  },
  {
    name: 'a library is missing',
    log: `#9 [4/6] RUN cmake ..
#9 0.410 CMake Error at /usr/share/cmake-3.25/Modules/FindPackageHandleStandardArgs.cmake:230 (message):
#9 0.462   Could NOT find Lua (missing: LUA_INCLUDE_DIR)
#9 ERROR: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cmake .." did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'c-header-or-lib-missing',
  },
];
