import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pythonDistutilsGone = condition({
  id: 'python-distutils-gone',
  stage: 'python',
  title: {
    en: 'This Python no longer brings distutils or setuptools',
    zh: '该 Python 不再自带 distutils 或 setuptools',
  },

  signatures: [
    {
      on: 'output',
      says: [
        "No module named 'distutils",
        'No module named distutils',
        "No module named 'pkg_resources'",
        "No module named 'setuptools'",
        "No module named 'imp'",
        "No module named 'asynchat'",
        "No module named 'asyncore'",
      ],
      pattern: /No module named '?(?<what>distutils|pkg_resources|setuptools|imp|asynchat|asyncore)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ["module 'pkgutil' has no attribute 'ImpImporter'"],
      pattern: /(?<what>ImpImporter)/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({ en: `"${what}" is no longer part of this Python`, zh: `该 Python 已不再包含 "${what}"` }),
  why: {
    en: `Python 3.12 removed distutils, imp, asyncore and asynchat, new environments no longer contain setuptools, and setuptools 82
      removed pkg_resources. The package that fails was written before that. The virtual environment is not broken.`,
    zh: `Python 3.12 移除了 distutils、imp、asyncore 和 asynchat，新建环境不再包含 setuptools，setuptools 82 又移除了 pkg_resources。
      出错的包写于此前。虚拟环境并没有损坏。`,
  },

  retry: 'useless',
  remedies: ({ what }) => [
    {
      id: 'newer-package',
      title: { en: 'Use a release of the package that supports this Python', zh: '使用支持该 Python 的版本' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'Raise the pin of the package in the traceback.',
          zh: '提高 traceback 中那个包的版本。',
        }),
      ],
    },
    {
      id: 'add-setuptools',
      title: {
        en: 'Or add setuptools, which brings a distutils of its own',
        zh: '或安装 setuptools（自带 distutils 替代）',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: what === 'pkg_resources' ? 'A version that still has pkg_resources.' : 'Before the package is built.',
            zh: what === 'pkg_resources' ? '使用仍包含 pkg_resources 的版本。' : '在构建该包之前。',
          },
          { after: 'RUN pip install "setuptools<80" wheel && pip install --no-build-isolation -r requirements.txt' },
        ),
      ],
    },
    {
      id: 'older-python',
      title: { en: 'Or stay on Python 3.11', zh: '或暂时使用 Python 3.11' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Until the package follows.', zh: '等该包跟进之后再升级。' },
          { after: 'FROM python:3.11-slim' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'python/cpython', path: 'Doc/whatsnew/3.12.rst' }],
});

export default pythonDistutilsGone;

export const examples: ExamplesOf<typeof pythonDistutilsGone> = [
  {
    name: 'numpy 1.24 on Python 3.12',
    log: `#8 [4/5] RUN pip install numpy==1.24.0
#8 3.601       ModuleNotFoundError: No module named 'distutils'
#8 3.602   error: subprocess-exited-with-error
#8 3.602   × Getting requirements to build wheel did not run successfully.
#8 ERROR: process "/bin/sh -c pip install numpy==1.24.0" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install numpy==1.24.0" did not complete successfully: exit code: 1
`,
    matches: { what: 'distutils' },
  },
  {
    name: 'a module that was never installed',
    log: `#8 [4/5] RUN python3 -c "import flask"
#8 0.151 ModuleNotFoundError: No module named 'flask'
#8 ERROR: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-module-missing',
  },
];
