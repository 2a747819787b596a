import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';
import { newerBase } from '../../shared/newer-base.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const pythonTooOldForPackage = condition({
  id: 'python-too-old-for-package',
  stage: 'python',
  title: { en: 'A Python package needs a newer Python than the image has', zh: 'Python 包需要比镜像更新的 Python' },

  signatures: [
    {
      on: 'output',
      says: 'requires a different Python: ',
      pattern:
        /Package '(?<name>[^']{1,100})' requires a different Python: (?<have>[\d.]{1,20}) not in '(?<need>[^']{1,60})'/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Python version >= ',
        'requires Python 3',
        'requires python >= 3',
        'requires Python >= 3',
        'requires Python >=3',
        "requires Python '>=3",
        'or above is required',
        'requires at least Python 3',
        'Python 3.5 or later is required',
        'or later is required',
      ],
      pattern:
        /(?:(?<name>[\w.-]{1,60})(?: [\w.+]{1,20})? (?:requires|needs)(?: at least)? [Pp]ython ?'?(?:>= ?|version )?(?<need>3[\d.]{0,6}\+?))|Python (?:version >= )?(?<least>3[\d.]{0,6})(?: or (?:above|later|newer))?(?: is)? required/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'On Python 2, ',
        'Tornado requires an up-to-date SSL module',
        'Python 2.7 is no longer supported',
        'Python 2 is no longer supported',
        'dropped support for Python 2',
        'This package requires Python 3',
        'requires Python 2.7 or later',
        'Unsupported Python version',
      ],
      pattern: /On Python 2, |Tornado requires|Python 2|requires Python|Unsupported Python/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'SyntaxError: invalid syntax',
      also: [{ says: ['egg_info', 'easy_install', 'site-packages', 'dist-packages', 'pip-build', 'pip-install-'] }],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: "TypeError: 'encoding' is an invalid keyword argument for this function",
      also: [{ says: ['egg_info', 'easy_install', 'pip-build', 'pip-install-', 'setup.py'] }],
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'python setup.py egg_info" failed with error code 32 in ',
      when: isOfBuild,
      strength: 'states',
    },
    { on: 'output', says: 'ImportError: No module named util', also: [{ says: 'importlib.util' }], when: isOfBuild },
    {
      on: 'output',
      says: 'This script does not work on Python ',
      pattern:
        /does not work on Python (?<have>\d[\d.]{0,6}?)\.? The minimum supported Python version is (?<need>[\d.]{1,8})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is not allowed by the project (', 'is not supported by the project ('],
      pattern:
        /Current Python version \((?<have>[\d.]{1,20})\) is not (?:allowed|supported) by the project \((?<need>[^)]{1,40})\)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['No interpreter found for Python ', 'No interpreter found for '],
      pattern: /No interpreter found for (?:Python )?(?<need>[\w.>=<,]{1,40}) in /,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' was not found on your system',
      pattern: /Warning: Python (?<need>[\d.]{1,8}) was not found on your system/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ name: group('name'), have: group('have'), need: group('need') || group('least') }),

  yieldsTo: ['build-step-dns-failure'],
  headline: ({ name, have, need }) => ({
    en: `${name === '' ? 'A Python package' : name} needs ${need === '' ? 'a newer Python' : `Python ${need}`}${have === '' ? '' : `, the image has ${have}`}`,
    zh: `${name === '' ? 'Python 包' : `${name} `}需要${need === '' ? '更新的 Python' : ` Python ${need}`}${have === '' ? '' : `，而镜像是 ${have}`}`,
  }),
  why: {
    en: `The newest release of a package that is not pinned (often a dependency of a dependency) has dropped the Python of this
      image. An old pip does not read Requires-Python, so it downloads that release and its setup.py stops or fails with
      a SyntaxError. Nothing is wrong with the download.`,
    zh: `某个没有固定版本的包（常常是间接依赖）的最新版已不再支持镜像中的 Python。旧版 pip 不识别 Requires-Python，
      会下载该版本，然后 setup.py 主动停止，或以 SyntaxError 失败。下载本身没有问题。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  retry: 'useless',
  remedies: ({ need }, { dockerfiles }, at) => [
    newerBase({ image: 'python', version: need }, at, dockerfiles),
    {
      id: 'newer-python',
      title: { en: 'Build on a newer Python', zh: '改用更新的 Python' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: 'The lasting solution.', zh: '长久的解决办法。' }, { after: 'FROM python:3.12-slim' }),
      ],
    },
    {
      id: 'pip-that-reads-requires-python',
      title: {
        en: 'Or let a newer pip choose a release that fits, or pin one',
        zh: '或用较新的 pip 自动选择合适的版本，或固定版本',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'The last pip for Python 2.7 is 20.3.4, for 3.5 20.3.4, for 3.6 21.3.1.',
            zh: 'Python 2.7、3.5 可用的最后一版 pip 是 20.3.4，3.6 是 21.3.1。',
          },
          { after: 'RUN pip install --upgrade "pip<21" "setuptools<45" && pip install -r requirements.txt' },
        ),
        edit('requirements.txt', {
          en: 'Pin the last release that supports this Python.',
          zh: '固定支持该 Python 的最后一个版本。',
        }),
      ],
    },
  ],

  sources: [
    {
      repo: 'pypa/pip',
      path: 'src/pip/_internal/resolution/legacy/resolver.py',
      symbol: '_check_dist_requires_python',
    },
    { repo: 'numpy/numpy', path: 'setup.py' },
  ],
});

export default pythonTooOldForPackage;

export const examples: ExamplesOf<typeof pythonTooOldForPackage> = [
  {
    name: 'pip reads the requirement',
    log: `#8 [4/5] RUN pip install sanic
#8 1.601 ERROR: Package 'sanic' requires a different Python: 3.5.9 not in '>=3.6'
#8 ERROR: process "/bin/sh -c pip install sanic" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install sanic" did not complete successfully: exit code: 1
`,
    matches: { name: 'sanic', have: '3.5.9', need: '>=3.6' },
    verdict: 'confirmed',
  },
  {
    name: 'an old pip runs the setup.py',
    log: `Step 4/9 : RUN pip install matplotlib
 ---> Running in 2f1c8ab0a6ce
Collecting matplotlib
    Complete output from command python setup.py egg_info:
      File "/tmp/pip-build-s15d7F/matplotlib/setup.py", line 37
        print(f"{name}")
                      ^
    SyntaxError: invalid syntax
Command "python setup.py egg_info" failed with error code 1 in /tmp/pip-build-s15d7F/matplotlib/
The command '/bin/sh -c pip install matplotlib' returned a non-zero code: 1
`,
    matches: {},
  },
  {
    name: 'an error of the own code',
    log: `#8 [4/5] RUN python app.py
#8 0.201   File "/app/app.py", line 3
#8 0.201     def f(:
#8 0.201           ^
#8 0.201 SyntaxError: invalid syntax
#8 ERROR: process "/bin/sh -c python app.py" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python app.py" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'app-build-error',
  },
];
