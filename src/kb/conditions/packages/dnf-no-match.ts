import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const dnfNoMatch = condition({
  id: 'dnf-no-match',
  stage: 'packages',
  title: { en: 'yum or dnf does not know the package', zh: 'yum 或 dnf 找不到该软件包' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Unable to find a match',
      pattern: /Unable to find a match: (?<name>\S{1,120})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'No match for argument: ',
      pattern: /No match for argument: (?<name>\S{1,120})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'No package matches ',
      pattern: /error: No package matches '(?<name>[^']{1,120})'/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['No package '],
      pattern: /^No package (?<name>\S{1,120}) available\.?/,
      also: [{ says: 'Error: Nothing to do' }],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: "No provider of '",
      pattern: /No provider of '(?<name>[^']{1,120})' found/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['missing groups or modules: ', 'No packages in any requested group available to install'],
      pattern: /missing groups or modules: (?<name>\S{1,120})|No packages in any requested (?<group>group)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: [
    'rhel-not-entitled',
    'dnf-metadata-failed',
    'yum-eol-mirrorlist',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'rpmdb-checksum-overlayfs',
  ],
  headline: ({ name }) => ({
    en: `No enabled repository has the package "${name}"`,
    zh: `已启用的软件源中没有软件包 "${name}"`,
  }),
  why: {
    en: `The repositories were read and none has that name. Between major releases packages are renamed (python became
      python3) or moved to a repository that is off by default: EPEL, CRB or PowerTools.`,
    zh: `软件源已读取，但没有这个名字。大版本之间软件包会改名（python 变为 python3），或移到默认未启用的软件源：EPEL、CRB 或 PowerTools。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'search-the-repositories',
      title: { en: 'Find out what provides it', zh: '查找由哪个软件包提供' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'rockylinux:9', 'dnf', '-q', 'provides', `*${name}*`], {
          note: { en: 'Use your own base image.', zh: '换成你的基础镜像。' },
        }),
      ],
    },
    {
      id: 'enable-or-rename',
      title: { en: 'Enable the repository that has it, or use its new name', zh: '启用包含它的软件源，或使用新名字' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'EPEL and CRB on release 9 (PowerTools on 8).', zh: '9 版为 EPEL 与 CRB（8 版为 PowerTools）。' },
          {
            after: `RUN dnf install -y epel-release dnf-plugins-core && dnf config-manager --set-enabled crb && dnf install -y ${name}`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rpm-software-management/dnf', path: 'dnf/cli/commands/install.py', symbol: 'InstallCommand' },
    { repo: 'rpm-software-management/yum', path: 'cli.py', symbol: 'installPkgs' },
  ],
});

export default dnfNoMatch;

export const examples: ExamplesOf<typeof dnfNoMatch> = [
  {
    name: 'renamed in a newer release',
    log: `#5 [2/3] RUN dnf install -y python-devel
#5 4.820 No match for argument: python-devel
#5 4.822 Error: Unable to find a match: python-devel
#5 ERROR: process "/bin/sh -c dnf install -y python-devel" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y python-devel" did not complete successfully: exit code: 1
`,
    matches: { name: 'python-devel' },
    verdict: 'confirmed',
  },
  {
    name: 'yum, and nothing was left to install',
    log: `Step 3/7 : RUN yum install -y libmcrypt
 ---> Running in 2f1c8ab0a6ce
No package libmcrypt available.
Error: Nothing to do
The command '/bin/sh -c yum install -y libmcrypt' returned a non-zero code: 1
`,
    matches: { name: 'libmcrypt' },
  },
  {
    name: 'apt does not know it',
    log: `#5 [2/3] RUN apt-get install -y python-devel
#5 0.822 E: Unable to locate package python-devel
#5 ERROR: process "/bin/sh -c apt-get install -y python-devel" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y python-devel" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
