import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipResolutionImpossible = condition({
  id: 'pip-resolution-impossible',
  stage: 'python',
  title: { en: 'The pinned Python packages exclude each other', zh: '固定的 Python 包版本互相冲突' },

  signatures: [
    {
      on: 'output',
      says: 'have conflicting dependencies',
      pattern: /Cannot install (?<what>[^\n]{1,200}?) because these package versions have conflicting dependencies/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['ERROR: ResolutionImpossible', 'No solution found when resolving dependencies', 'SolverProblemError'],
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'version solving failed',
      when: (event, { instruction }) => isOfBuild(event) && /\bpoetry\b/.test(instruction),
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Double requirement given: ',
      pattern: /Double requirement given: (?<what>\S{1,120})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'error: resolution-too-deep',
        'ResolutionTooDeep: ',
        'Your dependencies could not be resolved. You likely have a mismatch',
        '[ResolutionFailure]',
      ],
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'is not compatible with some of the required packages Python requirement',
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: ['build-step-dns-failure', 'pip-network', 'build-tls-unknown-ca', 'python-too-old-for-package'],
  headline: ({ what }) => ({
    en: what === '' ? 'No set of versions satisfies all Python requirements' : `${what} cannot be installed together`,
    zh: what === '' ? '没有能同时满足所有 Python 依赖的版本组合' : `${what} 无法同时安装`,
  }),
  why: {
    en: `The packages exist, but two requirements ask for versions of the same package that exclude each other, directly or through
      a dependency. The lines after "The conflict is caused by" name both.`,
    zh: `包都存在，但有两个依赖直接或间接要求同一个包的互斥版本。“The conflict is caused by” 之后的几行会指出是哪两个。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'loosen-one-pin',
      title: { en: 'Loosen the pin that the message names', zh: '放宽提示中的版本约束' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'Keep only the direct dependencies pinned, and let the resolver choose the rest.',
          zh: '只固定直接依赖，其余交给解析器。',
        }),
      ],
    },
    {
      id: 'lock-again',
      title: { en: 'Or resolve again and commit the result', zh: '或重新解析并提交结果' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            'python:3.12-slim',
            'sh',
            '-c',
            'pip install -q pip-tools && pip-compile --help | head -n 5',
          ],
          {
            note: {
              en: 'pip-compile requirements.in, in the Python of the image.',
              zh: '用镜像中的 Python 执行 pip-compile requirements.in。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pypa/pip', path: 'src/pip/_internal/resolution/resolvelib/factory.py', symbol: 'get_installation_error' },
    { repo: 'astral-sh/uv', path: 'crates/uv-resolver/src/error.rs', symbol: 'NoSolutionError' },
  ],
});

export default pipResolutionImpossible;

export const examples: ExamplesOf<typeof pipResolutionImpossible> = [
  {
    name: 'two pins of one package',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 2.911 ERROR: Cannot install flask==3.0.0 and werkzeug==2.0.0 because these package versions have conflicting dependencies.
#8 2.911 The conflict is caused by:
#8 2.911     The user requested werkzeug==2.0.0
#8 2.911     flask 3.0.0 depends on Werkzeug>=3.0.0
#8 2.912 ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: { what: 'flask==3.0.0 and werkzeug==2.0.0' },
    verdict: 'confirmed',
  },
  {
    name: 'a version that does not exist',
    log: `#8 [4/5] RUN pip install flask==99
#8 2.021 ERROR: No matching distribution found for flask==99
#8 ERROR: process "/bin/sh -c pip install flask==99" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install flask==99" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-no-matching-distribution',
  },
];
