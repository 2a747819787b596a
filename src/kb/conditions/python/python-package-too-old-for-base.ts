import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pythonPackageTooOldForBase = condition({
  id: 'python-package-too-old-for-base',
  stage: 'python',
  title: {
    en: 'A pinned Python package is too old for the Python or libraries of the image',
    zh: '固定的 Python 包对镜像中的 Python 或系统库来说太旧',
  },

  signatures: [
    {
      on: 'output',
      says: "could not determine PostgreSQL version from '",
      pattern: /(?<what>PostgreSQL version from '[^']{1,20}')/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'has no member named ‘tp_print’',
        "has no member named 'tp_print'",
        '‘PyThreadState’',
        "'PyThreadState'",
        '‘PyInterpreterState’',
        'has no member named ‘exc_type’',
        '_PyLong_AsByteArray',
        'longintrepr.h: No such file',
        'pgenheaders.h',
        '‘PyFrameObject’',
        '_PyUnicode_Ready',
        'Py_UNICODE',
        '‘PyTypeObject’ has no member',
        '‘PyCodeObject’',
      ],
      pattern:
        /(?<what>tp_print|PyThreadState|PyInterpreterState|exc_type|_PyLong_AsByteArray|longintrepr\.h|pgenheaders\.h|PyFrameObject|Py_UNICODE|PyCodeObject).{0,200}|no member named/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'has no member named ‘reconnect’',
        "has no member named 'reconnect'",
        'conflicting types for ‘i2d_ASN1_OBJECT’',
        'conflicting types for ‘ERR_',
        'conflicting types for ‘BIO_',
        'conflicting types for ‘SSL_',
        'conflicting types for ‘DIST_POINT',
        '_openssl.c:',
      ],
      pattern: /(?<what>reconnect|i2d_ASN1_OBJECT|_openssl\.c:\d+).{0,200}/,
      when: (event) => isOfBuild(event) && / error: |error: /.test(event.text),
    },
    {
      on: 'output',
      says: ['_Cryptography_cffi_'],
      pattern: /(?<what>_Cryptography_cffi_\w{1,40})\.c:\d+:\d+: error: /,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        "module 'importlib._bootstrap' has no attribute 'SourceFileLoader'",
        "module 'enum' has no attribute 'IntFlag'",

        "module 'collections' has no attribute '",
        "cannot import name 'Mapping' from 'collections'",
        "cannot import name 'MutableMapping' from 'collections'",
        "module 'inspect' has no attribute 'getargspec'",
        'AttributeError: cython_sources',
        "module 'configparser' has no attribute 'SafeConfigParser'",
        "module 'fractions' has no attribute 'gcd'",
      ],
      pattern: /(?<what>'[\w.]{1,40}' has no attribute '\w{1,40}'|cannot import name '\w{1,40}'|cython_sources)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'It does not work on Python 3',
        'This backport is for Python 2',
        'This backport is meant only for Python 2',
        'Python 3 is not supported',
      ],
      pattern: /(?<what>Python [23])/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'SyntaxError: Missing parentheses in call to ',
      pattern: /Missing parentheses in call to '(?<what>print|exec)'/,
      also: [
        {
          says: ['egg_info', 'easy_install', 'site-packages', 'dist-packages', 'pip-build', 'pip-install-', 'setup.py'],
        },
      ],
      when: isOfBuild,
    },
    // The standard library had these names in Python 2 only.
    {
      on: 'output',
      says: [
        "No module named 'ConfigParser'",
        "No module named 'urllib2'",
        "No module named 'StringIO'",
        "No module named 'Queue'",
        "No module named '__builtin__'",
        "No module named 'cPickle'",
        "No module named 'HTMLParser'",
        "No module named 'urlparse'",
        "No module named 'httplib'",
        "No module named 'commands'",
      ],
      pattern: /No module named '(?<what>\w{1,40})'$/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `A pinned package does not know the Python or library version of the image${what === '' ? '' : ` (${what})`}`,
    zh: `固定的包不认识镜像中的 Python 或系统库版本${what === '' ? '' : `（${what}）`}`,
  }),
  why: {
    en: `The package is older than what it is built against: it uses an interface that this Python, OpenSSL, MySQL or PostgreSQL
      has removed, and there is no wheel of that old version for this Python. The compiler and the headers are fine.
      A tag like python:3 moves on while the pin stays.`,
    zh: `该包比它所依赖的环境更旧：它使用了当前 Python、OpenSSL、MySQL 或 PostgreSQL 已移除的接口，而这个旧版本也没有对应的 wheel。
      编译器和头文件都没有问题。python:3 这样的标签会不断更新，而固定的版本停在原处。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-the-pin',
      title: { en: 'Raise the pin to a release that supports this Python', zh: '把版本提高到支持该 Python 的版本' },
      risk: 'reversible',
      steps: [
        edit(
          'requirements.txt',
          {
            en: 'The package that pip was building (its name stands in the path of the failing file).',
            zh: 'pip 正在构建的那个包（其名字在出错文件的路径中）。',
          },
          { before: 'psycopg2==2.6.1', after: 'psycopg2-binary>=2.9' },
        ),
      ],
    },
    {
      id: 'pin-the-python',
      title: { en: 'Or build on the Python it was made for', zh: '或改用它当时支持的 Python' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'A tag with minor version and release of the distribution does not move.',
            zh: '带次版本号和发行版代号的标签不会漂移。',
          },
          { before: 'FROM python:3', after: 'FROM python:3.9-slim-bookworm' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'python/cpython', path: 'Include/cpython/object.h', symbol: 'PyTypeObject' },
    { repo: 'psycopg/psycopg2', path: 'setup.py' },
  ],
});

export default pythonPackageTooOldForBase;

export const examples: ExamplesOf<typeof pythonPackageTooOldForBase> = [
  {
    name: 'psycopg2 2.6 and PostgreSQL 11',
    log: `Step 5/9 : RUN pip install psycopg2==2.6.1
 ---> Running in 2f1c8ab0a6ce
    Error: could not determine PostgreSQL version from '11.7'
ERROR: Command errored out with exit status 1: python setup.py egg_info Check the logs for full command output.
The command '/bin/sh -c pip install psycopg2==2.6.1' returned a non-zero code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the client library is missing',
    log: `#8 [4/5] RUN pip install psycopg2
#8 3.101       Error: pg_config executable not found.
#8 ERROR: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-system-lib-missing',
  },
];
