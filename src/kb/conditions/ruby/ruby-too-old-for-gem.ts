import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { newerBase } from '../../shared/newer-base.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const rubyTooOldForGem = condition({
  id: 'ruby-too-old-for-gem',
  stage: 'ruby',
  title: {
    en: 'A gem needs a newer Ruby or RubyGems than the image has',
    zh: '某个 gem 要求比镜像更新的 Ruby 或 RubyGems',
  },

  signatures: [
    {
      on: 'output',
      says: ['requires Ruby version', 'requires RubyGems version', 'requires ruby version'],
      pattern:
        /(?<gem>[\w.-]{1,80}) requires (?<what>Ruby|RubyGems|ruby) version (?<wanted>[<>=~!]{1,2} ?\d\w{0,8}(?:\.\w{1,8}){0,4}(?:, ?[<>=~!]{1,2} ?\d\w{0,8}(?:\.\w{1,8}){0,4})?)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'to support your Ruby & RubyGems was',
      pattern:
        /The last version of (?<gem>[\w.-]{1,80}) \(.{0,40}\) to support your Ruby & RubyGems was (?<last>[\w.-]{1,30})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ gem: group('gem'), what: group('what'), wanted: group('wanted') }),

  headline: ({ gem, what, wanted }) => ({
    en:
      wanted === ''
        ? `${gem} no longer supports the Ruby of the image`
        : `${gem} needs ${what === 'RubyGems' ? 'RubyGems' : 'Ruby'} ${wanted}`,
    zh:
      wanted === ''
        ? `${gem} 已不再支持镜像中的 Ruby`
        : `${gem} 要求 ${what === 'RubyGems' ? 'RubyGems' : 'Ruby'} ${wanted}`,
  }),
  why: {
    en: `gem install without a version takes the newest release, and that one no longer supports this Ruby: the same Dockerfile worked until the release appeared.
      For a gem from the Gemfile it may be a dependency that nobody pinned.`,
    zh: `不写版本的 gem install 会装最新版，而最新版已不再支持当前 Ruby：同一个 Dockerfile 在新版发布之前是好的。
      如果来自 Gemfile，也可能是没人固定版本的间接依赖。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  retry: 'useless',
  remedies: ({ gem, what, wanted }, { dockerfiles }, at) => [
    newerBase({ image: 'ruby', version: what.toLowerCase() === 'ruby' ? wanted : '' }, at, dockerfiles),
    {
      id: 'newer-ruby',
      title: { en: 'Use a newer Ruby', zh: '使用更新的 Ruby' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A version that is still maintained.', zh: '使用仍在维护的版本。' },
          { after: 'FROM ruby:3.3-slim' },
        ),
      ],
    },
    {
      id: 'pin-gem',
      title: { en: 'Or pin the last release for this Ruby', zh: '或固定支持此 Ruby 的最后版本' },
      risk: 'reversible',
      steps: [
        look(['gem', 'list', '--remote', '--all', gem]),
        edit(
          'Dockerfile',
          { en: 'For example Bundler for Ruby 2.2.', zh: '例如 Ruby 2.2 的 Bundler。' },
          { after: "RUN gem install bundler -v '< 2'" },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'lib/rubygems/installer.rb', symbol: 'ensure_required_ruby_version_met' },
    { repo: 'rubygems/rubygems', path: 'lib/rubygems/dependency_installer.rb' },
  ],
});

export default rubyTooOldForGem;

export const examples: ExamplesOf<typeof rubyTooOldForGem> = [
  {
    name: 'the newest Bundler',
    log: `#9 [4/6] RUN gem install bundler
#9 0.410 ERROR:  Error installing bundler:
#9 0.462 	bundler requires Ruby version >= 3.0.0. The current ruby version is 2.7.8.225.
#9 ERROR: process "/bin/sh -c gem install bundler" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install bundler" did not complete successfully: exit code: 1
`,
    matches: { gem: 'bundler', wanted: '>= 3.0.0' },
    verdict: 'confirmed',
  },
  {
    name: 'a dependency of a gem',
    log: `#9 [4/6] RUN gem install fpm
#9 0.410 ERROR:  Error installing fpm:
#9 0.462 	ffi requires Ruby version >= 2.3.
#9 ERROR: process "/bin/sh -c gem install fpm" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install fpm" did not complete successfully: exit code: 1
`,
    matches: { gem: 'ffi', wanted: '>= 2.3' },
  },
  {
    name: 'the Gemfile names another Ruby',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your Ruby version is 3.3.5, but your Gemfile specified 3.3.6
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 18
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 18
`,
    matches: false,
    is: 'bundler-platform-or-version',
  },
];
