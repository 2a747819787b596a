import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const cpanInstallFailed = condition({
  id: 'cpan-install-failed',
  stage: 'shell',
  title: { en: 'A Perl distribution could not be installed', zh: 'Perl 模块无法安装' },

  signatures: [
    {
      on: 'output',
      says: ['! Installing ', '! Installing the dependencies failed: ', '! Bailing out the installation for '],
      pattern:
        /! (?:Installing the dependencies failed: Module '(?<dependency>[^']{1,100})' is not installed|Installing (?<name>[\w:.-]{1,100}) failed|Bailing out the installation for (?<dist>\S{1,100}?)\.)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['make test had returned bad status, ', 'Make had returned bad status, '],
      when: isOfStep,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ name: group('dependency') || group('name') || group('dist') }),

  yieldsTo: [
    'c-header-or-lib-missing',
    'c-compiler-missing',
    'command-not-found',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'perl-module-missing',
    'tls-client-too-old',
    'run-path-missing',
    'package-not-in-index',
  ],
  headline: ({ name }) => ({
    en: name === '' ? 'A Perl distribution could not be installed' : `${name} could not be installed from CPAN`,
    zh: name === '' ? '某个 Perl 模块无法安装' : `${name} 无法从 CPAN 安装`,
  }),
  why: {
    en: `cpanm built the distribution or ran its tests, and that failed. Only its build.log in the image says why: a C library or header it needs is not installed, a test needs the network or does not hold for this version of Perl.`,
    zh: `cpanm 在编译或测试该模块时失败，原因只在镜像内的 build.log 中：缺少所需的 C 库或头文件，或测试需要网络、与当前 Perl 版本不符。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'show-the-log',
      title: { en: 'Let the step print why', zh: '让该步骤打印原因' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The last lines of build.log name the cause.', zh: 'build.log 的最后几行会说明原因。' },
          {
            before: 'RUN cpanm Net::SSLeay',
            after: 'RUN cpanm Net::SSLeay || { tail -n 60 ~/.cpanm/work/*/build.log; exit 1; }',
          },
        ),
      ],
    },
    {
      id: 'distribution-package',
      title: { en: 'Or take it from the distribution', zh: '或使用发行版的软件包' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian has most of them compiled: lib…-perl; Alpine: perl-….',
            zh: 'Debian 大多有编译好的包：lib…-perl；Alpine 为 perl-…。',
          },
          { after: 'RUN apt-get update && apt-get install -y libnet-ssleay-perl' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'miyagawa/cpanminus', path: 'App-cpanminus/lib/App/cpanminus/script.pm' }],
});

export default cpanInstallFailed;

export const examples: ExamplesOf<typeof cpanInstallFailed> = [
  {
    name: 'a dependency',
    log: `#7 [3/5] RUN cpanm Dancer2
#7 0.200 --> Working on Dancer2
#7 0.600 ! Installing the dependencies failed: Module 'HTTP::XSCookies' is not installed
#7 1.000 ! Bailing out the installation for Dancer2-0.300004.
#7 ERROR: process "/bin/sh -c cpanm Dancer2" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cpanm Dancer2" did not complete successfully: exit code: 1
`,
    matches: { name: 'HTTP::XSCookies' },
  },
  {
    name: 'no compiler for it',
    log: `#7 [3/5] RUN cpanm Net::SSLeay
#7 0.200 /bin/sh: 1: cpanm: not found
#7 ERROR: process "/bin/sh -c cpanm Net::SSLeay" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cpanm Net::SSLeay" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
