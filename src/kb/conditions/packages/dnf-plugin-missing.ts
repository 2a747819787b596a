import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dnfPluginMissing = condition({
  id: 'dnf-plugin-missing',
  stage: 'packages',
  title: { en: 'A subcommand of dnf or yum is not installed', zh: 'dnf 或 yum 的子命令未安装' },

  signatures: [
    {
      on: 'output',
      says: 'No such command: ',
      pattern: /No such command: (?<name>[\w-]{1,40})\. Please use \S{1,40}(?:dnf|yum) --help/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'for command "dnf5"',
      pattern: /Unknown argument "(?<name>[\w-]{1,40})" for command "dnf5"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'yum-config-manager',
      pattern: /(?<name>yum-config-manager): (?:command )?not found$/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({ en: `dnf has no subcommand "${name}" here`, zh: `这里的 dnf 没有子命令 "${name}"` }),
  why: {
    en: '"config-manager", "builddep" and "copr" are plugins. The base images of Rocky, Alma, CentOS and Fedora leave them out.',
    zh: '“config-manager”、“builddep”、“copr” 都是插件。Rocky、Alma、CentOS、Fedora 的基础镜像不含这些插件。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-plugins',
      title: { en: 'Install the plugins first', zh: '先安装插件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Rocky, Alma, CentOS Stream, Fedora with dnf 4.',
            zh: 'Rocky、Alma、CentOS Stream、使用 dnf 4 的 Fedora。',
          },
          { after: 'RUN dnf install -y dnf-plugins-core' },
        ),
        edit(
          'Dockerfile',
          { en: 'Fedora 41 and newer (dnf 5).', zh: 'Fedora 41 及以上（dnf 5）。' },
          { after: 'RUN dnf install -y dnf5-plugins' },
        ),
        edit('Dockerfile', { en: 'yum.', zh: '使用 yum 时。' }, { after: 'RUN yum install -y yum-utils' }),
      ],
    },
  ],

  sources: [
    { repo: 'rpm-software-management/dnf', path: 'dnf/cli/cli.py', symbol: 'Cli.configure' },
    { repo: 'rpm-software-management/dnf5', path: 'dnf5/main.cpp' },
  ],
});

export default dnfPluginMissing;

export const examples: ExamplesOf<typeof dnfPluginMissing> = [
  {
    name: 'config-manager',
    log: `#8 [4/5] RUN dnf config-manager --set-enabled crb
#8 1.104 No such command: config-manager. Please use /usr/bin/dnf --help
#8 1.125 It could be a DNF plugin command, try: "dnf install 'dnf-command(config-manager)'"
#8 ERROR: process "/bin/sh -c dnf config-manager --set-enabled crb" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf config-manager --set-enabled crb" did not complete successfully: exit code: 1
`,
    matches: { name: 'config-manager' },
    verdict: 'confirmed',
  },
  {
    name: 'a package',
    log: `#8 [4/5] RUN dnf install -y nosuch
#8 1.104 No match for argument: nosuch
#8 1.125 Error: Unable to find a match: nosuch
#8 ERROR: process "/bin/sh -c dnf install -y nosuch" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y nosuch" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
