import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, advise } from '#core/model/steps.ts';

const gitNotFound = condition({
  id: 'git-not-found',
  stage: 'client',
  role: 'warning',
  title: { en: 'buildx found no git and left out the commit information', zh: 'buildx 没有找到 git，未记录提交信息' },

  signatures: [
    {
      on: ['warning', 'output'],
      says: 'git was not found in the system',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'git is not installed where buildx runs: the image lacks its commit label, nothing else',
    zh: '运行 buildx 的机器没有安装 git：只是镜像缺少提交信息',
  }),
  why: {
    en: `buildx asks git for the current commit to record it with the build. Without git, or outside of a
      repository, it goes on without. The build does not fail for this reason.`,
    zh: `buildx 会用 git 读取当前提交并记入构建信息。没有 git 或不在仓库中时会跳过。构建不会因此失败。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'switch-it-off',
      title: { en: 'Build without the commit information', zh: '不记录提交信息' },
      risk: 'reversible',
      steps: [
        act({ name: 'set-variable', variable: 'BUILDX_GIT_INFO', value: 'false' }, 'reversible', {
          en: 'export BUILDX_GIT_INFO=false (PowerShell: $env:BUILDX_GIT_INFO = "false"): buildx does not ask git then.',
          zh: 'export BUILDX_GIT_INFO=false（PowerShell：$env:BUILDX_GIT_INFO = "false"）：buildx 不再调用 git。',
        }),
      ],
    },
    {
      id: 'ignore-or-install',
      title: { en: 'Or leave it, or install git', zh: '也可以不管，或安装 git' },
      risk: 'reversible',
      steps: [
        advise(
          'Nothing has to be done. With git on the machine that runs buildx, images carry their commit again.',
          '无需处理。在运行 buildx 的机器上安装 git 后，镜像会重新带上提交信息。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/buildx', path: 'build/git.go' }],
});

export default gitNotFound;

export const examples: ExamplesOf<typeof gitNotFound> = [
  {
    name: 'a build that ended well',
    log: `#6 [internal] load build context
#6 DONE 0.0s
#7 exporting to image
#7 DONE 0.1s
WARNING: current commit information was not captured by the build: git was not found in the system: exec: "git": executable file not found in $PATH
`,
    matches: {},
  },
  {
    name: 'git is missing in a step',
    log: `#9 [3/5] RUN git clone https://git.example/app.git
#9 0.400 /bin/sh: 1: git: not found
#9 ERROR: process "/bin/sh -c git clone https://git.example/app.git" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git clone https://git.example/app.git" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
