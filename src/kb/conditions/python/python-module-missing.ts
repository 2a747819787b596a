import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';
import { undeclared } from '../../shared/providers.ts';

interface Facts {
  readonly name: string;
  readonly instruction: string;
  readonly service: string | undefined;
}

const pythonModuleMissing = condition<Facts, { project: 'project.providers' }>({
  id: 'python-module-missing',
  stage: 'python',
  title: {
    en: 'A Python module is not installed where the program looks for it',
    zh: '程序所用的 Python 中没有安装该模块',
  },

  signatures: [
    {
      on: 'output',
      says: ['ModuleNotFoundError: No module named ', 'ImportError: No module named '],
      pattern: /^\s*(?:E +)?(?:ModuleNotFoundError|ImportError): No module named '?(?<name>[\w.]{1,100})/,
      unless: [
        { says: ['egg_info', 'Getting requirements to build wheel', 'pip-install-', 'pip-build', 'easy_install'] },
      ],
      when: (event) => isOfStep(event) || event.service !== undefined,
    },
  ],
  facts: (group, event, { instruction }) => ({ name: group('name'), instruction, service: event.service }),

  yieldsTo: [
    'python-package-too-old-for-base',
    'python-distutils-gone',
    'python-packaging-api-removed',
    'python-too-old-for-package',
    'pip-setuptools-too-old',
  ],
  headline: ({ name }) => ({ en: `Python has no module "${name}"`, zh: `Python 中没有模块 "${name}"` }),
  why: {
    en: `A program was started and could not import that module. It is in no requirements file that was installed before, it was
      installed for another Python (python3 and pip of different origin, a virtual environment that is not active), or it
      is the project's own module and the working directory or PYTHONPATH is another one.`,
    zh: `程序已启动，但无法导入该模块。它不在之前安装的依赖中；或装到了别的 Python（python3 与 pip 来源不同、虚拟环境未激活）；
      或者它是项目自己的模块，而工作目录或 PYTHONPATH 不对。`,
  },

  evidence: {
    project: undeclared<Facts>({
      question: ({ name }) => {
        const module = name.split('.')[0] ?? name;
        if (module.startsWith('_') || OF_PYTHON.has(module)) return undefined;
        return {
          package: { kind: 'python', names: [module, name, ...(OTHERWISE_NAMED[module] ?? [])] },
          endings: [`${module}.py`, `${module}/`],
        };
      },
      what: ({ name }) => name.split('.')[0] ?? name,
    }),
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'install-it',
      title: {
        en: 'Add it to the requirements, and install with the same Python',
        zh: '加入依赖，并用同一个 Python 安装',
      },
      risk: 'reversible',
      steps: [
        edit(
          'requirements.txt',
          { en: 'The package may be named differently from the module.', zh: '包名可能与模块名不同。' },
          { after: name.split('.')[0] ?? name },
        ),
        edit(
          'Dockerfile',
          { en: 'python -m pip belongs to that python.', zh: 'python -m pip 保证装到该 python。' },
          { after: 'RUN python3 -m pip install -r requirements.txt' },
        ),
      ],
    },
    {
      id: 'see-where-it-looks',
      title: { en: 'See where this Python looks', zh: '查看该 Python 的搜索路径' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', '<image>', 'python3', '-c', 'import sys; print(sys.executable, sys.path)']),
      ],
    },
  ],

  sources: [{ repo: 'python/cpython', path: 'Lib/importlib/_bootstrap.py', symbol: '_find_and_load_unlocked' }],
});

/** Parts of Python itself that a version no longer has, or a build of it left out: no package is missing. */
const OF_PYTHON = new Set(
  `asynchat asyncore audioop bz2 cgi cgitb chunk crypt ctypes curses dataclasses dbm distutils ensurepip enum imghdr imp
   importlib lib2to3 lzma mailcap nntplib nis ossaudiodev pip pipes pkg_resources readline setuptools smtpd sndhdr
   spwd sqlite3 ssl sunau telnetlib tkinter tomllib typing uu venv xdrlib zlib zoneinfo`.split(/\s+/),
);

/** Packages whose name has nothing of their module's. */
const OTHERWISE_NAMED: Readonly<Record<string, readonly string[]>> = {
  bs4: ['beautifulsoup4'],
  bson: ['pymongo'],
  cv2: ['opencv'],
  fitz: ['pymupdf'],
  gridfs: ['pymongo'],
  mpl_toolkits: ['matplotlib'],
  MySQLdb: ['mysqlclient', 'pymysql'],
  PIL: ['pillow'],
  pythoncom: ['pywin32'],
  skimage: ['scikitimage'],
  sklearn: ['scikitlearn'],
  googleapiclient: ['googleapipythonclient'],
  telebot: ['pytelegrambotapi'],
};

export default pythonModuleMissing;

const FAILED = `#5 [3/3] RUN python3 -c "import flask"
#5 0.151 ModuleNotFoundError: No module named 'flask'
#5 ERROR: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
`;

export const examples: ExamplesOf<typeof pythonModuleMissing> = [
  {
    name: 'a module that was never installed',
    log: `#5 [2/2] RUN python3 -c "import flask"
#5 0.151 Traceback (most recent call last):
#5 0.151   File "<string>", line 1, in <module>
#5 0.151 ModuleNotFoundError: No module named 'flask'
#5 ERROR: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c python3 -c \\"import flask\\"" did not complete successfully: exit code: 1
`,
    matches: { name: 'flask' },
  },
  {
    name: 'no requirement names it',
    log: FAILED,
    project: {
      Dockerfile: `FROM python:3.11-slim\nCOPY . .\nRUN pip install -r requirements.txt\nRUN python3 -c "import flask"\n`,
      'requirements.txt': 'django==5\n',
    },
    matches: { name: 'flask' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'a package like it is required',
    log: FAILED,
    project: {
      Dockerfile: `FROM python:3.11-slim\nCOPY . .\nRUN pip install -r requirements.txt\nRUN python3 -c "import flask"\n`,
      'requirements.txt': 'Flask-RESTX\n',
    },
    matches: { name: 'flask' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'the distribution brings it, perhaps for its own Python',
    log: FAILED,
    project: {
      Dockerfile: `FROM python:3.11-slim\nCOPY . .\nRUN apt-get update && apt-get install -y python3-flask\nRUN python3 -c "import flask"\n`,
    },
    matches: { name: 'flask' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'it is a module of the project: the path is another one',
    log: FAILED,
    project: {
      Dockerfile: `FROM python:3.11-slim\nCOPY . .\nRUN python3 -c "import flask"\n`,
      'src/flask/__init__.py': '',
    },
    matches: { name: 'flask' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'a package imports its dependency in setup.py',
    log: `#8 [4/5] RUN pip install oldpkg
#8 1.601   × python setup.py egg_info did not run successfully.
#8 1.601       ModuleNotFoundError: No module named 'numpy'
#8 1.602 error: metadata-generation-failed
#8 ERROR: process "/bin/sh -c pip install oldpkg" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install oldpkg" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'python-setup-imports-missing-dep',
  },
];
