import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const condaShellNotInitialised = condition({
  id: 'conda-shell-not-initialised',
  stage: 'python',
  title: { en: '"conda activate" in a shell that does not know it', zh: 'shell 不认识 “conda activate”' },

  signatures: [
    {
      on: 'output',
      says: [
        "Run 'conda init' before 'conda activate'",
        "Your shell has not been properly configured to use 'conda activate'",
        "'micromamba' is running as a subprocess and can't modify the parent shell",
      ],
      when: isOfBuild,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: '"conda activate" does not work in the shell of a RUN',
    zh: 'RUN 的 shell 中无法使用 “conda activate”',
  }),
  why: {
    en: '"activate" is a function that "conda init" puts into .bashrc. A RUN starts a new, non-interactive sh each time and reads no .bashrc; an environment activated in one RUN would be gone in the next one.',
    zh: '“activate” 是 “conda init” 写入 .bashrc 的函数。每条 RUN 都启动新的非交互 sh，不会读取 .bashrc；在一条 RUN 中激活的环境在下一条中也不复存在。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'conda-run',
      title: { en: 'Run the program inside the environment', zh: '在环境中运行程序' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For all later RUN lines.', zh: '对之后的所有 RUN 生效。' },
          { after: 'SHELL ["conda", "run", "--no-capture-output", "-n", "myenv", "/bin/bash", "-c"]' },
        ),
      ],
    },
    {
      id: 'path',
      title: { en: 'Put the environment on the PATH', zh: '把环境加入 PATH' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Works in the final image too.', zh: '在最终镜像中也有效。' },
          { after: 'ENV PATH=/opt/conda/envs/myenv/bin:$PATH' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'conda/conda', path: 'conda/cli/main_mock_activate.py' },
    { repo: 'conda/conda', path: 'conda/exceptions.py', symbol: 'CommandNotFoundError' },
  ],
});

export default condaShellNotInitialised;

export const examples: ExamplesOf<typeof condaShellNotInitialised> = [
  {
    name: 'conda',
    log: `#8 [4/5] RUN conda activate myenv && pip install -r requirements.txt
#8 1.104 CondaError: Run 'conda init' before 'conda activate'
#8 ERROR: process "/bin/sh -c conda activate myenv && pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c conda activate myenv && pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no conda',
    log: `#8 [4/5] RUN conda activate myenv
#8 1.104 /bin/sh: 1: conda: not found
#8 ERROR: process "/bin/sh -c conda activate myenv" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c conda activate myenv" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
