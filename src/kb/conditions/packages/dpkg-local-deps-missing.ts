import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dpkgLocalDepsMissing = condition({
  id: 'dpkg-local-deps-missing',
  stage: 'packages',
  title: { en: 'A .deb file was installed without its dependencies', zh: '直接安装 .deb 文件，但缺少它的依赖' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['dpkg: dependency problems prevent configuration of ', 'pre-dependency problem:', 'containing '],
      pattern:
        /dpkg: (?:dependency problems prevent configuration of (?<name>[^\s:]{1,120})|regarding \S{1,200} containing (?<other>[^\s,]{1,120}), pre-dependency problem)/,
      unless: [{ says: 'Sub-process /usr/bin/dpkg returned an error code' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') || group('other') }),

  headline: ({ name }) => ({
    en: `dpkg cannot set up "${name}": packages it depends on are not installed`,
    zh: `dpkg 无法配置 "${name}"：它依赖的软件包没有安装`,
  }),
  why: {
    en: `dpkg installs one file and fetches nothing. The packages that this file depends on were not installed before.
      apt can install a local file together with its dependencies.`,
    zh: `dpkg 只安装一个文件，不会下载任何东西，而该文件依赖的软件包事先没有安装。apt 可以把本地文件连同依赖一起安装。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-with-apt',
      title: { en: 'Let apt install the file', zh: '改用 apt 安装该文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The path must contain a slash.', zh: '路径里必须有斜杠。' },
          {
            before: 'RUN dpkg -i package.deb',
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends ./package.deb && rm -rf /var/lib/apt/lists/*',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'guillemj/dpkg', path: 'src/main/packages.c', symbol: 'deferred_configure' }],
});

export default dpkgLocalDepsMissing;

export const examples: ExamplesOf<typeof dpkgLocalDepsMissing> = [
  {
    name: 'dpkg -i alone',
    log: `#8 [3/6] RUN dpkg -i /tmp/tool.deb
#8 0.410 dpkg: dependency problems prevent configuration of tool:
#8 0.410  tool depends on libgtk-3-0; however:
#8 0.410   Package libgtk-3-0 is not installed.
#8 0.411 dpkg: error processing package tool (--install):
#8 0.411  dependency problems - leaving unconfigured
#8 ERROR: process "/bin/sh -c dpkg -i /tmp/tool.deb" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dpkg -i /tmp/tool.deb" did not complete successfully: exit code: 1
`,
    matches: { name: 'tool' },
  },
  {
    name: 'apt installed them; a script of one of them failed',
    log: `#8 [3/6] RUN apt-get install -y server
#8 9.104 dpkg: error processing package server-core (--configure):
#8 9.104  installed server-core package post-installation script subprocess returned error exit status 1
#8 9.105 dpkg: dependency problems prevent configuration of server:
#8 9.105  server depends on server-core; however:
#8 9.105   Package server-core is not configured yet.
#8 9.310 E: Sub-process /usr/bin/dpkg returned an error code (1)
#8 ERROR: process "/bin/sh -c apt-get install -y server" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y server" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-postinst-failed',
  },
];
