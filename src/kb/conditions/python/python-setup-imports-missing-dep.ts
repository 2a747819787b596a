import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pythonSetupImportsMissingDep = condition({
  id: 'python-setup-imports-missing-dep',
  stage: 'python',
  title: {
    en: "A package's setup.py imports something that is not installed yet",
    zh: '某个包的 setup.py 导入了尚未安装的模块',
  },

  signatures: [
    {
      on: 'output',
      says: ['ModuleNotFoundError: No module named ', 'ImportError: No module named '],
      pattern:
        /(?:ModuleNotFoundError|ImportError): No module named '?(?!distutils|pkg_resources|setuptools|pip\b|imp\b|req\b|util\b|zipp\b)(?<name>[\w.]{1,100})/,
      also: [
        { says: ['egg_info', 'Getting requirements to build wheel', 'pip-install-', 'pip-build', 'easy_install'] },
      ],
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ name: group('name') }),

  yieldsTo: [
    'python-package-too-old-for-base',
    'python-distutils-gone',
    'python-packaging-api-removed',
    'python-too-old-for-package',
    'pip-setuptools-too-old',
  ],
  headline: ({ name }) => ({
    en: `A package needs "${name}" already while it is being built`,
    zh: `某个包在构建时就需要 "${name}"`,
  }),
  why: {
    en: `The setup.py of the package imports that module before pip had a chance to install it, because the package does not declare
      it as a build requirement. With build isolation even an installed copy is not seen.`,
    zh: `该包的 setup.py 在 pip 安装依赖之前就导入了该模块，因为它没有把该模块声明为构建依赖。启用构建隔离时，即使已安装也看不到。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'newer-package',
      title: { en: 'Prefer a release of the package that declares it', zh: '优先使用已声明该依赖的新版本' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'Or one that has a wheel, so setup.py does not run.',
          zh: '或使用提供 wheel 的版本，这样不会执行 setup.py。',
        }),
      ],
    },
    {
      id: 'install-it-first',
      title: { en: 'Or install it first and build without isolation', zh: '或先安装它，并关闭构建隔离' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For the one package that needs it.', zh: '仅针对需要它的那个包。' },
          {
            after: `RUN pip install ${name.split('.')[0]} setuptools wheel && pip install --no-build-isolation -r requirements.txt`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pypa/pip', path: 'src/pip/_internal/operations/build/metadata_legacy.py', symbol: 'generate_metadata' },
  ],
});

export default pythonSetupImportsMissingDep;

export const examples: ExamplesOf<typeof pythonSetupImportsMissingDep> = [
  {
    name: 'numpy in a setup.py',
    log: `#8 [4/5] RUN pip install oldpkg
#8 1.601   × python setup.py egg_info did not run successfully.
#8 1.601       ModuleNotFoundError: No module named 'numpy'
#8 1.602 error: metadata-generation-failed
#8 ERROR: process "/bin/sh -c pip install oldpkg" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install oldpkg" did not complete successfully: exit code: 1
`,
    matches: { name: 'numpy' },
  },
  {
    name: 'the own program lacks a module',
    log: `#5 [2/2] RUN python3 manage.py collectstatic
#5 0.151 ModuleNotFoundError: No module named 'numpy'
#5 ERROR: process "/bin/sh -c python3 manage.py collectstatic" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 manage.py collectstatic" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-module-missing',
  },
];
