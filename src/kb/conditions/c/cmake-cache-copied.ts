import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const cmakeCacheCopied = condition({
  id: 'cmake-cache-copied',
  stage: 'c',
  title: {
    en: 'A CMake build folder of another machine was copied into the image',
    zh: '镜像中复制进了另一台机器的 CMake 构建目录',
  },

  signatures: [
    {
      on: 'output',
      says: ['is different than the directory ', 'does not match the source '],
      pattern:
        /The current CMakeCache\.txt directory (?<path>\S{1,200}) is different|The source "[^"]{1,200}" does not match the source "(?<source>[^"]{1,200})" used/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') || group('source') }),

  headline: ({ path }) => ({
    en: `A CMake cache of another folder is in the image: ${path}`,
    zh: `镜像中有来自其他目录的 CMake 缓存：${path}`,
  }),
  why: {
    en: 'COPY brought the build folder of the host along. CMake writes absolute paths into its cache and refuses to go on elsewhere.',
    zh: 'COPY 把宿主机的构建目录一起带了进来。CMake 的缓存写有绝对路径，换了位置就拒绝继续。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ignore-build-folder',
      title: { en: 'Keep build folders out of the build context', zh: '把构建目录排除在构建上下文之外' },
      risk: 'reversible',
      steps: [
        edit(
          '.dockerignore',
          { en: 'And whatever your build folders are called.', zh: '以及你使用的其他构建目录名。' },
          {
            after: `build/
cmake-build-*/
**/CMakeCache.txt
**/CMakeFiles/`,
          },
        ),
      ],
    },
    {
      id: 'fresh-folder',
      title: { en: 'Configure into a fresh folder', zh: '在全新的目录中配置' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: '--fresh needs CMake 3.24.', zh: '--fresh 需要 CMake 3.24。' },
          { before: 'RUN cmake -B build', after: 'RUN cmake --fresh -B build' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Kitware/CMake', path: 'Source/cmake.cxx', symbol: 'cmake::LoadCache' },
    { repo: 'Kitware/CMake', path: 'Source/cmCacheManager.cxx' },
  ],
});

export default cmakeCacheCopied;

export const examples: ExamplesOf<typeof cmakeCacheCopied> = [
  {
    name: 'a folder of the host',
    log: `#8 [4/5] RUN cmake -B build
#8 1.104 CMake Error: The current CMakeCache.txt directory /src/build/CMakeCache.txt is different than the directory /home/me/app/build where CMakeCache.txt was created. This may result in binaries being created in the wrong place.
#8 1.125 CMake Error: The source "/src/CMakeLists.txt" does not match the source "/home/me/app/CMakeLists.txt" used to generate cache.  Re-run cmake with a different source directory.
#8 ERROR: process "/bin/sh -c cmake -B build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cmake -B build" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no project',
    log: `#8 [4/5] RUN cmake -B build
#8 1.104 CMake Error: The source directory "/src" does not appear to contain CMakeLists.txt.
#8 ERROR: process "/bin/sh -c cmake -B build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c cmake -B build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-path-missing',
  },
];
