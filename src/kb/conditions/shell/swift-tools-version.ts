import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const swiftToolsVersion = condition({
  id: 'swift-tools-version',
  stage: 'shell',
  title: { en: 'The package needs a newer Swift', zh: '软件包需要更新的 Swift' },

  signatures: [
    {
      on: 'output',
      says: 'is using Swift tools version ',
      pattern:
        /package (?:at )?'?(?<name>[\w.@/-]{1,120})'? is using Swift tools version (?<want>[\d.]{1,12}) but the installed version is (?<have>[\d.]{1,12})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name'), want: group('want'), have: group('have') }),

  headline: ({ name, want, have }) => ({
    en: `"${name}" needs Swift ${want}, the image has ${have}`,
    zh: `"${name}" 需要 Swift ${want}，镜像中是 ${have}`,
  }),
  why: {
    en: 'The first line of Package.swift names the tools version. Without a Package.resolved in the image, newer releases of dependencies come in, which ask for a newer Swift.',
    zh: 'Package.swift 的第一行写明工具版本。镜像中没有 Package.resolved 时会取到依赖的新版本，而它们需要更新的 Swift。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-swift',
      title: { en: 'Build on a newer Swift', zh: '改用更新的 Swift' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Both stages.', zh: '两个 stage 都要改。' },
          { before: 'FROM swift:5.5', after: 'FROM swift:6.0' },
        ),
      ],
    },
    {
      id: 'keep-resolved',
      title: { en: 'Copy Package.resolved too', zh: '同时复制 Package.resolved' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Keeps the versions of the dependencies.', zh: '保持依赖的版本。' },
          { after: 'COPY Package.swift Package.resolved ./' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'swiftlang/swift-package-manager',
      path: 'Sources/PackageModel/ToolsVersion.swift',
      symbol: 'validateToolsVersion',
    },
  ],
});

export default swiftToolsVersion;

export const examples: ExamplesOf<typeof swiftToolsVersion> = [
  {
    name: 'an old image',
    log: `#8 [4/5] RUN swift build -c release
#8 1.104 error: 'app': package 'app' is using Swift tools version 5.9.0 but the installed version is 5.5.0
#8 ERROR: process "/bin/sh -c swift build -c release" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c swift build -c release" did not complete successfully: exit code: 1
`,
    matches: { name: 'app', want: '5.9.0' },
    verdict: 'confirmed',
  },
  {
    name: 'no swift',
    log: `#8 [4/5] RUN swift build
#8 1.104 /bin/sh: 1: swift: not found
#8 ERROR: process "/bin/sh -c swift build" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c swift build" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
