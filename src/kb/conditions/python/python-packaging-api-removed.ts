import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pythonPackagingApiRemoved = condition({
  id: 'python-packaging-api-removed',
  stage: 'python',
  title: {
    en: 'A package uses something that newer pip or setuptools no longer has',
    zh: '某个包使用了新版 pip 或 setuptools 已移除的功能',
  },

  signatures: [
    {
      on: 'output',
      says: ["cannot import name 'Feature'", "cannot import name 'Feature' from 'setuptools'"],
      pattern: /(?<what>Feature)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['no such option: --'],
      pattern:
        /no such option: (?<what>--(?:no-use-pep517|process-dependency-links|find-links|egg|allow-\w+|use-wheel|use-mirrors|build-dir|build|install-option|global-option|no-binary-enable-wheel-cache|use-feature|install-lib))\b/,
      when: isOfBuild,
      strength: 'states',
    },
    { on: 'output', says: ['use_2to3 is invalid'], pattern: /(?<what>use_2to3)/, when: isOfBuild, strength: 'states' },
    {
      on: 'output',
      says: [
        "No module named 'pip.req'",
        "No module named 'pip.download'",
        'No module named pip.req',
        'ImportError: No module named req',
        "No module named 'pip._internal.req'",
        "cannot import name 'parse_requirements'",
        "object has no attribute 'req'",
        "cannot import name 'PipSession'",
        "cannot import name 'get_installed_distributions'",
      ],
      pattern:
        /(?<what>pip\.\w+|pip\._internal\.req|\breq\b|'req'|parse_requirements|PipSession|get_installed_distributions)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'AttributeError: install_layout',
        "has no attribute 'get_metadata_version'",
        "cannot import name 'msvccompiler'",
        "module 'setuptools.dist' has no attribute 'check_specifier'",
      ],
      pattern: /(?<what>install_layout|get_metadata_version|msvccompiler|check_specifier)/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `A package needs "${what}", which this pip or setuptools no longer has`,
    zh: `某个包需要 "${what}"，而当前的 pip 或 setuptools 已移除它`,
  }),
  why: {
    en: `The image brings the newest pip and setuptools, and the setup.py, tool or command line here was written for older ones: the
      option or function was removed since. Neither the network nor the compiler is at fault.`,
    zh: `镜像带的是最新的 pip 和 setuptools，而这里的 setup.py、工具或命令行是为旧版本编写的：该选项或函数已被移除。
      与网络和编译器无关。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-package',
      title: { en: 'Take a release of the package that follows the change', zh: '使用已跟进该变化的新版本' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'Raise the pin of the package that fails; in your own setup.py read requirements.txt as a plain file.',
          zh: '提高出错包的版本；如果是自己的 setup.py，请直接按文本读取 requirements.txt。',
        }),
      ],
    },
    {
      id: 'pin-the-tools',
      title: { en: 'Or hold pip and setuptools back for this build', zh: '或在此构建中使用旧版 pip 和 setuptools' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'setuptools 58 removed use_2to3, 46 Feature; pip 10 moved pip.req, 19 removed --process-dependency-links.',
            zh: 'setuptools 58 移除 use_2to3，46 移除 Feature；pip 10 移走 pip.req，19 移除 --process-dependency-links。',
          },
          { after: 'RUN pip install "setuptools<58" && pip install --no-build-isolation -r requirements.txt' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pypa/setuptools', path: 'NEWS.rst' },
    { repo: 'pypa/pip', path: 'NEWS.rst' },
  ],
});

export default pythonPackagingApiRemoved;

export const examples: ExamplesOf<typeof pythonPackagingApiRemoved> = [
  {
    name: 'setuptools 58 dropped use_2to3',
    log: `#8 [4/5] RUN pip install anyjson
#8 1.601   × python setup.py egg_info did not run successfully.
#8 1.601       error in anyjson setup command: use_2to3 is invalid.
#8 1.602 error: metadata-generation-failed
#8 ERROR: process "/bin/sh -c pip install anyjson" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install anyjson" did not complete successfully: exit code: 1
`,
    matches: { what: 'use_2to3' },
    verdict: 'confirmed',
  },
  {
    name: 'distutils is gone from Python itself',
    log: `#8 [4/5] RUN python setup.py install
#8 0.601 ModuleNotFoundError: No module named 'distutils'
#8 ERROR: process "/bin/sh -c python setup.py install" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python setup.py install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-distutils-gone',
  },
];
