import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const rTooOldForPackage = condition({
  id: 'r-too-old-for-package',
  stage: 'shell',
  title: { en: 'R is too old (or too new) for a package', zh: 'R 的版本不符合软件包的要求' },

  signatures: [
    {
      on: 'output',
      says: ['ERROR: this R is version ', "' requires R version '", ' requires R >= '],
      pattern:
        /this R is version (?<have>[\d.]{1,10}), package [‘'](?<name>[^’']{1,60})[’'] requires R\s+>= (?<need>[\d.]{1,10})|Bioconductor version '(?<bioc>[\d.]{1,8})' requires R version '(?<version>[\d.]{1,8})'|package [‘'](?<other>[^’']{1,60})[’'] requires R >= (?<least>[\d.]{1,10})/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    name: group('name') || group('other') || (group('bioc') === '' ? '' : `Bioconductor ${group('bioc')}`),
    need: group('need') || group('version') || group('least'),
  }),

  headline: ({ name, need }) => ({
    en: name === '' ? 'R has another version than a package asks for' : `${name} needs R ${need}`,
    zh: name === '' ? 'R 的版本与软件包的要求不同' : `${name} 需要 R ${need}`,
  }),
  why: {
    en: `CRAN serves the newest version of every package, and that may ask for a newer R than the distribution of the base image has. Each Bioconductor release goes with one R release only.`,
    zh: `CRAN 提供每个包的最新版本，它可能要求比基础镜像发行版更新的 R。每个 Bioconductor 版本只对应一个 R 版本。`,
  },

  retry: 'useless',
  remedies: ({ need }) => [
    {
      id: 'newer-r',
      title: { en: 'Take an image with that R', zh: '使用带该版本 R 的镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'rocker/r-ver has every R release.', zh: 'rocker/r-ver 提供每个 R 版本。' },
          { after: `FROM rocker/r-ver:${need === '' ? '4.4.1' : need}` },
        ),
      ],
    },
    {
      id: 'older-package',
      title: { en: 'Or install a version of the package that fits', zh: '或安装与之匹配的包版本' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Its page on CRAN lists old versions under Archive.', zh: 'CRAN 页面的 Archive 中列有旧版本。' },
          { after: "RUN R -e \"remotes::install_version('NAME', '1.2.3')\"" },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'wch/r-source', path: 'src/library/tools/R/install.R' },
    { repo: 'Bioconductor/BiocManager', path: 'R/version.R' },
  ],
});

export default rTooOldForPackage;

export const examples: ExamplesOf<typeof rTooOldForPackage> = [
  {
    name: 'CRAN',
    log: `#7 [3/5] RUN R CMD INSTALL rlang
#7 0.200 ERROR: this R is version 3.4.4, package ‘rlang’ requires R >= 3.5.0
#7 ERROR: process "/bin/sh -c R CMD INSTALL rlang" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c R CMD INSTALL rlang" did not complete successfully: exit code: 1
`,
    matches: { name: 'rlang', need: '3.5.0' },
    verdict: 'confirmed',
  },
  {
    name: 'a package that is not there',
    log: `#7 [3/5] RUN Rscript -e "library(foo)"
#7 0.200 Error in library(foo) : there is no package called ‘foo’
#7 0.600 Execution halted
#7 ERROR: process "/bin/sh -c Rscript -e \\"library(foo)\\"" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c Rscript -e \\"library(foo)\\"" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'r-package-missing',
  },
];
