import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const bundlerPlatformOrVersion = condition({
  id: 'bundler-platform-or-version',
  stage: 'ruby',
  title: {
    en: 'Bundler or Ruby is not the one the Gemfile or the lock file asks for',
    zh: 'Bundler 或 Ruby 与 Gemfile、锁文件的要求不符',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'Your bundle only supports platforms',
        'but your local platform',
        'Add the current platform to the lockfile',
      ],
      pattern:
        /(?:only supports platforms? \["?(?<platforms>[^\]]{1,120}?)"?\]|your local platform is (?<local>[\w-]{1,40})|bundle lock --add-platform (?<add>[\w-]{1,40}))/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'but your Gemfile specified',
      pattern: /Your Ruby version is (?<have>[\w.]{1,20}), but your Gemfile specified (?<wanted>[^\s]{1,40}.{0,20})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["Could not find 'bundler' (", "can't find gem bundler ("],
      pattern: /(?:Could not find 'bundler'|can't find gem bundler) \((?:= |>= )?(?<bundler>[\w.\s>=,a-]{1,30})\)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'This Gemfile requires a different version of Bundler',
        'You must use Bundler 2 or greater with this lockfile',
        'undefined method `activate_bin_path',
      ],
      strength: 'states',
    },
  ],
  facts: (group) => ({
    local: group('local'),
    add: group('add'),
    have: group('have'),
    wanted: group('wanted'),
    bundler: group('bundler'),
  }),

  headline: ({ local, add, have, wanted, bundler }) => {
    const platform = local !== '' ? local : add;
    return wanted !== ''
      ? {
          en: `The Gemfile wants Ruby ${wanted}, the image has ${have}`,
          zh: `Gemfile 要求 Ruby ${wanted}，镜像里是 ${have}`,
        }
      : bundler !== ''
        ? {
            en: `Gemfile.lock was written by Bundler ${bundler}, which is not installed`,
            zh: `Gemfile.lock 由 Bundler ${bundler} 生成，而它没有安装`,
          }
        : platform !== ''
          ? { en: `Gemfile.lock does not list the platform ${platform}`, zh: `Gemfile.lock 没有列出平台 ${platform}` }
          : {
              en: 'The Gemfile asks for another Bundler or platform than the image has',
              zh: 'Gemfile 要求的 Bundler 或平台与镜像不同',
            };
  },
  why: {
    en: `Gemfile.lock remembers who wrote it: the platforms it was resolved for, the Bundler version (BUNDLED WITH) and, in the Gemfile, the exact Ruby.
      A lock file from a Mac lacks Linux, and a floating ruby tag moves to another patch version. Nothing is wrong with the gems.`,
    zh: `Gemfile.lock 记录了生成者的信息：解析时的平台、Bundler 版本（BUNDLED WITH），Gemfile 里还写着确切的 Ruby 版本。
      在 Mac 上生成的锁文件缺少 Linux 平台，浮动的 ruby 标签也会换补丁版本。gem 本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'add-platform',
      title: {
        en: 'Add the platforms of the image to the lock file and commit it',
        zh: '把镜像的平台加入锁文件并提交',
      },
      risk: 'reversible',
      steps: [
        run(['bundle', 'lock', '--add-platform', 'x86_64-linux', 'aarch64-linux'], 'reversible'),
        run(['git', 'add', 'Gemfile.lock'], 'reversible'),
      ],
    },
    {
      id: 'match-ruby',
      title: { en: 'Use exactly the Ruby the Gemfile names', zh: '使用 Gemfile 写明的 Ruby 版本' },
      risk: 'reversible',
      steps: [
        look(['grep', '-nE', '^ruby', 'Gemfile']),
        edit(
          'Dockerfile',
          { en: 'The full version, not only the minor one.', zh: '写完整版本号，而不只是次版本。' },
          { after: 'FROM ruby:3.3.6-slim' },
        ),
      ],
    },
    {
      id: 'match-bundler',
      title: { en: 'Install the Bundler the lock file names', zh: '安装锁文件写明的 Bundler' },
      risk: 'reversible',
      steps: [
        look(['grep', '-A1', 'BUNDLED WITH', 'Gemfile.lock']),
        edit(
          'Dockerfile',
          { en: 'The version under BUNDLED WITH.', zh: 'BUNDLED WITH 下面的版本。' },
          { after: 'RUN gem install bundler -v 2.5.23' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/definition.rb' },
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/ruby_version.rb' },
    { repo: 'rubygems/rubygems', path: 'lib/rubygems/bundler_version_finder.rb' },
  ],
});

export default bundlerPlatformOrVersion;

export const examples: ExamplesOf<typeof bundlerPlatformOrVersion> = [
  {
    name: 'another Ruby',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your Ruby version is 3.3.5, but your Gemfile specified 3.3.6
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 18
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 18
`,
    matches: { have: '3.3.5', wanted: '3.3.6' },
    verdict: 'confirmed',
  },
  {
    name: 'a lock file from a Mac',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your bundle only supports platforms ["arm64-darwin-23"] but your local platform
#9 0.462 is x86_64-linux. Add the current platform to the lockfile with
#9 0.514 \`bundle lock --add-platform x86_64-linux\` and try again.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 16
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 16
`,
    matches: {},
  },
  {
    name: 'Bundler of the lock file is missing',
    log: `#9 [4/6] RUN bundle install
#9 0.410 /usr/local/lib/ruby/2.7.0/rubygems.rb:275:in \`find_spec_for_exe': Could not find 'bundler' (1.14.3) required by your /app/Gemfile.lock. (Gem::GemNotFoundException)
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 1
`,
    matches: { bundler: '1.14.3' },
  },
  {
    name: 'a gem wants a newer Ruby',
    log: `#9 [4/6] RUN gem install bundler
#9 0.410 ERROR:  Error installing bundler:
#9 0.462 	bundler requires Ruby version >= 3.0.0. The current ruby version is 2.7.8.225.
#9 ERROR: process "/bin/sh -c gem install bundler" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install bundler" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'ruby-too-old-for-gem',
  },
];
