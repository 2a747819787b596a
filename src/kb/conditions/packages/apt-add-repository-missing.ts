import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'add-apt-repository': 'software-properties-common',
  'apt-add-repository': 'software-properties-common',
  'apt-key': 'gnupg',
  gpg: 'gnupg',
  gpg2: 'gnupg',
  lsb_release: 'lsb-release',
};

const aptAddRepositoryMissing = condition({
  id: 'apt-add-repository-missing',
  stage: 'packages',
  title: { en: 'A tool for adding an apt repository is not in the image', zh: '镜像中没有添加 apt 软件源所需的工具' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [': not found', 'command not found', 'executable file not found in $PATH'],
      pattern:
        /(?:^|[\s:"/])(?<tool>add-apt-repository|apt-add-repository|apt-key|gpg2?|lsb_release)"?: (?:command )?(?:not found|executable file not found)/,
      when: ({ text }, { instruction }) =>
        /\bapt-(?:key|add)|add-apt/.test(text) || /\bapt|\bgpg|lsb_release|keyrings/.test(instruction),
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'gnupg, gnupg2 and gnupg1 do not seem to be installed',
        'gnupg does not seem to be installed',
        'gnupg1 do not seem to be installed',
      ],
      strength: 'states',
    },
  ],
  facts: (group) => ({ tool: group('tool') || 'gpg' }),

  headline: ({ tool }) => ({ en: `${tool} is not in the image`, zh: `镜像中没有 ${tool}` }),
  why: {
    en: `Slim base images ship without the helpers for adding a repository. apt-key has also been removed from current
      releases (Debian 13, Ubuntu 24.10 and later), where a key goes into /etc/apt/keyrings and the sources line names it.`,
    zh: `精简的基础镜像不带添加软件源的辅助工具。新版本（Debian 13、Ubuntu 24.10 及以后）还移除了 apt-key：
      公钥应放在 /etc/apt/keyrings，并在源配置中用 signed-by 指明。`,
  },

  retry: 'useless',
  remedies: ({ tool }) => [
    {
      id: 'keyring-without-apt-key',
      title: { en: 'Add the repository with a keyring file', zh: '用 keyring 文件添加软件源' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Needs neither apt-key nor add-apt-repository.', zh: '不需要 apt-key，也不需要 add-apt-repository。' },
          {
            after: `RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \\
 && install -d /etc/apt/keyrings && curl -fsSL https://packages.vendor.example/key.asc -o /etc/apt/keyrings/vendor.asc \\
 && echo "deb [signed-by=/etc/apt/keyrings/vendor.asc] https://packages.vendor.example/apt stable main" > /etc/apt/sources.list.d/vendor.list`,
          },
        ),
      ],
    },
    {
      id: 'install-the-tool',
      title: { en: 'Or install the tool first', zh: '或者先安装该工具' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the same RUN, before it is used.', zh: '在同一条 RUN 中、使用之前安装。' },
          {
            after: `RUN apt-get update && apt-get install -y --no-install-recommends ${PACKAGES[tool] ?? 'gnupg'}`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'cmdline/apt-key.in' },
    { repo: 'dash', path: 'src/exec.c', symbol: 'shellexec' },
  ],
});

export default aptAddRepositoryMissing;

export const examples: ExamplesOf<typeof aptAddRepositoryMissing> = [
  {
    name: 'add-apt-repository on a slim image',
    log: `#6 [2/5] RUN add-apt-repository -y ppa:team/tool
#6 0.201 /bin/sh: 1: add-apt-repository: not found
#6 ERROR: process "/bin/sh -c add-apt-repository -y ppa:team/tool" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c add-apt-repository -y ppa:team/tool" did not complete successfully: exit code: 127
`,
    matches: { tool: 'add-apt-repository' },
    verdict: 'confirmed',
  },
  {
    name: 'apt-key needs gpg',
    log: `#6 [2/5] RUN curl -fsSL https://packages.vendor.example/key.asc | apt-key add -
#6 0.201 E: gnupg, gnupg2 and gnupg1 do not seem to be installed, but one of them is required for this operation
#6 ERROR: process "/bin/sh -c curl -fsSL https://packages.vendor.example/key.asc | apt-key add -" did not complete successfully: exit code: 255
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://packages.vendor.example/key.asc | apt-key add -" did not complete successfully: exit code: 255
`,
    matches: { tool: 'gpg' },
  },
  {
    name: 'another program is missing',
    log: `#6 [2/5] RUN cmake --version
#6 0.201 /bin/sh: 1: cmake: not found
#6 ERROR: process "/bin/sh -c cmake --version" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c cmake --version" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
