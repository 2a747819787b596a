import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipSetuptoolsTooOld = condition({
  id: 'pip-setuptools-too-old',
  stage: 'python',
  title: {
    en: 'pip or setuptools of the image is too old for a package',
    zh: '镜像中的 pip 或 setuptools 对某个包来说太旧',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'DistributionNotFound: setuptools',
        'Could not find required distribution ',
        'requires setuptools ',
        'Setuptools >= ',
        'minimum setuptools version',
      ],
      pattern: /(?<what>(?:distribution |requires )?setuptools[^\n]{0,60}|distribution \S{1,60})/i,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'Expected version spec in',
        "Expected ',' or end-of-list in",
        'must be a dictionary whose values are strings or lists of str',
        "name 'platform_system' is not defined",
        "name 'platform_python_implementation' is not defined",
        'error in setup command: Error parsing',
        'Invalid environment marker: ',
        '.dist-info directory not found',
      ],
      pattern:
        /(?<what>Expected version spec|Expected ',' or end-of-list|must be a dictionary|'platform_\w{1,40}'|Error parsing|Invalid environment marker|\.dist-info directory not found)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ["' distribution was not found and is required by "],
      pattern: /The '(?<what>[^']{1,100})' distribution was not found and is required by/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['pkg_resources.DistributionNotFound: ', 'raise DistributionNotFound('],
      pattern: /DistributionNotFound(?:: (?<what>\S{1,100}))?/,
      when: isOfBuild,
    },
    { on: 'output', says: 'File "setup.cfg" not found. "setup.py" or', when: isOfBuild },
    {
      on: 'output',
      says: 'Directory cannot be installed in editable mode',
      also: [{ says: 'pyproject.toml' }],
      when: isOfBuild,
      strength: 'states',
    },
    { on: 'output', says: 'ImportError: No module named zipp', when: isOfBuild },
    {
      on: 'output',
      says: "is missing the 'build_editable' hook",
      pattern: /missing the '(?<what>build_editable)' hook/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: "Expected ',' or end-of-list in",
      pattern: /ValueError: \("(?<what>Expected ',' or end-of-list in)/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: ['build-step-dns-failure', 'pip-network', 'python-too-old-for-package', 'build-tls-unknown-ca'],
  headline: ({ what }) => ({
    en: `pip or setuptools in the image is too old for a package${what === '' ? '' : ` (${what})`}`,
    zh: `镜像中的 pip 或 setuptools 对某个包来说太旧${what === '' ? '' : `（${what}）`}`,
  }),
  why: {
    en: `The package uses metadata that this old setuptools cannot read, or declares build requirements that this old pip does not
      install first. Distributions ship pip and setuptools as old as the release.`,
    zh: `该包使用了旧版 setuptools 无法解析的元数据，或声明了旧版 pip 不会预先安装的构建依赖。发行版自带的 pip 和 setuptools 与发行版一样旧。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'upgrade-the-tools',
      title: { en: 'Upgrade pip and setuptools first', zh: '先升级 pip 和 setuptools' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'On an old Python keep below the versions that dropped it.',
            zh: '旧 Python 需限制在仍支持它的版本以内。',
          },
          { after: 'RUN pip install --upgrade pip setuptools wheel\n# Python 2.7: "pip<21" "setuptools<45"' },
        ),
        edit(
          'Dockerfile',
          {
            en: 'Use pip, not setup.py or easy_install, to install the project.',
            zh: '用 pip 安装项目，不要用 setup.py 或 easy_install。',
          },
          { before: 'RUN python setup.py install', after: 'RUN pip install .' },
        ),
      ],
    },
    {
      id: 'python-image',
      title: { en: 'Or use a python image, whose tools are current', zh: '或改用工具较新的 python 镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Instead of the Python of the distribution.', zh: '代替发行版自带的 Python。' },
          { after: 'FROM python:3.12-slim' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/setuptools', path: 'pkg_resources/__init__.py', symbol: 'DistributionNotFound' }],
});

export default pipSetuptoolsTooOld;

export const examples: ExamplesOf<typeof pipSetuptoolsTooOld> = [
  {
    name: 'setup.py install cannot resolve',
    log: `Step 6/9 : RUN python setup.py install
 ---> Running in 2f1c8ab0a6ce
Searching for mock
error: The 'mock' distribution was not found and is required by mytool
The command '/bin/sh -c python setup.py install' returned a non-zero code: 1
`,
    matches: { what: 'mock' },
  },
  {
    name: 'the Python is what is too old',
    log: `#8 [4/5] RUN pip install sanic
#8 1.601 ERROR: Package 'sanic' requires a different Python: 3.5.9 not in '>=3.6'
#8 ERROR: process "/bin/sh -c pip install sanic" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install sanic" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-too-old-for-package',
  },
];
