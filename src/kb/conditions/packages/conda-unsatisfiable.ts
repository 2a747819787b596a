import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const condaUnsatisfiable = condition({
  id: 'conda-unsatisfiable',
  stage: 'packages',
  title: {
    en: 'conda cannot find the packages, or no set of them fits together',
    zh: 'conda 找不到软件包，或没有相容的组合',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'UnsatisfiableError:',
        'ResolvePackageNotFound',
        'PackagesNotFoundError:',
        'LibMambaUnsatisfiableError',
        'NoPackagesFoundError',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['Dependency missing in current ', 'Dependencies missing in current '],
      pattern: /Dependenc(?:y|ies) missing in current \S{1,40} channels/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'Could not solve for environment specs', strength: 'states' },
  ],

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'build-tls-unknown-ca', 'proxy-missing-in-build'],
  headline: () => ({
    en: 'conda finds no set of packages that satisfies the environment',
    zh: 'conda 找不到满足该环境的软件包组合',
  }),
  why: {
    en: `The channels were read. A package in the list is not in them for this platform, or two of the pins exclude each
      other. An environment.yml exported on another system also carries build strings that exist only there.`,
    zh: `频道已读取。列表中的某个软件包在这些频道中没有该平台的版本，或两个固定版本互相排斥。
      在其他系统上导出的 environment.yml 还会带有只在那里存在的 build 字符串。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'portable-environment',
      title: { en: 'Write the environment without build strings', zh: '导出不带 build 字符串的环境' },
      risk: 'reversible',
      steps: [
        edit(
          'environment.yml',
          {
            en: 'Export it with: conda env export --from-history (only what was asked for).',
            zh: '用 conda env export --from-history 导出（只含显式安装的包）。',
          },
          {
            after: `channels: [conda-forge]
dependencies:
  - python=3.11
  - numpy`,
          },
        ),
      ],
    },
    {
      id: 'loosen-the-pins',
      title: { en: 'Add the channel, or loosen the pins the message names', zh: '添加频道，或放宽提示中的版本约束' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Name the channel that has the package.', zh: '指定包含该软件包的频道。' },
          { after: 'RUN conda install -y -c conda-forge --override-channels …' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'conda/conda', path: 'conda/exceptions.py', symbol: 'UnsatisfiableError' }],
});

export default condaUnsatisfiable;

export const examples: ExamplesOf<typeof condaUnsatisfiable> = [
  {
    name: 'a package that no channel has',
    log: `#7 [4/6] RUN conda install -y mytool=1.2
#7 12.11 Solving environment: ...working... failed
#7 12.40 PackagesNotFoundError: The following packages are not available from current channels:
#7 12.40   - mytool=1.2
#7 ERROR: process "/bin/sh -c conda install -y mytool=1.2" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c conda install -y mytool=1.2" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'conda is not in the image',
    log: `#7 [4/6] RUN conda install -y numpy
#7 0.211 /bin/sh: 1: conda: not found
#7 ERROR: process "/bin/sh -c conda install -y numpy" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c conda install -y numpy" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
