import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const perlModuleMissing = condition({
  id: 'perl-module-missing',
  stage: 'shell',
  title: { en: 'A Perl module is not in the image', zh: '镜像中没有某个 Perl 模块' },

  signatures: [
    {
      on: 'output',
      says: "Can't locate ",
      pattern: /Can't locate (?<file>[\w/]{1,100}\.pm) in @INC/,
      // debconf goes on without a module for its dialogs.
      when: (event) => isOfBuild(event) && !event.text.includes('debconf'),
      strength: 'states',
    },
    {
      on: 'output',
      says: "! Couldn't find module or a distribution ",
      pattern: /Couldn't find module or a distribution (?<file>[\w:]{1,100})/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  yieldsTo: ['apt-postinst-failed'],
  headline: ({ file }) => ({ en: `Perl does not find ${file}`, zh: `Perl 找不到 ${file}` }),
  why: {
    en: 'Slim images carry perl-base only, a small part of the standard modules; others come from packages or CPAN.',
    zh: 'slim 镜像只含 perl-base，即标准模块的一小部分；其余来自软件包或 CPAN。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-module',
      title: { en: 'Install the module', zh: '安装该模块' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian: the package is named after the module, and "perl" brings the whole standard library.',
            zh: 'Debian：软件包以模块命名，“perl” 包含完整的标准库。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends perl libjson-perl && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit('Dockerfile', { en: 'Alpine.', zh: 'Alpine 系。' }, { after: 'RUN apk add --no-cache perl perl-json' }),
      ],
    },
  ],

  sources: [
    { repo: 'Perl/perl5', path: 'pp_ctl.c', symbol: 'S_require_file' },
    { repo: 'miyagawa/cpanminus', path: 'App-cpanminus/cpanm' },
  ],
});

export default perlModuleMissing;

export const examples: ExamplesOf<typeof perlModuleMissing> = [
  {
    name: 'a slim image',
    log: `#8 [4/5] RUN perl Configure
#8 1.104 Can't locate FindBin.pm in @INC (you may need to install the FindBin module) (@INC contains: /etc/perl /usr/share/perl5) at ./Configure line 15.
#8 ERROR: process "/bin/sh -c perl Configure" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c perl Configure" did not complete successfully: exit code: 2
`,
    matches: { file: 'FindBin.pm' },
    verdict: 'confirmed',
  },
  {
    name: 'no perl',
    log: `#8 [4/5] RUN perl Configure
#8 1.104 /bin/sh: 1: perl: not found
#8 ERROR: process "/bin/sh -c perl Configure" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c perl Configure" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
