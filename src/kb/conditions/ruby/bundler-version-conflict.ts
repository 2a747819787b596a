import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const bundlerVersionConflict = condition({
  id: 'bundler-version-conflict',
  stage: 'ruby',
  title: { en: 'The gems of the Gemfile do not fit together', zh: 'Gemfile 中的 gem 之间不兼容' },

  signatures: [
    {
      on: 'output',
      says: 'Bundler could not find compatible versions for gem "',
      pattern: /compatible versions for gem "(?<gem>[^"]{1,80})"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Because every version of ', 'So, because Gemfile depends on ', 'version solving has failed'],
      pattern: /^So, because Gemfile depends on (?<gem>[\w.-]{1,80})|version solving has failed/,
      when: (event, { instruction }) => isOfStep(event) && /\bbundle\b/.test(instruction),
      strength: 'states',
    },
  ],
  facts: (group) => ({ gem: group('gem') }),

  yieldsTo: ['bundler-platform-or-version', 'ruby-too-old-for-gem'],
  headline: ({ gem }) => ({
    en:
      gem === ''
        ? 'No set of gem versions satisfies the Gemfile'
        : `No version of ${gem} satisfies everything that asks for it`,
    zh: gem === '' ? '没有一组 gem 版本能满足 Gemfile' : `没有一个 ${gem} 版本能满足所有依赖它的要求`,
  }),
  why: {
    en: `Two gems ask for versions of a third that exclude each other, or the Ruby or Bundler of the image is one of the sides: the lines below the message name who asks for what.`,
    zh: `两个 gem 对第三个 gem 的版本要求互相排斥，或者镜像中的 Ruby、Bundler 就是其中一方：消息下方的几行列出了各自的要求。`,
  },

  retry: 'useless',
  remedies: ({ gem }) => [
    {
      id: 'use-the-lock-file',
      title: { en: 'Install what the lock file names', zh: '按锁文件安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Copy Gemfile.lock too, and start from the Ruby it was made with.',
            zh: '同时复制 Gemfile.lock，并使用生成它时的 Ruby。',
          },
          { after: 'COPY Gemfile Gemfile.lock ./' },
        ),
      ],
    },
    {
      id: 'update-the-gem',
      title: { en: 'Or resolve it anew where you develop', zh: '或在开发环境中重新解析' },
      risk: 'reversible',
      steps: [
        edit(
          'Gemfile',
          {
            en: 'Loosen the version of one side, run bundle update, commit Gemfile.lock.',
            zh: '放宽其中一方的版本，运行 bundle update，并提交 Gemfile.lock。',
          },
          { after: `gem '${gem === '' ? 'NAME' : gem}'` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/resolver.rb' }],
});

export default bundlerVersionConflict;

export const examples: ExamplesOf<typeof bundlerVersionConflict> = [
  {
    name: 'two sides',
    log: `#7 [3/5] RUN bundle install
#7 0.200 Bundler could not find compatible versions for gem "activesupport":
#7 0.600   In Gemfile:
#7 1.000     rails (= 4.2.1) was resolved to 4.2.1, which depends on
#7 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 6
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 6
`,
    matches: { gem: 'activesupport' },
    verdict: 'confirmed',
  },
  {
    name: 'a gem that is not there',
    log: `#7 [3/5] RUN bundle install
#7 0.200 Could not find gem 'foo (~> 1.0)' in any of the gem sources listed in your Gemfile.
#7 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'bundler-gem-missing',
  },
];
