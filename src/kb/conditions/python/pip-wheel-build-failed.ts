import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipWheelBuildFailed = condition({
  id: 'pip-wheel-build-failed',
  stage: 'python',
  title: { en: 'A Python package has to be compiled here, and that fails', zh: 'Python 包需要在此编译，但编译失败' },

  signatures: [
    {
      on: 'output',
      says: [
        "error: command 'gcc' failed: No such file or directory",
        "error: command 'cc' failed: No such file or directory",
        "error: command 'g++' failed: No such file or directory",
        "unable to execute 'gcc'",
        "unable to execute 'x86_64-linux-gnu-gcc'",
        "unable to execute 'cc'",
        "unable to execute 'g++'",
        'error: Microsoft Visual C++',
      ],
      pattern: /(?<what>x86_64-linux-gnu-gcc|gcc|g\+\+|cc)'/,
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'Python.h: No such file or directory',
      pattern: /(?<what>Python\.h)/,
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['Cargo, the Rust package manager, is not installed or is not on PATH', "error: can't find Rust compiler"],
      pattern: /(?<what>Rust)/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'no acceptable C compiler found in $PATH',
      also: [{ says: ['pip-install-', 'pip-build', 'setup.py', 'site-packages', 'Collecting '] }],
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['gcc: not found', 'gcc: command not found'],
      also: [{ says: ['pip-install-', 'pip-build', 'setup.py', 'site-packages', 'Collecting '] }],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'Could not build wheels for ',
        'Failed to build installable wheels for',
        'Failed building wheel for ',
        'Failed to build `',
      ],
      pattern:
        /(?:Could not build wheels for|Failed to build installable wheels for some pyproject\.toml based projects \(|Failed building wheel for|Failed to build `) ?(?<what>[\w.-]{1,80})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'Getting requirements to build wheel did not run successfully',
        'Preparing metadata (pyproject.toml) did not run successfully',
        'python setup.py egg_info did not run successfully',
        'error: metadata-generation-failed',
        'python setup.py bdist_wheel did not run successfully',
        'error: subprocess-exited-with-error',
      ],
      when: isOfBuild,
      strength: 'hints',
    },
    {
      on: 'output',
      says: [
        'python setup.py egg_info" failed with error code',
        'python setup.py egg_info Check the logs',
        'Command errored out with exit status 1: ',
      ],
      when: isOfBuild,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ["gcc' failed with exit", "g++' failed with exit", "gcc' failed with error", "cc' failed with exit"],
      pattern: /error: command '(?:\S*\/)?(?<what>[\w.+-]*(?:cc|\+\+))' failed with exit/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'distutils.errors.CompileError: command ',
      pattern: /CompileError: command '(?:\S*\/)?(?<what>[\w.+-]*(?:cc|\+\+))' failed/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: [
    'pip-system-lib-missing',
    'run-path-missing',
    'c-header-or-lib-missing',
    'python-package-too-old-for-base',
    'python-too-old-for-package',
    'pip-setuptools-too-old',
    'python-packaging-api-removed',
    'python-distutils-gone',
    'python-setup-imports-missing-dep',
    'locale-not-utf8',
    'rust-native-deps',
    'compiler-killed',
    'rustc-killed',
    'rust-toolchain-too-old',
    'build-oom-killed',
    'disk-full-data-root',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'git-missing',
    'git-auth-failed',
    'cmake-version',
    'python-module-missing',
    'run-path-missing',
    'git-metadata-missing-in-context',
  ],
  headline: ({ what }) => ({
    en:
      what === ''
        ? 'pip had to build a package from source, and its build failed'
        : `pip had to build a package from source, and that failed (${what})`,
    zh: what === '' ? 'pip 需要从源码构建某个包，但构建失败' : `pip 需要从源码构建某个包，但失败了（${what}）`,
  }),
  why: {
    en: `There is no ready wheel for this Python, architecture or C library, so pip fetched the source and compiled it. The image
      has no compiler or no headers for that, or the source does not fit this Python. The first error above counts; the
      lines of pip only report that the build ended.`,
    zh: `没有适合该 Python、架构或 C 库的现成 wheel，于是 pip 下载源码并编译。镜像缺少编译器或头文件，或源码与该 Python 不兼容。
      要看上面的第一个错误；pip 的这些行只是报告构建结束。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'image-with-wheels',
      title: { en: 'Use a Python for which the package has wheels', zh: '使用该包提供 wheel 的 Python' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Slim instead of alpine, and not the very newest Python.',
            zh: '用 slim 而不是 alpine，也不要用刚发布的 Python。',
          },
          { after: 'FROM python:3.12-slim' },
        ),
      ],
    },
    {
      id: 'compile-in-a-stage',
      title: { en: 'Or compile in a stage that has the tools', zh: '或在带工具链的 stage 中编译' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The final image stays small.', zh: '最终镜像保持精简。' },
          {
            after: `FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev
COPY requirements.txt .
RUN pip wheel --wheel-dir /wheels -r requirements.txt
FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-index --find-links=/wheels /wheels/*`,
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 系。' },
          { after: 'RUN apk add --no-cache build-base python3-dev libffi-dev' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pypa/pip', path: 'src/pip/_internal/wheel_builder.py', symbol: '_build_one' },
    { repo: 'pypa/setuptools', path: 'setuptools/_distutils/unixccompiler.py' },
  ],
});

export default pipWheelBuildFailed;

export const examples: ExamplesOf<typeof pipWheelBuildFailed> = [
  {
    name: 'no compiler in a slim image',
    log: `#8 [4/5] RUN pip install uwsgi-ish
#8 3.101   error: subprocess-exited-with-error
#8 3.101   × Building wheel for uwsgi-ish (pyproject.toml) did not run successfully.
#8 3.101       error: command 'gcc' failed: No such file or directory
#8 3.102   ERROR: Failed building wheel for uwsgi-ish
#8 ERROR: process "/bin/sh -c pip install uwsgi-ish" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install uwsgi-ish" did not complete successfully: exit code: 1
`,
    matches: { what: 'gcc' },
    verdict: 'confirmed',
  },
  {
    name: 'no headers of Python',
    log: `#8 [4/5] RUN pip install fastlib
#8 3.101       src/fast.c:4:10: fatal error: Python.h: No such file or directory
#8 3.101       error: command '/usr/bin/gcc' failed with exit code 1
#8 3.102   ERROR: Failed building wheel for fastlib
#8 ERROR: process "/bin/sh -c pip install fastlib" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install fastlib" did not complete successfully: exit code: 1
`,
    matches: { what: 'Python.h' },
  },
  {
    name: 'a library is missing, not the compiler',
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
