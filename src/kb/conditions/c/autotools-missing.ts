import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const autotoolsMissing = condition({
  id: 'autotools-missing',
  stage: 'c',
  title: { en: 'Parts of the GNU build tools are missing', zh: '缺少部分 GNU 构建工具' },

  signatures: [
    {
      on: 'output',
      says: `Can't exec "`,
      pattern:
        /Can't exec "(?<tool>aclocal|autoconf|autoheader|automake|autopoint|libtoolize|gtkdocize|autom4te)": No such file/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "Libtool library used but 'LIBTOOL' is undefined",
        "The usual way to define 'LIBTOOL' is to add 'LT_INIT'",
        'required file `./ltmain.sh',
      ],
      pattern: /(?<tool>LIBTOOL|ltmain)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Cannot find autoconf. Please check your autoconf installation',
      pattern: /Cannot find (?<tool>autoconf)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [': not found', ': command not found'],
      pattern:
        /: (?<tool>autoreconf|autoconf|aclocal|automake|libtoolize|autopoint|autoheader): (?:command )?not found$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' is missing on your system.',
      pattern: /WARNING: '(?<tool>aclocal|automake|autoconf|autoheader)(?:-[\d.]{1,6})?' is missing on your system/,
      also: [{ says: ['Error 127', 'Error 1'] }],
    },
    {
      on: 'output',
      says: 'cannot find install-sh, install.sh, or shtool in ',
      pattern: /cannot find (?<tool>install-sh)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ tool: group('tool') }),

  yieldsTo: ['apt-package-not-found', 'apk-no-such-package', 'dnf-no-match'],
  headline: ({ tool }) => ({
    en: `The build needs ${tool}, which is not in the image`,
    zh: `构建需要 ${tool}，但镜像中没有`,
  }),
  why: {
    en: 'A checkout from git, unlike a release tarball, has no ready "configure": autoconf, automake, libtool and gettext must make it. pecl and phpize need autoconf too.',
    zh: '与发布的压缩包不同，从 git 检出的源码没有现成的 “configure”：需要 autoconf、automake、libtool、gettext 生成。pecl 和 phpize 也需要 autoconf。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-autotools',
      title: { en: 'Install them in the build stage', zh: '在构建 stage 中安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian and Ubuntu.', zh: 'Debian、Ubuntu 系。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends build-essential autoconf automake libtool pkg-config gettext autopoint && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 系。' },
          { after: 'RUN apk add --no-cache build-base autoconf automake libtool pkgconf gettext-dev' },
        ),
        edit(
          'Dockerfile',
          {
            en: 'PHP on Alpine; the variable is set in the official image.',
            zh: 'Alpine 上的 PHP；官方镜像已设置该变量。',
          },
          {
            after:
              'RUN apk add --no-cache --virtual .build-deps $PHPIZE_DEPS && pecl install redis && apk del .build-deps',
          },
        ),
      ],
    },
    {
      id: 'release-tarball',
      title: {
        en: 'Or build from the release tarball, which has "configure"',
        zh: '或使用自带 “configure” 的发布压缩包',
      },
      risk: 'read',
      steps: [
        advise(
          'Take the tarball the project publishes, not the archive that the host makes of a tag.',
          '使用项目发布的压缩包，而不是托管站根据 tag 自动生成的归档。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'autoconf', path: 'lib/Autom4te/FileUtils.pm', symbol: 'xsystem' },
    { repo: 'automake', path: 'lib/Automake/Variable.pm' },
    { repo: 'php/php-src', path: 'scripts/phpize.in' },
  ],
});

export default autotoolsMissing;

export const examples: ExamplesOf<typeof autotoolsMissing> = [
  {
    name: 'libtool',
    log: `#8 [4/5] RUN autoreconf -i
#8 1.104 Can't exec "libtoolize": No such file or directory at /usr/share/autoconf/Autom4te/FileUtils.pm line 318.
#8 1.125 autoreconf: error: libtoolize failed with exit status: 2
#8 ERROR: process "/bin/sh -c autoreconf -i" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c autoreconf -i" did not complete successfully: exit code: 1
`,
    matches: { tool: 'libtoolize' },
    verdict: 'confirmed',
  },
  {
    name: 'pecl on Alpine',
    log: `#8 [4/5] RUN pecl install redis
#8 1.104 Cannot find autoconf. Please check your autoconf installation and the
#8 1.125 $PHP_AUTOCONF environment variable. Then, rerun this script.
#8 1.146
#8 1.167 ERROR: \`phpize' failed
#8 ERROR: process "/bin/sh -c pecl install redis" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pecl install redis" did not complete successfully: exit code: 1
`,
    matches: { tool: 'autoconf' },
  },
  {
    name: 'the compiler',
    log: `#8 [4/5] RUN ./configure
#8 1.104 configure: error: no acceptable C compiler found in $PATH
#8 ERROR: process "/bin/sh -c ./configure" did not complete successfully: exit code: 77
------
ERROR: failed to solve: process "/bin/sh -c ./configure" did not complete successfully: exit code: 77
`,
    matches: false,
    is: 'c-compiler-missing',
  },
];
