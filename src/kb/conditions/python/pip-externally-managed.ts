import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const pipExternallyManaged = condition({
  id: 'pip-externally-managed',
  stage: 'python',
  title: { en: "pip may not install into the distribution's own Python", zh: 'pip 不允许安装到发行版自带的 Python 中' },

  signatures: [
    {
      on: 'output',
      says: [
        'error: externally-managed-environment',
        'This environment is externally managed',
        'is externally managed',
      ],
      when: isOfBuild,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: "pip refuses to install into the distribution's own Python (externally-managed-environment)",
    zh: 'pip 拒绝安装到发行版自带的 Python（externally-managed-environment）',
  }),
  why: {
    en: `Since Debian 12, Ubuntu 23.04 and Alpine 3.19 the Python of the distribution is marked as managed by its own package
      manager (PEP 668), so that pip does not break system programs. It is no question of rights: sudo and --user change nothing.`,
    zh: `从 Debian 12、Ubuntu 23.04、Alpine 3.19 起，发行版自带的 Python 被标记为由系统包管理器管理（PEP 668），
      以免 pip 破坏系统程序。这与权限无关：sudo 和 --user 都没有用。`,
  },

  retry: 'useless',
  remedies: (_facts, _seen, at) => [
    dockerfileRemedy(
      'allow-it-in-the-step',
      {
        en: 'Allow it in this step: the image has no other use for that Python',
        zh: '仅在这一步允许：镜像中没有别的程序依赖这个 Python',
      },
      { en: 'May overwrite packages of the distribution.', zh: '可能会覆盖发行版的软件包。' },
      inInstruction(
        at,
        /\bpip3? install\b(?!.{0,2000}--break-system-packages)/,
        ([command]) => `${command} --break-system-packages`,
      ),
    ),
    {
      id: 'use-a-venv',
      title: { en: 'Install into a virtual environment', zh: '安装到虚拟环境' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'On Debian and Ubuntu python3-venv must be installed.', zh: 'Debian、Ubuntu 需要安装 python3-venv。' },
          {
            after: `RUN python3 -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
RUN pip install -r requirements.txt`,
          },
        ),
      ],
    },
    {
      id: 'python-image',
      title: { en: 'Or use a python image, which is not marked', zh: '或改用 python 镜像（没有该标记）' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Its Python belongs to you.', zh: '其中的 Python 由你自己管理。' },
          { after: 'FROM python:3.12-slim' },
        ),
      ],
    },
    {
      id: 'override-in-a-throw-away-image',
      title: { en: 'Or override it, in an image that nothing else uses', zh: '或在一次性镜像中跳过检查' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'May overwrite packages of the distribution.', zh: '可能会覆盖发行版的软件包。' },
          { after: 'RUN pip install --break-system-packages -r requirements.txt' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'src/pip/_internal/exceptions.py', symbol: 'ExternallyManagedEnvironment' }],
});

export default pipExternallyManaged;

export const examples: ExamplesOf<typeof pipExternallyManaged> = [
  {
    name: 'Debian 12',
    log: `#8 [4/5] RUN pip3 install flask
#8 0.601 error: externally-managed-environment
#8 0.601
#8 0.601 × This environment is externally managed
#8 ERROR: process "/bin/sh -c pip3 install flask" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip3 install flask" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'rights are missing',
    log: `#8 [4/5] RUN pip install flask
#8 0.601 ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/usr/local/lib/python3.12/site-packages/flask'
#8 ERROR: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install flask" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'run-as-nonroot',
  },
];
