import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const uvNoVirtualEnvironment = condition({
  id: 'uv-no-virtual-environment',
  stage: 'python',
  title: { en: 'uv finds no virtual environment to install into', zh: 'uv 找不到可安装的虚拟环境' },

  signatures: [{ on: 'output', says: 'No virtual environment found; run `uv venv`', strength: 'states' }],

  headline: () => ({ en: 'uv finds no virtual environment to install into', zh: 'uv 找不到可安装的虚拟环境' }),
  why: {
    en: 'Unlike pip, "uv pip install" changes the interpreter of the system only when told to. A build has no activated environment.',
    zh: '与 pip 不同，“uv pip install” 只有在明确要求时才会修改系统解释器。构建过程中没有已激活的环境。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'system-python',
      title: { en: 'Install into the Python of the image', zh: '安装到镜像的 Python 中' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For all later calls too.', zh: '对之后的调用也有效。' },
          { after: 'ENV UV_SYSTEM_PYTHON=1' },
        ),
        edit(
          'Dockerfile',
          { en: 'For this call only.', zh: '只对这一次调用有效。' },
          { before: 'uv pip install', after: 'uv pip install --system' },
        ),
      ],
    },
    {
      id: 'own-environment',
      title: { en: 'Make an environment and put it on the PATH', zh: '创建环境并加入 PATH' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the install.', zh: '在安装之前。' },
          {
            after: `RUN uv venv /opt/venv
ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'astral-sh/uv', path: 'crates/uv-python/src/discovery.rs' }],
});

export default uvNoVirtualEnvironment;

export const examples: ExamplesOf<typeof uvNoVirtualEnvironment> = [
  {
    name: 'uv pip',
    log: `#8 [4/5] RUN uv pip install -r requirements.txt
#8 1.104 error: No virtual environment found; run \`uv venv\` to create an environment, or pass \`--system\` to install into a non-virtual environment
#8 ERROR: process "/bin/sh -c uv pip install -r requirements.txt" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c uv pip install -r requirements.txt" did not complete successfully: exit code: 2
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'pip says no',
    log: `#8 [4/5] RUN pip install foo
#8 1.104 error: externally-managed-environment
#8 1.125
#8 1.146 × This environment is externally managed
#8 ERROR: process "/bin/sh -c pip install foo" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install foo" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-externally-managed',
  },
];
