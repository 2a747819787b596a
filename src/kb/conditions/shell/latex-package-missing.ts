import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const latexPackageMissing = condition({
  id: 'latex-package-missing',
  stage: 'shell',
  title: { en: 'A LaTeX package or class is not installed', zh: '缺少 LaTeX 宏包或文档类' },

  signatures: [
    {
      on: 'output',
      says: ['! LaTeX Error: File `', "! I can't find file `", 'Font \\'],
      pattern:
        /File `(?<file>[\w./-]{1,100}\.(?:sty|cls|def|fd|ldf|tex))' not found|I can't find file `(?<plain>[^']{1,100})'/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Cross release updates are only', ') is older than remote repository ('],
      pattern: /Local TeX Live \((?<have>\d{4})\) is older than remote repository|Cross release updates/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') || group('plain'), have: group('have') }),

  headline: ({ file, have }) => ({
    en:
      file !== ''
        ? `TeX does not find ${file}`
        : have === ''
          ? 'The TeX Live of the image lacks a package'
          : `TeX Live ${have} of the image gets no packages any more`,
    zh:
      file !== ''
        ? `TeX 找不到 ${file}`
        : have === ''
          ? '镜像中的 TeX Live 缺少宏包'
          : `镜像中的 TeX Live ${have} 已无法再获取宏包`,
  }),
  why: {
    en: `A minimal TeX Live has few packages. tlmgr takes more from the repository of its own year only: once the next release is out, the usual mirrors have another year.`,
    zh: `精简的 TeX Live 只含少量宏包。tlmgr 只能从同一年份的仓库获取：新版发布后，通常的镜像站已换成新年份。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-the-collection',
      title: { en: 'Install the collection that has it', zh: '安装包含它的集合' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'texlive-latex-extra and texlive-fonts-recommended have most.',
            zh: 'texlive-latex-extra 和 texlive-fonts-recommended 包含大部分。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends texlive-latex-extra texlive-fonts-recommended',
          },
        ),
      ],
    },
    {
      id: 'newer-texlive',
      title: { en: 'With tlmgr: start from the TeX Live of this year', zh: '使用 tlmgr 时：改用今年的 TeX Live' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Or point tlmgr at the archive of its own year.', zh: '或让 tlmgr 使用对应年份的归档。' },
          { after: 'FROM texlive/texlive:latest' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'latex3/latex2e', path: 'base/ltfiles.dtx' },
    { repo: 'TeX-Live/texlive-source', path: 'tlmgr.pl' },
  ],
});

export default latexPackageMissing;

export const examples: ExamplesOf<typeof latexPackageMissing> = [
  {
    name: 'a style',
    log: `#7 [3/5] RUN pdflatex paper.tex
#7 0.200 ! LaTeX Error: File \`siunitx.sty' not found.
#7 ERROR: process "/bin/sh -c pdflatex paper.tex" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pdflatex paper.tex" did not complete successfully: exit code: 1
`,
    matches: { file: 'siunitx.sty' },
    verdict: 'confirmed',
  },
  {
    name: 'an image that is not there',
    log: `#7 [3/5] RUN pdflatex paper.tex
#7 0.200 ! LaTeX Error: File \`logo.png' not found.
#7 ERROR: process "/bin/sh -c pdflatex paper.tex" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pdflatex paper.tex" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
