import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { libraryOf } from '../../shared/c-libraries.ts';
import { onlyTheBase } from '../../shared/providers.ts';

interface Facts {
  readonly missing: string;
  readonly library: string;
  readonly package: string;
  readonly instruction: string;
  readonly service: string | undefined;
}

const cHeaderOrLibMissing = condition<Facts, { stage: 'project.providers' }>({
  id: 'c-header-or-lib-missing',
  stage: 'c',
  title: { en: 'A C or C++ header or library is not installed', zh: '缺少 C/C++ 头文件或库' },

  signatures: [
    {
      on: 'output',
      says: 'fatal error: ',
      pattern:
        /^(?!.{0,120}(?:_configtest|conftest|CMakeTmp|\/scratch\/)).{0,400}?fatal error: ['‘]?(?!Python\.h)(?<missing>[\w.+/-]{1,150}\.(?:h|hpp|hh|hxx|H))['’]?(?:: No such file or directory| file not found)/,
      unless: [
        {
          says: [
            'Failed building wheel for',
            'python setup.py egg_info',
            'Command errored out with exit status',
            'subprocess-exited-with-error',
          ],
        },
      ],
    },
    {
      on: 'output',
      says: 'cannot find -l',
      pattern: /(?:cannot find|unable to find library) -l(?<library>[\w.+-]{1,80})/,
    },
    {
      on: 'output',
      says: ["required by 'virtual:world', not found", 'was not found in the pkg-config search path'],
      pattern:
        /^(?!--)(?:.{0,60}\s)?Package '?(?<package>[\w.+-]{1,80})'?(?:, required by 'virtual:world', not found| was not found in the pkg-config search path)/,
    },
    {
      on: 'output',
      says: 'configure: error: Package requirements (',
      pattern: /Package requirements \((?<package>[\w.+-]{1,80})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'could not determine kind of name for C.',
      pattern: /could not determine kind of name for C\.\w{1,80}/,
      strength: 'hints',
    },
    { on: 'output', says: ["No package '"], pattern: /^(?!--)\s{0,4}No package '(?<package>[\w.+-]{1,80})' found/ },
    {
      on: 'output',
      says: 'Could NOT find ',
      pattern: /^(?!--)\s{0,8}Could NOT find (?<package>[\w.+-]{1,80})/,
      also: [{ says: 'CMake Error' }],
    },
    {
      on: 'output',
      says: ['configure: error: ', './configure: error: ', 'CMake Error'],
      pattern:
        /(?:configure: error: (?:Package requirements \((?<package>[\w.+-]{1,80})|.{0,200}?(?:requires? the (?<needed>\w{1,40}) library|(?<needs>[\w.+-]{2,60}) (?:library |headers? |development )?(?:(?:is |are |was |were )?(?:not found|missing)|(?:is|are) required)(?! in \$PATH)|Please (?:re)?install (?:the )?(?<install>[\w.+-]{1,60}) )))/,
    },
    {
      on: 'output',
      says: ['PKG_PROG_PKG_CONFIG', 'PKG_CHECK_MODULES', 'possibly undefined macro: ', 'The pkg-config script '],
      pattern:
        /(?:The pkg-config script could not|line \d+: `?(?<package>PKG_PROG_PKG_CONFIG|PKG_CHECK_MODULES)|possibly undefined macro: (?<macro>\w{1,60}))/,
    },
    {
      on: 'output',
      says: 'configure: error: not found',
      pattern: /checking for (?:the location of )?(?<library>[\w./+-]{1,80})\.{3} configure: error: not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "Checking for '",
      pattern: /Checking for '(?<package>[\w.+-]{1,60})'\s{1,40}: not found\s*$/,
      strength: 'hints',
      also: [{ says: 'The configuration failed' }],
    },
    { on: 'output', says: ' not found, tried ', pattern: /Dependency ["'](?<package>[^"']{1,80})["'] not found/ },
    {
      on: 'output',
      says: 'provided by "',
      pattern: /(?:^\s*|package configuration file )provided by "(?<package>[\w.+-]{1,80})"/,
      also: [{ says: 'CMake Error' }],
    },
    {
      on: 'output',
      says: 'configure: error: ',
      pattern:
        /configure: error: (?:Couldn[’']t|[Cc]annot|Unable to) find (?:the )?(?<needs>[\w.+/-]{2,60}\.h|[\w.+-]{2,60}(?= (?:header|librar|development)))/,
    },
    {
      on: 'output',
      says: [
        'Unable to detect ICU prefix',
        ' was given, but test for ',
        'failed to build, make sure that ',
        'Please provide a path to MagickWand-config',
        'Could not find header file for ',
        "zipimport.ZipImportError: can't decompress data",
        'Could not find a configuration file for package "',
      ],
      pattern:
        /(?:detect|path to|make sure that|was given, but test for|(?:header|library) file for|configuration file for package) "?(?<package>[\w.+]{1,80})|; (?<library>z)lib not/,
    },
  ],
  facts: (group, event, { instruction }): Facts => ({
    missing: group('missing'),
    library: group('library'),
    package: group('package'),
    instruction,
    service: event.service,
  }),

  yieldsTo: [
    'gem-native-extension',
    'pip-system-lib-missing',
    'node-engine-mismatch',
    'rust-native-deps',
    'compiler-too-old',
    'cmake-version',
    'compiler-killed',
    'command-not-found',
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
  ],
  headline: ({ missing, library, package: name }) => {
    const what = missing !== '' ? missing : library !== '' ? `lib${library.replace(/^lib/, '')}` : name;
    return what === ''
      ? { en: 'A library or header the build needs is not installed', zh: '构建所需的库或头文件没有安装' }
      : { en: `${what} is not installed in this stage`, zh: `此阶段没有安装 ${what}` };
  },
  why: {
    en: `The compiler, the linker, pkg-config or a configure script asked for a library that the image does not have. Runtime packages are not enough:
      headers and .pc files come in the -dev (Debian, Alpine) or -devel (Fedora) package. A header of the project itself points to a missing submodule or COPY instead.`,
    zh: `编译器、链接器、pkg-config 或 configure 脚本要找的库，镜像里没有。只装运行时软件包不够：
      头文件和 .pc 文件在 -dev（Debian、Alpine）或 -devel（Fedora）包里。如果是项目自己的头文件，则多半是缺少子模块或 COPY。`,
  },

  evidence: {
    stage: onlyTheBase<Facts>({
      // A header that no distribution is known for may be one that the project makes itself.
      question: (facts) => {
        const name = facts.library || facts.package;
        if (libraryOf({ header: facts.missing, name }) === undefined) return undefined;
        return { endings: facts.missing === '' ? [`lib${name}.so`, `lib${name}.a`] : [facts.missing] };
      },
      what: ({ missing, library, package: name }) => missing || library || name,
    }),
  },

  retry: 'useless',
  remedies: ({ missing, library, package: name }) => [
    {
      id: 'find-package',
      title: { en: 'Find the package that brings it', zh: '查找提供它的软件包' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            'debian:stable-slim',
            'sh',
            '-c',
            'apt-get update -qq && apt-get install -yqq apt-file >/dev/null && apt-file update >/dev/null && apt-file search libpq-fe.h',
          ],
          {
            note: { en: 'Search for the file from the message.', zh: '换成消息中的文件名。' },
          },
        ),
      ],
    },
    {
      id: 'install-dev',
      title: { en: 'Install the development package in the build stage', zh: '在构建阶段安装开发包' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian or Ubuntu: the name ends in -dev.', zh: 'Debian 或 Ubuntu：包名以 -dev 结尾。' },
          {
            after: `RUN apt-get update && apt-get install -y --no-install-recommends build-essential pkg-config ${libraryOf({ header: missing, name: library || name })?.debian ?? 'libpq-dev'} && rm -rf /var/lib/apt/lists/*`,
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 写法。' },
          {
            after: `RUN apk add --no-cache build-base pkgconf ${libraryOf({ header: missing, name: library || name })?.alpine ?? 'libpq-dev'}`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'gcc-mirror/gcc', path: 'libcpp/files.cc', symbol: 'open_file_failed' },
    { repo: 'bminor/binutils-gdb', path: 'ld/ldfile.c' },
    { repo: 'pkgconf/pkgconf', path: 'libpkgconf/dependency.c' },
    { repo: 'Kitware/CMake', path: 'Modules/FindPackageHandleStandardArgs.cmake' },
  ],
});

export default cHeaderOrLibMissing;

const FAILED = `#7 [3/3] RUN gcc a.c
#7 0.410 a.c:1:10: fatal error: openssl/ssl.h: No such file or directory
#7 0.566 compilation terminated.
#7 ERROR: process "/bin/sh -c gcc a.c" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc a.c" did not complete successfully: exit code: 1
`;

export const examples: ExamplesOf<typeof cHeaderOrLibMissing> = [
  {
    name: 'a header',
    log: `#9 [4/6] RUN make
#9 0.410 gcc -c db.c -o db.o
#9 0.462 db.c:3:10: fatal error: libpq-fe.h: No such file or directory
#9 0.514     3 | #include <libpq-fe.h>
#9 0.566 compilation terminated.
#9 0.618 make: *** [Makefile:7: db.o] Error 1
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: { missing: 'libpq-fe.h' },
  },
  {
    name: 'a stage in which nothing was installed',
    log: FAILED,
    project: { Dockerfile: 'FROM gcc:12\nCOPY a.c .\nRUN gcc a.c\n', 'a.c': '#include <openssl/ssl.h>\n' },
    matches: { missing: 'openssl/ssl.h', instruction: 'RUN gcc a.c' },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'packages were installed: one of them may have it elsewhere',
    log: FAILED,
    project: { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get install -y gcc\nRUN gcc a.c\n' },
    matches: { missing: 'openssl/ssl.h' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'the project has the header: the include path is another one',
    log: FAILED,
    project: { Dockerfile: 'FROM gcc:12\nCOPY . .\nRUN gcc a.c\n', 'vendor/openssl/ssl.h': '\n' },
    matches: { missing: 'openssl/ssl.h' },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'pkg-config',
    log: `#9 [4/6] RUN docker-php-ext-install zip
#9 0.410 configure: error: Package requirements (libzip >= 0.11) were not met:
#9 0.462
#9 0.514 No package 'libzip' found
#9 ERROR: process "/bin/sh -c docker-php-ext-install zip" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker-php-ext-install zip" did not complete successfully: exit code: 1
`,
    matches: { package: 'libzip' },
  },
  {
    name: 'the linker',
    log: `#9 [4/6] RUN make
#9 0.410 /usr/bin/ld: cannot find -lssl: No such file or directory
#9 0.462 collect2: error: ld returned 1 exit status
#9 0.514 make: *** [Makefile:4: app] Error 1
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: { library: 'ssl' },
  },
  {
    name: 'the disk was full',
    log: `#9 [4/6] RUN make
#9 0.410 db.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 0.462 compilation terminated.
#9 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'disk-full-data-root',
  },
  {
    name: 'the file the compiler should read',
    log: `#9 [4/6] RUN gcc main.c
#9 0.410 gcc: fatal error: no input files
#9 0.462 compilation terminated.
#9 ERROR: process "/bin/sh -c gcc main.c" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc main.c" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
