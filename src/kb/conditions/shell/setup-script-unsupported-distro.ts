import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const setupScriptUnsupportedDistro = condition({
  id: 'setup-script-unsupported-distro',
  stage: 'shell',
  title: { en: "A vendor's setup script does not support this distribution", zh: '厂商的安装脚本不支持该发行版' },

  signatures: [
    {
      on: 'output',
      says: ['is not currently supported, please contact NodeSource', 'is not currently supported, please contact'],
      pattern: /identified as "(?<distribution>[^"]{1,60})"/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "Unsupported distribution '",
        'ERROR: Unsupported distribution',
        'This script is only supported on',
        'is not supported by this script',
        'Unsupported operating system: ',
        'Your operating system is not supported',
        'Sorry, this script only supports',
      ],
      pattern:
        /^.{0,200}?(?:Unsupported (?:distribution|operating system):? '?(?<distribution>[\w .-]{1,40})'?|supported)/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ distribution: group('distribution') }),

  headline: ({ distribution }) => ({
    en: `The setup script does not support ${distribution === '' ? 'this distribution' : `"${distribution}"`}`,
    zh: `安装脚本不支持${distribution === '' ? '该发行版' : ` "${distribution}"`}`,
  }),
  why: {
    en: `The script asked the image for its release and has no packages for it: the release is newer or older than the version that the
      script installs. Nothing was downloaded wrongly.`,
    zh: `脚本查询了镜像的发行版，而它没有对应的软件包：该发行版比脚本要安装的版本更新或更旧。下载本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'current-script-or-image',
      title: {
        en: 'Use the current script, or the official image of the tool',
        zh: '使用当前版本的脚本，或该工具的官方镜像',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For Node: a node image needs no script.', zh: '以 Node 为例：node 镜像无需脚本。' },
          { after: 'FROM node:22-bookworm-slim' },
        ),
        edit(
          'Dockerfile',
          { en: 'Or copy the program from it.', zh: '或从官方镜像中复制。' },
          { after: 'COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'nodesource/distributions', path: 'deb/setup_X.x' }],
});

export default setupScriptUnsupportedDistro;

export const examples: ExamplesOf<typeof setupScriptUnsupportedDistro> = [
  {
    name: 'an old NodeSource script on a newer release',
    log: `#6 [2/4] RUN curl -sL https://deb.nodesource.example/setup_7.x | bash -
#6 0.901 ## Your distribution, identified as "buster", is not currently supported, please contact NodeSource at https://github.com/nodesource/distributions/issues if you think this is incorrect or would like your distribution to be considered for support
#6 ERROR: process "/bin/sh -c curl -sL https://deb.nodesource.example/setup_7.x | bash -" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c curl -sL https://deb.nodesource.example/setup_7.x | bash -" did not complete successfully: exit code: 1
`,
    matches: { distribution: 'buster' },
    verdict: 'confirmed',
  },
  {
    name: 'the script is gone',
    log: `#6 [2/4] RUN curl -fsSL https://deb.nodesource.example/setup_7.x -o setup
#6 0.512 curl: (22) The requested URL returned error: 404
#6 ERROR: process "/bin/sh -c curl -fsSL https://deb.nodesource.example/setup_7.x -o setup" did not complete successfully: exit code: 22
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://deb.nodesource.example/setup_7.x -o setup" did not complete successfully: exit code: 22
`,
    matches: false,
    is: 'download-404',
  },
];
