import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gitMissing = condition({
  id: 'git-missing',
  stage: 'shell',
  title: { en: 'git (or ssh) is not in the image', zh: '镜像中没有 git（或 ssh）' },

  signatures: [
    {
      on: 'output',
      says: [': git: not found', 'git: command not found'],
      pattern: /(?:^|: )(?<tool>git): (?:command )?not found\s*$/,
      strength: 'states',
    },
    { on: 'output', says: ['syscall spawn git', 'spawn git ENOENT'], strength: 'states' },
    {
      on: 'output',
      says: [
        "Cannot find command 'git'",
        'git is not installed or not in the PATH',
        'You need to install git to be able to use gems from git repositories',

        'No such file or directory - git',
        'No git binary found in $PATH',
        'exec: "git": executable file not found in $PATH',
        'git was not found in your PATH',
        'Git executable not found',
        'Bad git executable',
        "No such file or directory: 'git'",
        'The git binary was not found',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: [': cannot run ssh: No such file or directory', 'ssh: not found'],
      pattern: /(?<tool>ssh)/,
      strength: 'states',
    },
    // uv up to 0.5.3 passes on what the search of the PATH says.
    {
      on: 'output',
      says: 'Caused by: cannot find binary path',
      also: [{ says: 'Git operation failed' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ tool: group('tool') || 'git' }),

  yieldsTo: ['apk-no-such-package', 'apt-package-not-found', 'dnf-no-match'],
  headline: ({ tool }) => ({
    en: `A program in the step calls ${tool}, which is not in the image`,
    zh: `步骤中的程序调用了 ${tool}，但镜像中没有`,
  }),
  why: {
    en: `A dependency that comes from a repository instead of a registry is fetched with git, and with ssh if its address says so.
      Slim and alpine images have neither. npm reports it as ENOENT "spawn git", which looks like a missing file.`,
    zh: `来自仓库（而非包注册表）的依赖需要用 git 下载，地址是 ssh 形式时还需要 ssh。slim 和 alpine 镜像都没有。
      npm 把它报告为 ENOENT “spawn git”，看起来像缺少文件。`,
  },

  retry: 'useless',
  remedies: ({ tool }) => [
    {
      id: 'install-git',
      title: { en: `Install ${tool} in the build stage`, zh: `在构建 stage 中安装 ${tool}` },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian and Ubuntu.', zh: 'Debian、Ubuntu 系。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends git openssh-client ca-certificates && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 系。' },
          { after: 'RUN apk add --no-cache git openssh-client' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'node_modules/@npmcli/git/lib/spawn.js' },
    { repo: 'pypa/pip', path: 'src/pip/_internal/vcs/versioncontrol.py', symbol: 'run_command' },
  ],
});

export default gitMissing;

export const examples: ExamplesOf<typeof gitMissing> = [
  {
    name: 'npm on alpine',
    log: `#9 [4/6] RUN npm ci
#9 3.101 npm error code ENOENT
#9 3.101 npm error syscall spawn git
#9 3.101 npm error path git
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 254
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 254
`,
    matches: { tool: 'git' },
    verdict: 'confirmed',
  },
  {
    name: 'git is there, the repository is private',
    log: `#9 [4/6] RUN npm ci
#9 3.101 npm error fatal: could not read Username for 'https://git.example': terminal prompts disabled
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-auth-failed',
  },
  {
    name: 'uv before it said which program it looks for',
    log: `#9 [4/6] RUN uv sync --frozen
#9 0.410   Caused by: Git operation failed
#9 0.410   Caused by: cannot find binary path
#9 ERROR: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c uv sync --frozen" did not complete successfully: exit code: 2
`,
    matches: { tool: 'git' },
  },
];
