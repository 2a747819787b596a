import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const DEBIAN: readonly (readonly [RegExp, string, string])[] = [
  [/pg_config|libpq/, 'libpq-dev', 'or psycopg2-binary'],
  [/mysql|valid pkg-config name/, 'default-libmysqlclient-dev pkg-config', 'or PyMySQL'],
  [/ffi/, 'libffi-dev', ''],
  [/openssl/, 'libssl-dev', ''],
  [/xml|xslt/, 'libxml2-dev libxslt1-dev', ''],
  [/llvm/, 'llvm-dev', ''],
  [/gdal/, 'libgdal-dev gdal-bin', ''],
  [/geos/, 'libgeos-dev', ''],
  [/freetype|png/, 'libfreetype6-dev libpng-dev pkg-config', ''],
  [/jpeg|zlib/, 'libjpeg-dev zlib1g-dev', ''],
  [/sasl/, 'libsasl2-dev', ''],
  [/lber|ldap/, 'libldap2-dev libsasl2-dev', ''],
  [/hdf5/i, 'libhdf5-dev', ''],
  [/portaudio/, 'portaudio19-dev', ''],
  [/curl/, 'libcurl4-openssl-dev libssl-dev', ''],
  [/cairo/, 'libcairo2-dev pkg-config', ''],
  [/krb5/, 'libkrb5-dev', ''],
];

const pipSystemLibMissing = condition({
  id: 'pip-system-lib-missing',
  stage: 'python',
  title: {
    en: 'A Python package needs a system library that is not in the image',
    zh: 'Python 包需要的系统库不在镜像中',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'pg_config executable not found',
        'mysql_config not found',
        'mysql_config: not found',
        'Can not find valid pkg-config name',
        'libxml2 and libxslt development packages',
        'llvm-config failed executing',
        'The headers or library files could not be found for',
        'Could not run curl-config',
        'Unable to find gdal-config',
        'geos_c.h: No such file',
        'krb5-config: not found',
        'Could not find GEOS C library',
        'gdal-config not found',
        'A GDAL API version must be specified',
        'No lapack/blas resources found',
        'Unable to load dependency HDF5',

        'xmlsec1 is not installed',
      ],
      pattern:
        /(?<what>pg_config|mysql_config|valid pkg-config name|libxml2|llvm-config|library files could not be found for \w{1,40}|curl-config|[Gg][Dd][Aa][Ll]|geos_c\.h|krb5-config|GEOS C library|lapack\/blas|HDF5|xmlsec1)/,
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        "No such file or directory: 'gdal-config'",
        "No such file or directory: 'pg_config'",
        "No such file or directory: 'mysql_config'",
        "No such file or directory: 'llvm-config'",
        "No such file or directory: 'cups-config'",
        "No such file or directory: 'xmlsec1-config'",
      ],
      pattern: /: '(?<what>[\w-]{1,40})'$/,
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'ffi.h: No such file',
        'openssl/opensslv.h: No such file',
        'openssl/ssl.h: No such file',
        'libxml/xmlversion.h: No such file',
        'lber.h: No such file',
        'sasl/sasl.h: No such file',
        'libpq-fe.h: No such file',
        'mysql.h: No such file',
        'portaudio.h: No such file',
        'ft2build.h: No such file',
        'jpeglib.h: No such file',
        'gssapi/gssapi.h: No such file',
        'cairo.h: No such file',
        'hdf5.h: No such file',
        'magic.h: No such file',
        'snappy-c.h: No such file',
      ],
      pattern: /fatal error: [‘']?(?<what>[\w/.-]{1,60}\.h)/,
      also: [{ says: ['pip-install-', 'pip-build', 'setup.py', 'python', 'wheel for', 'Collecting '] }],
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'fatal error: ',
      pattern:
        /fatal error: [‘']?(?!Python\.h|pyconfig|longintrepr|numpy\/|(?:std\w{1,5}|limits|string|errno|math|features|ctype|assert|unistd)\.h|sys\/|linux\/|bits\/)(?<what>[\w/.+-]{1,60}\.h)['’]?: No such file/,
      also: [
        {
          says: [
            'Failed building wheel for',
            'did not run successfully',
            'Command errored out with exit status',
            'python setup.py',
          ],
        },
      ],
      unless: [{ says: ': error: ' }],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'The following required packages can not be built:',
      pattern: /(?:built: ?)\s*\*? ?(?<what>[\w, -]{1,60})?/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `A Python package is built from source and does not find ${what === '' ? 'a system library' : what}`,
    zh: `Python 包正在从源码构建，但找不到${what === '' ? '系统库' : ` ${what}`}`,
  }),
  why: {
    en: `No wheel fits, so the package is compiled, and it asks for the development files of a C library. pip installs no system
      libraries: they come from the distribution, with names of their own (-dev, -devel).`,
    zh: `没有合适的 wheel，该包需要编译，并要求某个 C 库的开发文件。pip 不会安装系统库：它们来自发行版，名字也不同（-dev、-devel）。`,
  },

  retry: 'useless',
  remedies: ({ what }) => {
    const [, packages, instead] = DEBIAN.find(([name]) => name.test(what)) ?? [/./, '<library>-dev', ''];
    return [
      {
        id: 'install-the-library',
        title: { en: 'Install the development files before pip runs', zh: '在 pip 之前安装开发文件' },
        risk: 'reversible',
        steps: [
          edit(
            'Dockerfile',
            {
              en: `Debian and Ubuntu${instead === '' ? '' : ` (${instead}, which needs none)`}.`,
              zh: 'Debian、Ubuntu 系；也可以改用自带该库的二进制包。',
            },
            {
              after: `RUN apt-get update && apt-get install -y --no-install-recommends build-essential ${packages} && rm -rf /var/lib/apt/lists/*`,
            },
          ),
        ],
      },
      {
        id: 'image-with-wheels',
        title: { en: 'Or use a Python that has wheels of it', zh: '或使用有现成 wheel 的 Python' },
        risk: 'reversible',
        steps: [
          edit(
            'Dockerfile',
            {
              en: 'Slim instead of alpine; a supported Python; amd64 or arm64.',
              zh: '用 slim 而不是 alpine，使用受支持的 Python，架构为 amd64 或 arm64。',
            },
            { after: 'FROM python:3.12-slim' },
          ),
        ],
      },
    ];
  },

  sources: [
    { repo: 'psycopg/psycopg2', path: 'setup.py', symbol: 'PostgresConfig.find_pg_config_executable' },
    { repo: 'PyMySQL/mysqlclient', path: 'setup.py', symbol: 'get_config_posix' },
    { repo: 'python-pillow/Pillow', path: 'setup.py', symbol: 'RequiredDependencyException' },
  ],
});

export default pipSystemLibMissing;

export const examples: ExamplesOf<typeof pipSystemLibMissing> = [
  {
    name: 'psycopg2',
    log: `#8 [4/5] RUN pip install psycopg2
#8 3.100   error: subprocess-exited-with-error
#8 3.101       Error: pg_config executable not found.
#8 ERROR: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
`,
    matches: { what: 'pg_config' },
    verdict: 'confirmed',
  },
  {
    name: 'the compiler is what is missing',
    log: `#8 [4/5] RUN pip install psycopg2
#8 3.101       error: command 'gcc' failed: No such file or directory
#8 ERROR: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install psycopg2" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-wheel-build-failed',
  },
];
