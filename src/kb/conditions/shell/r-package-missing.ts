import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const rPackageMissing = condition({
  id: 'r-package-missing',
  stage: 'shell',
  title: { en: 'An R package could not be installed', zh: '无法安装某个 R 包' },

  signatures: [
    {
      on: 'output',
      says: ['is not available for package ', 'are not available for package '],
      pattern:
        /ERROR: dependenc(?:y|ies) (?<missing>.{1,200}?) (?:is|are) not available for package [‘'](?<name>[\w.]{1,60})[’']/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['there is no package called '],
      pattern: /there is no package called [‘'“](?<missing>[\w.]{1,60})[’'”]/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is not available for this version of R', 'is not available (for R version', 'had non-zero exit status'],
      pattern:
        /packages? [‘'](?<missing>[^’']{1,80})[’'] (?:is|are) not available (?:for this version of R|\(for R version)|installation of package [‘'](?<name>[^’']{1,120})[’'] had non-zero exit status/,
      when: isOfBuild,
      strength: 'implies',
    },
    { on: 'output', says: 'ANTICONF ERROR', when: isOfBuild, strength: 'states' },
    {
      on: 'output',
      says: [
        'ERROR: lazy loading failed for package ',
        'ERROR: compilation failed for package ',
        'ERROR: configuration failed for package ',
      ],
      pattern: /ERROR: (?:lazy loading|compilation|configuration) failed for package [‘'](?<name>[\w.]{1,60})[’']/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ missing: group('missing'), name: group('name') }),

  yieldsTo: [
    'java-compiler-missing',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'disk-full-data-root',
    'build-oom-killed',
    'compiler-killed',
  ],
  headline: ({ missing, name }) => ({
    en: missing === '' ? `The R package ${name} could not be installed` : `R has no package ${missing}`,
    zh: missing === '' ? `无法安装 R 包 ${name}` : `R 中没有包 ${missing}`,
  }),
  why: {
    en: 'install.packages() only warns when a package fails, and the step goes on; the error comes later, or with the package that needs it. The first failure is the one to mend: often a system library whose -dev package is missing (see the lines of ANTICONF), or a package that needs a newer R.',
    zh: 'install.packages() 在某个包失败时只给出警告，步骤会继续执行；错误稍后才出现，或出现在依赖它的包上。需要解决的是第一个失败：通常缺少系统库的 -dev 包（见 ANTICONF 的内容），或者该包需要更新的 R。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'system-libraries',
      title: { en: 'Install the system libraries, or take binary packages', zh: '安装系统库，或使用二进制包' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The most frequent ones.', zh: '最常需要的。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends libcurl4-openssl-dev libssl-dev libxml2-dev && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          {
            en: 'Images of rocker install binaries from the Posit package manager; nothing is compiled.',
            zh: 'rocker 镜像从 Posit 软件源安装二进制包，无需编译。',
          },
          { before: 'FROM r-base:4.3.1', after: 'FROM rocker/r-ver:4.4.1' },
        ),
      ],
    },
    {
      id: 'stop-at-the-first',
      title: { en: 'Let the step stop at the first failure', zh: '让步骤在第一个失败处停止' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Warnings become errors.', zh: '把警告变成错误。' },
          {
            before: `RUN Rscript -e "install.packages('x')"`,
            after: `RUN Rscript -e "options(warn=2); install.packages('x')"`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'wch/r-source', path: 'src/library/tools/R/install.R' },
    { repo: 'wch/r-source', path: 'src/library/utils/R/packages2.R' },
    { repo: 'wch/r-source', path: 'src/library/base/R/namespace.R' },
  ],
});

export default rPackageMissing;

export const examples: ExamplesOf<typeof rPackageMissing> = [
  {
    name: 'a library is missing',
    log: `#8 [4/5] RUN Rscript -e "install.packages('curl')"
#8 1.104 ------------------------- ANTICONF ERROR ---------------------------
#8 1.125 Configuration failed because libcurl was not found. Try installing:
#8 1.146  * deb: libcurl4-openssl-dev (Debian, Ubuntu, etc)
#8 1.167 ERROR: configuration failed for package 'curl'
#8 ERROR: process "/bin/sh -c Rscript -e \\"install.packages('curl')\\"" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c Rscript -e \\"install.packages('curl')\\"" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a package before it failed',
    log: `#8 [4/5] RUN R CMD INSTALL httr
#8 1.104 ERROR: dependencies 'curl', 'openssl' are not available for package 'httr'
#8 1.125 * removing '/usr/local/lib/R/site-library/httr'
#8 ERROR: process "/bin/sh -c R CMD INSTALL httr" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c R CMD INSTALL httr" did not complete successfully: exit code: 1
`,
    matches: { name: 'httr' },
  },
  {
    name: 'no R',
    log: `#8 [4/5] RUN Rscript -e "1"
#8 1.104 /bin/sh: 1: Rscript: not found
#8 ERROR: process "/bin/sh -c Rscript -e \\"1\\"" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c Rscript -e \\"1\\"" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
