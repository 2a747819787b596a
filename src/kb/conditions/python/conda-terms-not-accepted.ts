import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const condaTermsNotAccepted = condition({
  id: 'conda-terms-not-accepted',
  stage: 'python',
  title: {
    en: 'conda asks for consent to the terms of its default channels',
    zh: 'conda 要求接受默认 channel 的服务条款',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['CondaToSNonInteractiveError', 'Terms of Service have not been accepted for the following channels'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'conda installs nothing from its default channels before their terms are accepted',
    zh: '在接受服务条款之前，conda 不会从默认 channel 安装任何内容',
  }),
  why: {
    en: 'Since July 2025 conda asks before it uses repo.anaconda.com, and a build cannot answer. Organisations above 200 people need a licence for these channels; conda-forge needs none.',
    zh: '自 2025 年 7 月起，conda 在使用 repo.anaconda.com 之前会询问，而构建过程无法回答。超过 200 人的组织使用这些 channel 需要许可证；conda-forge 则不需要。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'conda-forge',
      title: { en: 'Use conda-forge only', zh: '只使用 conda-forge' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'An image without the default channels.', zh: '不含默认 channel 的镜像。' },
          { before: 'FROM continuumio/miniconda3', after: 'FROM condaforge/miniforge3' },
        ),
        edit(
          'Dockerfile',
          { en: 'Or take them out of the configuration.', zh: '或者从配置中去掉默认 channel。' },
          { after: 'RUN conda config --remove channels defaults; conda config --add channels conda-forge' },
        ),
      ],
    },
    {
      id: 'accept',
      title: { en: 'Accept the terms, if they suit you', zh: '如果条款适合你，则接受' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the first install.', zh: '在第一次安装之前。' },
          {
            after:
              'RUN conda tos accept --override-channels --channel https://repo.anaconda.com/pkgs/main --channel https://repo.anaconda.com/pkgs/r',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'anaconda/conda-anaconda-tos',
      path: 'conda_anaconda_tos/exceptions.py',
      symbol: 'CondaToSNonInteractiveError',
    },
  ],
});

export default condaTermsNotAccepted;

export const examples: ExamplesOf<typeof condaTermsNotAccepted> = [
  {
    name: 'a new Miniconda',
    log: `#8 [4/5] RUN conda install -y numpy
#8 1.104 CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels. Please accept or remove them before proceeding:
#8 1.125     - https://repo.anaconda.com/pkgs/main
#8 1.146     - https://repo.anaconda.com/pkgs/r
#8 ERROR: process "/bin/sh -c conda install -y numpy" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c conda install -y numpy" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the package is not there',
    log: `#8 [4/5] RUN conda install -y nosuch
#8 1.104 PackagesNotFoundError: The following packages are not available from current channels:
#8 1.125
#8 1.146   - nosuch
#8 ERROR: process "/bin/sh -c conda install -y nosuch" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c conda install -y nosuch" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'conda-unsatisfiable',
  },
];
