import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dnfUnmetDeps = condition({
  id: 'dnf-unmet-deps',
  stage: 'packages',
  title: { en: 'dnf or yum cannot satisfy what a package requires', zh: 'dnf 或 yum 无法满足软件包的依赖' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'nothing provides ',
      pattern:
        /^\s*(?:- |Problem: )?nothing provides (?<need>\S{1,120}(?: [<>=]{1,2} \S{1,40})?) needed by (?<name>\S{1,120})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['none of the providers can be installed', 'conflicting requests', 'cannot install both '],
      pattern:
        /package (?<name>\S{1,120}) requires (?<need>.{1,120}?), but none of the providers|^\s*- conflicting requests$|cannot install both (?<both>\S{1,100})/,
      strength: 'implies',
    },
    {
      on: ['output', 'error'],
      says: 'Error: Package: ',
      pattern: /Error: Package: (?<name>\S{1,120}) \(/,
      also: [{ says: ['Requires: ', 'You could try using --skip-broken'] }],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ' is needed by ',
      pattern: /^\s*(?<need>\S{1,120}(?: [<>=]{1,2} \S{1,40})?) is needed by (?<name>\S{1,120})$/,
      also: [{ says: 'Failed dependencies:' }],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ' conflicts between attempted installs of ',
      pattern: /file (?<need>\S{1,200}) conflicts between attempted installs of (?<name>\S{1,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name'), need: group('need') }),

  yieldsTo: [
    'dnf-metadata-failed',
    'yum-eol-mirrorlist',
    'dnf-no-match',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
  ],
  headline: ({ name, need }) => ({
    en:
      need === ''
        ? `Packages conflict${name === '' ? '' : `: ${name}`}`
        : `Nothing provides ${need}, which ${name} needs`,
    zh: need === '' ? `软件包相互冲突${name === '' ? '' : `：${name}`}` : `没有软件包提供 ${name} 所需的 ${need}`,
  }),
  why: {
    en: 'The package is known and one of its requirements is not to be had from the enabled repositories: CRB or PowerTools and EPEL are off in the base images, the package was built for another major release, or the image and its repositories have drifted apart.',
    zh: '软件包存在，但启用的仓库中缺少它的某个依赖：基础镜像默认不启用 CRB（PowerTools）和 EPEL，或者软件包是为另一个大版本构建的，或者镜像与仓库的版本已经错开。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'enable-repositories',
      title: { en: 'Enable the repositories that hold the rest', zh: '启用包含所需依赖的仓库' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Rocky, Alma, CentOS Stream 9 and 10; on 8 the repository is called powertools.',
            zh: 'Rocky、Alma、CentOS Stream 9 和 10；在 8 上该仓库名为 powertools。',
          },
          { after: 'RUN dnf install -y dnf-plugins-core epel-release && dnf config-manager --set-enabled crb' },
        ),
      ],
    },
    {
      id: 'bring-base-up-to-date',
      title: {
        en: 'Bring the base image up to date, or let dnf exchange packages',
        zh: '更新基础镜像，或允许 dnf 替换软件包',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'For "cannot install both" after a new point release.',
            zh: '用于小版本更新之后出现的 “cannot install both”。',
          },
          { after: 'RUN dnf -y --refresh distro-sync' },
        ),
        edit(
          'Dockerfile',
          {
            en: 'For curl-minimal against curl, coreutils-single against coreutils.',
            zh: '用于 curl-minimal 与 curl、coreutils-single 与 coreutils 之间的冲突。',
          },
          { before: 'RUN dnf install -y curl', after: 'RUN dnf install -y --allowerasing curl' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openSUSE/libsolv', path: 'src/problems.c', symbol: 'solver_problemruleinfo2str' },
    { repo: 'rpm-software-management/yum', path: 'cli.py' },
  ],
});

export default dnfUnmetDeps;

export const examples: ExamplesOf<typeof dnfUnmetDeps> = [
  {
    name: 'a repository is off',
    log: `#8 [4/5] RUN dnf install -y foo
#8 1.104 Error:
#8 1.125  Problem: package foo-1.0-1.el9.x86_64 requires libbaz.so.1()(64bit), but none of the providers can be installed
#8 1.146   - conflicting requests
#8 1.167   - nothing provides libqux.so.2()(64bit) needed by bar-2.0-1.el9.x86_64
#8 ERROR: process "/bin/sh -c dnf install -y foo" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y foo" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'yum',
    log: `#8 [4/5] RUN yum install -y foo
#8 1.104 Error: Package: foo-1.0.el7.x86_64 (epel)
#8 1.125            Requires: libbar.so.2()(64bit)
#8 1.146  You could try using --skip-broken to work around the problem
#8 ERROR: process "/bin/sh -c yum install -y foo" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c yum install -y foo" did not complete successfully: exit code: 1
`,
    matches: { name: 'foo-1.0.el7.x86_64' },
  },
  {
    name: 'no such package',
    log: `#8 [4/5] RUN dnf install -y nosuch
#8 1.104 Error: Unable to find a match: nosuch
#8 ERROR: process "/bin/sh -c dnf install -y nosuch" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y nosuch" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
