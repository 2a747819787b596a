import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const poetryUvLockStale = condition({
  id: 'poetry-uv-lock-stale',
  stage: 'python',
  title: { en: 'The Python lock file does not fit pyproject.toml', zh: 'Python 锁文件与 pyproject.toml 不一致' },

  signatures: [
    {
      on: 'output',
      says: [
        'changed significantly since poetry.lock was last generated',
        'poetry.lock is not up to date with pyproject.toml',
        'The lock file is not up to date with the latest changes in pyproject.toml',
      ],
      pattern: /^/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['needs to be updated, but `--locked` was provided', 'needs to be updated, but `--frozen` was provided'],
      pattern: /(?<file>uv)\.lock|needs to be updated/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Your Pipfile.lock (', 'Pipfile.lock out of date'],
      pattern: /(?<file>Pipfile)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'uses an unsupported schema version (',
        'The lock file is not compatible with the current version of Poetry',
      ],
      pattern: /(?<file>uv)\.lock|not compatible/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ tool: group('file') === 'uv' ? 'uv' : group('file') === 'Pipfile' ? 'pipenv' : 'poetry' }),

  headline: ({ tool }) => ({
    en: `The lock file of ${tool} is older than the project file`,
    zh: `${tool} 的锁文件比项目文件旧`,
  }),
  why: {
    en: `The tool compares the hash in the lock file with the project file and refuses to install what was not locked. Somebody changed
      the dependencies without locking again, or another version of the tool wrote the lock.`,
    zh: `工具比较锁文件中的哈希与项目文件，拒绝安装未锁定的内容。可能有人改了依赖却没有重新锁定，或锁文件由另一个版本的工具生成。`,
  },

  retry: 'useless',
  remedies: ({ tool }) => [
    {
      id: 'lock-again',
      title: { en: 'Lock again with the version of the image, and commit', zh: '用镜像中的版本重新锁定并提交' },
      risk: 'reversible',
      steps: [run([tool, 'lock'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'python-poetry/poetry', path: 'src/poetry/installation/installer.py', symbol: '_do_install' },
    { repo: 'astral-sh/uv', path: 'crates/uv/src/commands/project/lock.rs' },
  ],
});

export default poetryUvLockStale;

export const examples: ExamplesOf<typeof poetryUvLockStale> = [
  {
    name: 'poetry',
    log: `#8 [4/5] RUN poetry install --no-root
#8 1.911 Installing dependencies from lock file
#8 1.912 pyproject.toml changed significantly since poetry.lock was last generated. Run \`poetry lock\` to fix the lock file.
#8 ERROR: process "/bin/sh -c poetry install --no-root" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry install --no-root" did not complete successfully: exit code: 1
`,
    matches: { tool: 'poetry' },
    verdict: 'confirmed',
  },
  {
    name: 'uv',
    log: `#8 [4/5] RUN uv sync --locked
#8 0.411 error: The lockfile at \`uv.lock\` needs to be updated, but \`--locked\` was provided. To update the lockfile, run \`uv lock\`.
#8 ERROR: process "/bin/sh -c uv sync --locked" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c uv sync --locked" did not complete successfully: exit code: 2
`,
    matches: { tool: 'uv' },
  },
  {
    name: 'the versions cannot be resolved',
    log: `#8 [4/5] RUN uv pip install -r requirements.txt
#8 0.411   × No solution found when resolving dependencies:
#8 ERROR: process "/bin/sh -c uv pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c uv pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-resolution-impossible',
  },
];
