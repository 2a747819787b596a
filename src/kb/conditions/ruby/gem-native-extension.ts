import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const gemNativeExtension = condition({
  id: 'gem-native-extension',
  stage: 'ruby',
  title: { en: 'A gem with C code could not be compiled', zh: '带 C 代码的 gem 无法编译' },

  signatures: [
    { on: 'output', says: 'Failed to build gem native extension', strength: 'implies' },
    {
      on: 'output',
      says: 'An error occurred while installing ',
      pattern: /An error occurred while installing (?<gem>[\w.-]{1,80}) \((?<version>[\w.]{1,30})\)/,
      strength: 'states',
      also: [
        {
          says: [
            'Failed to build gem native extension',
            'extconf failed, exit code ',
            'Gem files will remain installed in',
          ],
        },
      ],
    },
    {
      on: 'output',
      says: 'An error occurred while installing ',
      pattern: /An error occurred while installing (?<gem>[\w.-]{1,80}) \((?<version>[\w.]{1,30})\)/,
      also: [{ says: ["Can't find the '", 'mkmf.rb can', '*** extconf.rb failed ***', 'checking for '] }],
    },
  ],
  facts: (group) => ({ gem: group('gem'), version: group('version') }),

  yieldsTo: [
    'build-oom-killed',
    'compiler-killed',
    'ruby-too-old-for-gem',
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
  ],
  headline: ({ gem, version }) => ({
    en: gem === '' ? 'A gem with C code could not be compiled' : `${gem} ${version} could not be compiled`,
    zh: gem === '' ? '带 C 代码的 gem 无法编译' : `${gem} ${version} 无法编译`,
  }),
  why: {
    en: `The gem has a C part, and its extconf.rb or make failed: no compiler, no header of the library it wraps (libpq, libmysqlclient, libyaml, libcurl),
      or sources too old for this Ruby. The first lines above "extconf failed" or mkmf.log name what is missing.`,
    zh: `该 gem 含 C 代码，它的 extconf.rb 或 make 失败了：没有编译器、缺少所封装库的头文件（libpq、libmysqlclient、libyaml、libcurl），
      或源码太旧不适用于当前 Ruby。extconf failed 上方的几行或 mkmf.log 会写明缺什么。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-build-deps',
      title: { en: 'Install compiler and headers in the build stage', zh: '在构建阶段安装编译器与头文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian; add the -dev package of the library the gem wraps.',
            zh: 'Debian 写法；再加上该 gem 所封装库的 -dev 包。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends build-essential pkg-config libpq-dev libyaml-dev && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Alpine.', zh: 'Alpine 写法。' },
          { after: 'RUN apk add --no-cache build-base postgresql-dev yaml-dev' },
        ),
      ],
    },
    {
      id: 'raise-gem',
      title: {
        en: 'Or move to a release with a precompiled gem for this platform',
        zh: '或升级到带此平台预编译包的版本',
      },
      risk: 'reversible',
      steps: [
        run(['bundle', 'update', 'nokogiri', '--conservative'], 'reversible', {
          note: { en: 'Name the gem that failed.', zh: '换成失败的 gem。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'lib/rubygems/ext/builder.rb' },
    { repo: 'ruby/ruby', path: 'lib/mkmf.rb' },
  ],
});

export default gemNativeExtension;

export const examples: ExamplesOf<typeof gemNativeExtension> = [
  {
    name: 'a header is missing',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Gem::Ext::BuildError: ERROR: Failed to build gem native extension.
#9 0.462
#9 0.514     current directory: /usr/local/bundle/gems/pg-1.5.9/ext
#9 0.566 checking for libpq-fe.h... no
#9 0.618 Can't find the 'libpq-fe.h header
#9 0.670
#9 0.722 An error occurred while installing pg (1.5.9), and Bundler cannot continue.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 5
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 5
`,
    matches: { gem: 'pg', version: '1.5.9' },
  },
  {
    name: 'the gem wants a newer Ruby',
    log: `#9 [4/6] RUN gem install ffi
#9 0.410 ERROR:  Error installing ffi:
#9 0.462 	ffi requires Ruby version >= 3.0, < 3.5.dev. The current ruby version is 2.5.9.
#9 ERROR: process "/bin/sh -c gem install ffi" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install ffi" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'ruby-too-old-for-gem',
  },
];
