import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const rubygemsManagedByDistribution = condition({
  id: 'rubygems-managed-by-distribution',
  stage: 'ruby',
  title: { en: 'The distribution manages RubyGems itself', zh: 'RubyGems 由发行版管理' },

  signatures: [
    {
      on: 'output',
      says: 'gem update --system is disabled on Debian',
      when: isOfStep,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: '"gem update --system" is switched off in this distribution',
    zh: '该发行版禁用了 “gem update --system”',
  }),
  why: {
    en: `Debian and Ubuntu ship RubyGems as a package and keep the gem command from overwriting its files.`,
    zh: `Debian 和 Ubuntu 以软件包形式提供 RubyGems，不让 gem 命令覆盖其文件。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ruby-image',
      title: { en: 'Start from the ruby image, where it may be updated', zh: '改用 ruby 镜像，那里可以更新' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Or drop the command: most gems do not need a newer RubyGems.',
            zh: '或删除该命令：多数 gem 不需要更新的 RubyGems。',
          },
          { after: 'FROM ruby:3.3-slim' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rubygems/rubygems', path: 'lib/rubygems/commands/update_command.rb' }],
});

export default rubygemsManagedByDistribution;

export const examples: ExamplesOf<typeof rubygemsManagedByDistribution> = [
  {
    name: 'on Ubuntu',
    log: `#7 [3/5] RUN gem update --system
#7 0.200 ERROR:  While executing gem ... (RuntimeError)
#7 0.600     gem update --system is disabled on Debian, because it will overwrite the content of the rubygems Debian package, and might break your Debian system in subtle ways.
#7 ERROR: process "/bin/sh -c gem update --system" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem update --system" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'another command',
    log: `#7 [3/5] RUN gem install --no-ri sass
#7 0.200 ERROR:  While executing gem ... (OptionParser::InvalidOption)
#7 0.600     invalid option: --no-ri
#7 ERROR: process "/bin/sh -c gem install --no-ri sass" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install --no-ri sass" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'gem-option-removed',
  },
];
