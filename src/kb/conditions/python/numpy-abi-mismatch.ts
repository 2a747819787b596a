import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const numpyAbiMismatch = condition({
  id: 'numpy-abi-mismatch',
  stage: 'python',
  title: {
    en: 'A compiled Python package does not fit the installed NumPy',
    zh: '某个编译过的 Python 包与已安装的 NumPy 不匹配',
  },

  signatures: [
    // Cython's check when a compiled module is imported.
    {
      on: ['output', 'error'],
      says: 'size changed, may indicate binary incompatibility. Expected ',
      pattern:
        /numpy\.(?:dtype|ndarray|ufunc) size changed, may indicate binary incompatibility\. Expected \d{1,4} from C header/,
      strength: 'states',
      unless: [{ says: 'RuntimeWarning: numpy.' }],
    },
    // Only a warning as long as the import goes on.
    {
      on: ['output', 'error'],
      says: 'A module that was compiled using NumPy 1.x cannot be run in',
      also: [{ says: ['core.multiarray failed to import', 'SystemError: initialization of '] }],
    },
    {
      on: ['output', 'error'],
      says: ['module compiled against API version ', 'module compiled against ABI version '],
      pattern: /but this version of numpy is (?<have>0x[0-9a-f]{1,8})/,
    },
    // NumPy 2 removed these names; what uses them was written for 1.x.
    {
      on: ['output', 'error'],
      says: ' was removed in the NumPy 2.0 release.',
      pattern: /AttributeError: `np\.(?<name>\w{1,40})` was removed in the NumPy 2\.0 release/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'numpy.core.multiarray failed to import',
      pattern: /^ImportError: numpy\.core\.multiarray failed to import/,
    },
  ],
  facts: (group, event) => ({ name: group('name'), service: event.service }),

  headline: ({ name }) =>
    name === ''
      ? {
          en: 'A compiled package was built for another NumPy than the one that is installed',
          zh: '某个编译过的包所对应的 NumPy 与实际安装的不是同一代',
        }
      : {
          en: `The code uses np.${name}, which NumPy 2 no longer has`,
          zh: `代码使用了 np.${name}，而 NumPy 2 已将其移除`,
        },
  why: {
    en: `pip chose each package by its own requirement. An older release of pandas, scikit-learn, torch and the like says only
      "numpy>=1.x", so the newest NumPy is installed beside a module that was compiled against the layout of another one.
      The image built without an error; the import fails. Installing the same packages again gives the same pair.`,
    zh: `pip 按各个包自己的要求挑选版本。较旧的 pandas、scikit-learn、torch 等只写着 “numpy>=1.x”，于是装上了最新的 NumPy，
      而旁边的模块是按另一代 NumPy 的内存布局编译的。镜像构建没有报错，导入时才失败。原样重装还是同一组合。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-who-needs-it',
      title: {
        en: 'See in the traceback and here which packages need NumPy',
        zh: '结合 traceback，查看哪些包依赖 NumPy',
      },
      risk: 'read',
      steps: [look(['pip', 'list']), look(['pip', 'show', 'numpy'])],
    },
    {
      id: 'hold-numpy-1',
      title: { en: 'Hold NumPy below 2 until the package is newer', zh: '在该包升级之前，先把 NumPy 限制在 2 以下' },
      risk: 'reversible',
      steps: [
        edit(
          'requirements.txt',
          { en: 'Beside the package that was compiled for 1.x.', zh: '与那个为 1.x 编译的包写在一起。' },
          { after: 'numpy<2' },
        ),
      ],
    },
    {
      id: 'newer-package',
      title: { en: 'Or use a release of the package built for NumPy 2', zh: '或使用为 NumPy 2 构建的版本' },
      risk: 'reversible',
      steps: [
        edit('requirements.txt', {
          en: 'Raise the pin of the package in the traceback, and rebuild without the old layer.',
          zh: '提高 traceback 中那个包的版本，并重新构建该层。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'cython/cython', path: 'Cython/Utility/ImportExport.c', symbol: '__Pyx_ImportType' },
    { repo: 'numpy/numpy', path: 'numpy/core/_multiarray_umath.py' },
    { repo: 'numpy/numpy', path: 'numpy/_core/code_generators/generate_numpy_api.py' },
  ],
});

export default numpyAbiMismatch;

export const examples: ExamplesOf<typeof numpyAbiMismatch> = [
  {
    name: 'pandas older than NumPy 2',
    log: `api-1  | Traceback (most recent call last):
api-1  |   File "/app/main.py", line 2, in <module>
api-1  |     import pandas as pd
api-1  |   File "interval.pyx", line 1, in init pandas._libs.interval
api-1  | ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject
api-1 exited with code 1
`,
    matches: { name: '', service: 'api' },
  },
  {
    name: 'in a build step',
    log: `#9 [5/6] RUN python -c "import sklearn"
#9 1.410 Traceback (most recent call last):
#9 1.410   File "<string>", line 1, in <module>
#9 1.411 ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject
#9 ERROR: process "/bin/sh -c python -c \\"import sklearn\\"" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c python -c \\"import sklearn\\"" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'NumPy says it itself',
    log: `worker-1  | A module that was compiled using NumPy 1.x cannot be run in
worker-1  | NumPy 2.1.0 as it may crash. To support both 1.x and 2.x
worker-1  | versions of NumPy, modules must be compiled with NumPy 2.0.
worker-1  | ImportError: numpy.core.multiarray failed to import
worker-1 exited with code 1
`,
    matches: { service: 'worker' },
  },
  {
    name: 'a name that is gone',
    log: `app-1  | AttributeError: \`np.float_\` was removed in the NumPy 2.0 release. Use \`np.float64\` instead.
app-1 exited with code 1
`,
    matches: { name: 'float_' },
  },
  {
    name: 'a warning of a program that ends for another reason',
    log: `worker-1  | A module that was compiled using NumPy 1.x cannot be run in
worker-1  | NumPy 2.1.0 as it may crash. To support both 1.x and 2.x
worker-1  | KeyError: 'WORKER_TOKEN'
worker-1 exited with code 1
`,
    matches: false,
  },
  {
    name: 'NumPy is not there at all',
    log: `app-1  | ModuleNotFoundError: No module named 'numpy'
app-1 exited with code 1
`,
    matches: false,
    is: 'python-module-missing',
  },
];
