import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pythonInstallerMissing = condition({
  id: 'python-installer-missing',
  stage: 'python',
  title: { en: 'Python is there without pip or venv', zh: '有 Python，但没有 pip 或 venv' },

  signatures: [
    {
      on: 'output',
      says: ['No module named pip', 'No module named venv', 'No module named ensurepip', 'No module named virtualenv'],
      pattern: /python[\d.]{0,5}: No module named (?<name>pip|venv|ensurepip|virtualenv)$/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'virtual environment was not created successfully because ensurepip is not',
        'ensurepip is disabled in Debian/Ubuntu for the system python',
      ],
      pattern: /(?<name>ensurepip) is (?:not|disabled)/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: ['apt-package-not-found', 'apk-no-such-package'],
  headline: ({ name }) => ({ en: `This Python has no module "${name}"`, zh: `该 Python 没有模块 "${name}"` }),
  why: {
    en: 'Debian and Ubuntu split pip, venv and ensurepip off into packages of their own; Alpine does so with pip. uv makes environments without pip.',
    zh: 'Debian 和 Ubuntu 把 pip、venv、ensurepip 拆成了单独的软件包；Alpine 对 pip 也是如此。uv 创建的环境不含 pip。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-them',
      title: { en: 'Install them', zh: '安装它们' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian and Ubuntu.', zh: 'Debian、Ubuntu 系。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends python3-pip python3-venv && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit('Dockerfile', { en: 'Alpine.', zh: 'Alpine 系。' }, { after: 'RUN apk add --no-cache py3-pip' }),
        edit('Dockerfile', { en: 'uv.', zh: '使用 uv 时。' }, { before: 'RUN uv venv', after: 'RUN uv venv --seed' }),
      ],
    },
    {
      id: 'python-image',
      title: { en: 'Build on an image that brings them', zh: '改用自带它们的镜像' },
      risk: 'reversible',
      steps: [edit('Dockerfile', { en: 'The official image.', zh: '官方镜像。' }, { after: 'FROM python:3.12-slim' })],
    },
  ],

  sources: [
    { repo: 'python/cpython', path: 'Lib/venv/__main__.py' },
    { repo: 'Debian', path: 'python3-defaults' },
  ],
});

export default pythonInstallerMissing;

export const examples: ExamplesOf<typeof pythonInstallerMissing> = [
  {
    name: 'venv on Ubuntu',
    log: `#8 [4/5] RUN python3 -m venv /opt/venv
#8 1.104 The virtual environment was not created successfully because ensurepip is not
#8 1.125 available.  On Debian/Ubuntu systems, you need to install the python3-venv
#8 1.146 package using the following command.
#8 ERROR: process "/bin/sh -c python3 -m venv /opt/venv" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 -m venv /opt/venv" did not complete successfully: exit code: 1
`,
    matches: { name: 'ensurepip' },
    verdict: 'confirmed',
  },
  {
    name: 'no pip',
    log: `#8 [4/5] RUN python3 -m pip install foo
#8 1.104 /usr/bin/python3: No module named pip
#8 ERROR: process "/bin/sh -c python3 -m pip install foo" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 -m pip install foo" did not complete successfully: exit code: 1
`,
    matches: { name: 'pip' },
  },
  {
    name: 'a module of the project',
    log: `#8 [4/5] RUN python3 manage.py check
#8 1.104 Traceback (most recent call last):
#8 1.125 ModuleNotFoundError: No module named 'django'
#8 ERROR: process "/bin/sh -c python3 manage.py check" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 manage.py check" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-module-missing',
  },
];
