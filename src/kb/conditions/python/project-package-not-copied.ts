import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const projectPackageNotCopied = condition({
  id: 'project-package-not-copied',
  stage: 'python',
  title: {
    en: 'The project itself is to be installed before its source is in the image',
    zh: '在源码进入镜像之前就要安装项目自身',
  },

  signatures: [
    {
      on: 'output',
      says: ['No file/folder found for package ', 'The current project could not be installed: '],
      pattern:
        /No file\/folder found for package (?<name>[\w.-]{1,80})|could not be installed: (?!No file)(?:Readme path `(?<readme>[^`]{1,200})`)?/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Readme file does not exist: ',
        'Unable to determine which files to ship inside the wheel',
        'Expected a Python module at: ',
      ],
      pattern:
        /Readme file does not exist: (?<file>\S{1,200})|Unable to determine which files|Expected a Python module at: (?<module>\S{1,200})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Distribution not found at: file://',
      pattern: /Distribution not found at: file:\/\/(?<path>\S{1,300})/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('name') || group('file') || group('module') || group('readme') || group('path') }),

  yieldsTo: ['disk-full-data-root'],
  headline: ({ what }) => ({
    en:
      what === ''
        ? 'The project cannot be installed, its files are not in the image yet'
        : `The project cannot be installed, ${what} is not in the image yet`,
    zh: what === '' ? '无法安装项目，其文件尚未进入镜像' : `无法安装项目，${what} 尚未进入镜像`,
  }),
  why: {
    en: 'For the sake of the cache only pyproject.toml and the lock file were copied. Poetry, uv and pip then build the project too, and its package, its README or a local dependency is not there.',
    zh: '为了利用缓存，只复制了 pyproject.toml 和锁文件。但 Poetry、uv、pip 还会构建项目自身，而它的包、README 或本地依赖尚不存在。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'dependencies-first',
      title: { en: 'Install only the dependencies at this point', zh: '此时只安装依赖' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Poetry.', zh: '使用 Poetry 时。' },
          { before: 'RUN poetry install', after: 'RUN poetry install --no-root' },
        ),
        edit(
          'Dockerfile',
          { en: 'uv; the second call comes after COPY . .', zh: 'uv；第二次调用放在 COPY . . 之后。' },
          { before: 'RUN uv sync --frozen', after: 'RUN uv sync --frozen --no-install-project' },
        ),
      ],
    },
    {
      id: 'copy-what-is-named',
      title: { en: 'Copy what pyproject.toml names', zh: '复制 pyproject.toml 中提到的文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'README.md is often named there, and often in .dockerignore.',
            zh: '那里常写有 README.md，而它又常在 .dockerignore 中。',
          },
          { after: 'COPY pyproject.toml README.md ./' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'python-poetry/poetry', path: 'src/poetry/console/commands/install.py' },
    { repo: 'pypa/hatch', path: 'backend/src/hatchling/builders/wheel.py' },
    { repo: 'astral-sh/uv', path: 'crates/uv-distribution/src/error.rs' },
  ],
});

export default projectPackageNotCopied;

export const examples: ExamplesOf<typeof projectPackageNotCopied> = [
  {
    name: 'poetry',
    log: `#8 [4/5] RUN poetry install
#8 1.104 Error: The current project could not be installed: No file/folder found for package app
#8 1.125 If you do not want to install the current project use --no-root.
#8 ERROR: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
`,
    matches: { what: 'app' },
    verdict: 'confirmed',
  },
  {
    name: 'hatchling',
    log: `#8 [4/5] RUN pip install .
#8 1.104       OSError: Readme file does not exist: README.md
#8 ERROR: process "/bin/sh -c pip install ." did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install ." did not complete successfully: exit code: 1
`,
    matches: { what: 'README.md' },
  },
  {
    name: 'uv, a package of the workspace',
    log: `#8 [4/5] RUN uv sync --frozen
#8 1.104 error: Failed to determine installation plan
#8 1.125   Caused by: Distribution not found at: file:///app/package
#8 ERROR: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
`,
    matches: { what: '/app/package' },
  },
  {
    name: 'the project file itself',
    log: `#8 [4/5] RUN poetry install
#8 1.104 Poetry could not find a pyproject.toml file in /app or its parents
#8 ERROR: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-path-missing',
  },
];
