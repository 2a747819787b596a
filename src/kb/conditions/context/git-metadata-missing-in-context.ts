import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { isOfStep } from '../../shared/build-event.ts';
import { advise, edit, shell } from '#core/model/steps.ts';
import { COMPILE_ERRORS } from '../../shared/compile-error.ts';

const gitMetadataMissingInContext = condition({
  id: 'git-metadata-missing-in-context',
  stage: 'context',
  title: {
    en: 'The build reads its version from git, but the context has no .git',
    zh: '构建要从 git 读取版本，但上下文中没有 .git',
  },

  signatures: [
    {
      on: 'output',
      says: ['not a git repository (or any', 'Not a git repository (or any'],
      pattern: /fatal: [Nn]ot a git repository \(or any/,
      unless: [{ says: ['> husky', 'husky - ', 'husky install', 'lefthook', 'pre-commit', ...COMPILE_ERRORS] }],
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    { on: 'output', says: 'setuptools-scm was unable to detect version for ', strength: 'states' },
    { on: 'output', says: 'setuptools_scm was unable to detect version for ', strength: 'states' },
    {
      on: 'output',
      says: [
        'error obtaining VCS status: exit status 128',
        'No .git directory found',
        'Failed to get a version from version source',
      ],
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['fatal: No names found, cannot describe anything', 'fatal: No tags can describe '],
      when: isOfStep,
    },
  ],

  yieldsTo: ['submodule-or-lfs-missing'],
  headline: () => ({
    en: 'A step asks git for the version, but there is no repository in the image',
    zh: '某个步骤向 git 询问版本，但镜像里没有仓库',
  }),
  why: {
    en: `git found no .git directory above the place where the step runs. .dockerignore keeps it out, a git context
      drops it, a worktree or submodule has only a link, or WORKDIR is another folder.`,
    zh: `git 在该步骤所在目录及其上级都没有找到 .git。
      可能被 .dockerignore 排除、git 上下文默认不带它、worktree 或子模块只有一个链接，
      或 WORKDIR 不对。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'pass-the-version',
      title: { en: 'Pass the version in, so that the image needs no .git', zh: '传入版本，使镜像不需要 .git' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Python: setuptools-scm reads this variable', zh: 'Python：setuptools-scm 会读取该变量' },
          { after: 'ARG VERSION=0.0.0\nENV SETUPTOOLS_SCM_PRETEND_VERSION=${VERSION}' },
        ),
        shell(
          'docker build --build-arg VERSION="$(git describe --tags --always)" .',
          'docker build --build-arg VERSION=$(git describe --tags --always) .',
          'reversible',
        ),
      ],
    },
    {
      id: 'keep-git',
      title: { en: 'Or keep .git in the context', zh: '或者在上下文中保留 .git' },
      risk: 'reversible',
      steps: [
        edit('.dockerignore', { en: 'Remove the line', zh: '删除该行' }, { before: '.git', after: '' }),
        advise(
          'For a remote git context add --build-arg BUILDKIT_CONTEXT_KEEP_GIT_DIR=1; in CI fetch the whole history (fetch-depth: 0).',
          '远程 git 上下文加上 --build-arg BUILDKIT_CONTEXT_KEEP_GIT_DIR=1；CI 中拉取完整历史（fetch-depth: 0）。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'git/git', path: 'setup.c', symbol: 'setup_git_directory_gently' },
    { repo: 'pypa/setuptools-scm', path: 'src/setuptools_scm/_get_version_impl.py' },
  ],
});

export default gitMetadataMissingInContext;

export const examples: ExamplesOf<typeof gitMetadataMissingInContext> = [
  {
    name: 'git describe in a step',
    log: `#9 [3/5] RUN make version
#9 0.400 fatal: not a git repository (or any of the parent directories): .git
#9 0.417 make: *** [Makefile:4: version] Error 128
#9 ERROR: process "/bin/sh -c make version" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make version" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'a Python package',
    log: `#9 [3/5] RUN pip install .
#9 0.400   LookupError: setuptools-scm was unable to detect version for /src.
#9 0.417   error: metadata-generation-failed
#9 ERROR: process "/bin/sh -c pip install ." did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install ." did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'git distrusts the owner of the folder',
    log: `#9 [3/5] RUN git describe
#9 0.400 fatal: detected dubious ownership in repository at '/src'
#9 ERROR: process "/bin/sh -c git describe" did not complete successfully: exit code: 128
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git describe" did not complete successfully: exit code: 128
`,
    matches: false,
  },
];
