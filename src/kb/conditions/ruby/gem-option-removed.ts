import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gemOptionRemoved = condition({
  id: 'gem-option-removed',
  stage: 'ruby',
  title: { en: 'A gem option that newer RubyGems no longer knows', zh: '使用了新版 RubyGems 已删除的 gem 选项' },

  signatures: [
    {
      on: 'output',
      says: ['invalid option: --no-ri', 'invalid option: --no-rdoc'],
      pattern: /invalid option: (?<option>--no-r\w{1,4})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ option: group('option') }),

  headline: ({ option }) => ({ en: `gem no longer knows ${option}`, zh: `gem 已不再支持 ${option}` }),
  why: {
    en: `RubyGems 3 removed --no-ri and --no-rdoc, which had long been replaced by --no-document. The base image brought a newer Ruby than the Dockerfile was written for.`,
    zh: `RubyGems 3 删除了 --no-ri 和 --no-rdoc，它们早已被 --no-document 取代。基础镜像的 Ruby 比 Dockerfile 编写时的更新。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'no-document',
      title: { en: 'Use --no-document', zh: '改用 --no-document' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Works with RubyGems 2 and 3.', zh: 'RubyGems 2 和 3 都支持。' },
          { before: 'RUN gem install --no-ri --no-rdoc bundler', after: 'RUN gem install --no-document bundler' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rubygems/rubygems', path: 'lib/rubygems/install_update_options.rb' }],
});

export default gemOptionRemoved;

export const examples: ExamplesOf<typeof gemOptionRemoved> = [
  {
    name: 'RubyGems 3',
    log: `#9 [4/6] RUN gem install bundler --no-ri --no-rdoc
#9 0.410 ERROR:  While executing gem ... (OptionParser::InvalidOption)
#9 0.462     invalid option: --no-ri
#9 ERROR: process "/bin/sh -c gem install bundler --no-ri --no-rdoc" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gem install bundler --no-ri --no-rdoc" did not complete successfully: exit code: 1
`,
    matches: { option: '--no-ri' },
    verdict: 'confirmed',
  },
  {
    name: 'another program and another option',
    log: `#9 [4/6] RUN pip install --no-rdoc x
#9 0.410 no such option: --no-rdoc
#9 ERROR: process "/bin/sh -c pip install --no-rdoc x" did not complete successfully: exit code: 2
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install --no-rdoc x" did not complete successfully: exit code: 2
`,
    matches: false,
  },
];
