import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const poetryCommandRemoved = condition({
  id: 'poetry-command-removed',
  stage: 'python',
  title: {
    en: 'This version of Poetry no longer has the command or option',
    zh: '这个版本的 Poetry 已没有该命令或选项',
  },

  signatures: [
    {
      on: 'output',
      says: ['The option "--', 'The "--', 'The command "'],
      pattern:
        /The (?:option "(?<option>--(?:no-dev|dev|sync|no-update|remove-untracked|without-hashes))" does not exist|"(?<plain>--(?:no-dev|dev|sync|no-update|remove-untracked|without-hashes))" option does not exist|command "(?<command>export|shell)" does not exist)/,
      when: (event, { instruction }) => isOfBuild(event) && /\bpoetry\b/.test(`${instruction}${event.text}`),
      strength: 'states',
    },
    {
      on: 'output',
      says: "Looks like you're trying to use a Poetry command that is not available",
      pattern: /use a Poetry command that is not available/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'requested command export does not exist',
      pattern: /requested command (?<command>export) does not exist/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('option') || group('plain') || group('command') || 'export' }),

  headline: ({ what }) => ({ en: `Poetry no longer knows "${what}"`, zh: `Poetry 已不再支持 "${what}"` }),
  why: {
    en: 'The Dockerfile installs Poetry without a version, so a newer major release came. Poetry 2 dropped "--no-dev" and "--no-update", and moved "export" and "shell" into plugins.',
    zh: 'Dockerfile 安装 Poetry 时没有固定版本，于是装到了新的大版本。Poetry 2 去掉了 “--no-dev” 和 “--no-update”，并把 “export” 和 “shell” 移入插件。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'new-words',
      title: { en: 'Use what took its place', zh: '改用新的写法' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Instead of --no-dev.', zh: '代替 --no-dev。' },
          { before: 'poetry install --no-dev', after: 'poetry install --only main' },
        ),
        edit(
          'Dockerfile',
          { en: 'Instead of --no-update.', zh: '代替 --no-update。' },
          { before: 'poetry lock --no-update', after: 'poetry lock' },
        ),
        edit(
          'Dockerfile',
          { en: 'For "poetry export".', zh: '用于 “poetry export”。' },
          { after: 'RUN pip install poetry-plugin-export' },
        ),
      ],
    },
    {
      id: 'pin-poetry',
      title: { en: 'Pin Poetry to the release the project was written for', zh: '把 Poetry 固定为项目所用的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'So that it does not change by itself.', zh: '避免它自行变化。' },
          { before: 'RUN pip install poetry', after: 'RUN pip install "poetry==1.8.5"' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'python-poetry/poetry', path: 'CHANGELOG.md' },
    { repo: 'python-poetry/cleo', path: 'src/cleo/exceptions/__init__.py' },
  ],
});

export default poetryCommandRemoved;

export const examples: ExamplesOf<typeof poetryCommandRemoved> = [
  {
    name: '--no-dev',
    log: `#8 [4/5] RUN poetry install --no-dev
#8 1.104 The option "--no-dev" does not exist
#8 ERROR: process "/bin/sh -c poetry install --no-dev" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry install --no-dev" did not complete successfully: exit code: 1
`,
    matches: { what: '--no-dev' },
    verdict: 'confirmed',
  },
  {
    name: 'export',
    log: `#8 [4/5] RUN poetry export -f requirements.txt -o requirements.txt
#8 1.104 The command "export" does not exist.
#8 ERROR: process "/bin/sh -c poetry export -f requirements.txt -o requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry export -f requirements.txt -o requirements.txt" did not complete successfully: exit code: 1
`,
    matches: { what: 'export' },
  },
  {
    name: 'the lock file is old',
    log: `#8 [4/5] RUN poetry install
#8 1.104 pyproject.toml changed significantly since poetry.lock was last generated. Run \`poetry lock\` to fix the lock file.
#8 ERROR: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c poetry install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'poetry-uv-lock-stale',
  },
];
