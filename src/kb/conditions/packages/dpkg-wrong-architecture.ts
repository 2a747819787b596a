import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dpkgWrongArchitecture = condition({
  id: 'dpkg-wrong-architecture',
  stage: 'packages',
  title: { en: 'The .deb package is for another architecture', zh: '.deb 包是为另一种架构构建的' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'package architecture (',
      pattern: /package architecture \((?<have>[\w-]{1,20})\) does not match system \((?<want>[\w-]{1,20})\)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ have: group('have'), want: group('want') }),

  headline: ({ have, want }) => ({
    en: `The package is for ${have}, the image is ${want}`,
    zh: `软件包架构为 ${have}，而镜像为 ${want}`,
  }),
  why: {
    en: 'The Dockerfile downloads a package with the architecture written into its name. On a machine of another kind (an Apple Silicon Mac, an ARM server) the base image has another one.',
    zh: 'Dockerfile 下载的软件包在文件名中写死了架构。在另一类机器上（Apple Silicon 的 Mac、ARM 服务器），基础镜像的架构不同。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'package-of-the-platform',
      title: { en: 'Download the package of the platform that is built for', zh: '下载与构建平台一致的软件包' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'dpkg knows the architecture of the image.', zh: 'dpkg 知道镜像的架构。' },
          {
            before: 'curl -fsSLO https://host/tool_amd64.deb',
            after: 'curl -fsSLO "https://host/tool_$(dpkg --print-architecture).deb"',
          },
        ),
      ],
    },
    {
      id: 'build-for-the-package',
      title: {
        en: 'Where it exists for one architecture only, build for that one',
        zh: '如果只提供一种架构，就为该架构构建',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Runs under emulation on other machines.', zh: '在其他机器上会通过模拟运行。' },
          { before: 'FROM debian:12', after: 'FROM --platform=linux/amd64 debian:12' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/dpkg', path: 'src/main/unpack.c', symbol: 'pkg_disfigure_deps' }],
});

export default dpkgWrongArchitecture;

export const examples: ExamplesOf<typeof dpkgWrongArchitecture> = [
  {
    name: 'an amd64 package on arm64',
    log: `#8 [4/5] RUN dpkg -i tool_amd64.deb
#8 1.104 dpkg: error processing archive tool_amd64.deb (--install):
#8 1.125  package architecture (amd64) does not match system (arm64)
#8 1.146 Errors were encountered while processing:
#8 1.167  tool_amd64.deb
#8 ERROR: process "/bin/sh -c dpkg -i tool_amd64.deb" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dpkg -i tool_amd64.deb" did not complete successfully: exit code: 1
`,
    matches: { have: 'amd64', want: 'arm64' },
    verdict: 'confirmed',
  },
  {
    name: 'not a package at all',
    log: `#8 [4/5] RUN dpkg -i tool.deb
#8 1.104 dpkg-deb: error: 'tool.deb' is not a Debian format archive
#8 1.125 dpkg: error processing archive tool.deb (--install):
#8 1.146  subprocess dpkg-deb --control returned error exit status 2
#8 ERROR: process "/bin/sh -c dpkg -i tool.deb" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dpkg -i tool.deb" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'download-not-archive',
  },
];
