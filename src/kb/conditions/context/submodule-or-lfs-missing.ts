import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const submoduleOrLfsMissing = condition({
  id: 'submodule-or-lfs-missing',
  stage: 'context',
  title: { en: 'Submodules or Git LFS files were not checked out', zh: '没有检出子模块或 Git LFS 文件' },

  signatures: [
    {
      on: 'output',
      says: ['version https://git-lfs.github.com/spec/v1', 'git submodule update --init'],
      pattern:
        /version https:\/\/git-lfs\.github\.com\/spec\/v1|(?:[Pp]lease|[Rr]un|[Tt]ry|[Ee]xecute|[Ff]org[eo]t|[Dd]id you)\b[^\n]{0,120}git submodule update --init/,
    },
    {
      on: 'output',
      says: [
        'pull the submodule',
        'submodules are missing',
        'submodule not initialized',
        'submodules not initialized',
        'Submodules not present',
        'git submodules not found',
        'git-lfs pointer',
        'Git LFS pointer',
      ],
    },
    { on: 'output', says: 'does not contain a CMakeLists.txt file.' },
    {
      on: 'output',
      says: ['submodules/', 'submodule/'],
      pattern:
        /(?:No rule to make target|Directory|source directory|[Cc]annot (?:find|open|stat|access)|[Cc]an't (?:find|open|stat)|can't cd to) [^\n]{0,200}\bsubmodules?\/|\bsubmodules?\/[^\n]{0,200}(?:No such file or directory|is not installable|[Nn]ot found|does not exist)/,
    },
    {
      on: 'output',
      says: [
        "git: 'lfs' is not a git command",
        'This repository is over its data quota',
        'This repository exceeded its LFS budget',
      ],
      strength: 'states',
    },
    { on: 'output', says: 'No url found for submodule path ', strength: 'states' },
  ],

  headline: () => ({
    en: 'The sources are incomplete: submodules or LFS files are missing',
    zh: '源码不完整：缺少子模块或 LFS 文件',
  }),
  why: {
    en: `A tool in the build found an empty folder where a submodule belongs, or the small pointer file that Git LFS
      leaves in place of the real one. COPY takes what is checked out on the machine that builds; it fetches
      nothing.`,
    zh: `构建中的工具发现子模块目录为空，或文件只是 Git LFS 的小指针文件。
      COPY 只复制构建机器上已检出的内容，不会去获取。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-what-is-missing',
      title: { en: 'See what is missing', zh: '查看缺少什么' },
      risk: 'read',
      steps: [
        look(['git', 'submodule', 'status', '--recursive'], {
          note: { en: 'A minus in front means: not checked out.', zh: '前面的减号表示没有检出。' },
        }),
        look(['git', 'lfs', 'ls-files']),
      ],
    },
    {
      id: 'check-them-out',
      title: { en: 'Check them out, then build', zh: '检出后再构建' },
      risk: 'reversible',
      steps: [
        run(['git', 'submodule', 'update', '--init', '--recursive'], 'reversible'),
        run(['git', 'lfs', 'pull'], 'reversible'),
        edit(
          '.github/workflows/build.yml',
          { en: 'In GitHub Actions', zh: '在 GitHub Actions 中' },
          {
            after:
              '      - uses: actions/checkout@v4\n        with:\n          submodules: recursive\n          lfs: true',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'git/git', path: 'builtin/submodule--helper.c' },
    { repo: 'git-lfs/git-lfs', path: 'lfs/pointer.go' },
  ],
});

export default submoduleOrLfsMissing;

export const examples: ExamplesOf<typeof submoduleOrLfsMissing> = [
  {
    name: 'the build script says so',
    log: `#9 [3/5] RUN ./configure
#9 0.400 configure: error: deps/zlib is empty. Please run: git submodule update --init --recursive
#9 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'an empty folder below the build',
    log: `#9 [3/5] RUN cmake .
#9 0.400 CMake Error at CMakeLists.txt:14 (add_subdirectory):
#9 0.417   The source directory
#9 0.434 
#9 0.451     /src/deps/fmt
#9 0.468 
#9 0.485   does not contain a CMakeLists.txt file.
#9 ERROR: process "/bin/sh -c cmake ." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cmake ." did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'no repository at all',
    log: `#9 [3/5] RUN git submodule status
#9 0.400 fatal: not a git repository (or any of the parent directories): .git
#9 ERROR: process "/bin/sh -c git submodule status" did not complete successfully: exit code: 128
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git submodule status" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-metadata-missing-in-context',
  },
];
