import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipCannotUninstallDistutils = condition({
  id: 'pip-cannot-uninstall-distutils',
  stage: 'python',
  title: { en: 'pip cannot replace a package that the distribution installed', zh: 'pip 无法替换由发行版安装的包' },

  signatures: [
    {
      on: 'output',
      says: [
        'It is a distutils installed project and thus we cannot accurately determine',
        'error: uninstall-no-record-file',
        'error: uninstall-distutils-installed-package',
        'RECORD file not found',
      ],
      pattern: /^(?:.{0,80}?Cannot uninstall '?(?<name>[\w-]{1,80}))?/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name') }),

  headline: ({ name }) => ({
    en: `pip cannot uninstall ${name === '' ? 'a package' : `"${name}"`}, which the distribution installed`,
    zh: `pip 无法卸载由发行版安装的${name === '' ? '包' : ` "${name}"`}`,
  }),
  why: {
    en: `A newer version is wanted, and the present one came from apt, yum or conda, without the list of files that pip needs to take it
      out. It is no question of rights or network.`,
    zh: `需要更新该包，但现有版本来自 apt、yum 或 conda，没有 pip 卸载所需的文件清单。与权限和网络无关。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'use-a-venv',
      title: { en: 'Install into a virtual environment', zh: '安装到虚拟环境' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: "It does not see the distribution's packages.", zh: '虚拟环境看不到发行版的包。' },
          {
            after: 'RUN python3 -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nRUN pip install -r requirements.txt',
          },
        ),
      ],
    },
    {
      id: 'install-over-it',
      title: { en: 'Or install over it', zh: '或直接覆盖安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In an image of its own, where nothing of the system uses it.', zh: '仅用于系统程序不依赖它的镜像。' },
          {
            after: `RUN pip install --ignore-installed ${name === '' ? '<package>' : name} && pip install -r requirements.txt`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'src/pip/_internal/req/req_uninstall.py', symbol: 'UninstallPathSet.from_dist' }],
});

export default pipCannotUninstallDistutils;

export const examples: ExamplesOf<typeof pipCannotUninstallDistutils> = [
  {
    name: 'six came from apt',
    log: `#8 [4/5] RUN pip3 install --upgrade six
#8 1.601 ERROR: Cannot uninstall 'six'. It is a distutils installed project and thus we cannot accurately determine which files belong to it which would lead to only a partial uninstall.
#8 ERROR: process "/bin/sh -c pip3 install --upgrade six" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip3 install --upgrade six" did not complete successfully: exit code: 1
`,
    matches: { name: 'six' },
    verdict: 'confirmed',
  },
  {
    name: 'the whole environment is off limits',
    log: `#8 [4/5] RUN pip3 install --upgrade six
#8 0.601 error: externally-managed-environment
#8 ERROR: process "/bin/sh -c pip3 install --upgrade six" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip3 install --upgrade six" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-externally-managed',
  },
];
