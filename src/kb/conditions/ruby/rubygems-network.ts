import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const rubygemsNetwork = condition({
  id: 'rubygems-network',
  stage: 'ruby',
  title: { en: 'RubyGems could not reach its source', zh: 'RubyGems 无法连接到源' },

  signatures: [
    {
      on: 'output',
      says: [
        'Could not fetch specs from ',
        'Could not reach host ',
        'Unable to download data from ',
        'Could not download gem from ',
      ],
      pattern:
        /(?:Could not fetch specs from|Could not reach host|Unable to download data from|Could not download gem from) (?<source>\S{1,200}?)[.,]?(?:\s|$)/,
    },
    {
      on: 'output',
      says: 'Network error while fetching ',
      pattern: /Network error while fetching (?<source>\S{1,200})/,
    },
  ],
  facts: (group) => ({ source: group('source') }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
    'tls-client-too-old',
    'remote-certificate-invalid',
  ],
  headline: ({ source }) => ({ en: `RubyGems could not reach ${source}`, zh: `RubyGems 无法连接到 ${source}` }),
  why: {
    en: `The connection to the gem source failed: no name resolution, no route, a proxy, or a TLS version the old OpenSSL of the image does not know.
      The words after the address name the real reason.`,
    zh: `与 gem 源的连接失败：域名无法解析、没有路由、需要代理，或镜像中旧 OpenSSL 不支持对方的 TLS 版本。地址之后的文字是真正原因。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look',
      title: { en: 'See whether a container reaches the source', zh: '查看容器能否访问该源' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'ruby:3.3-slim', 'gem', 'list', '--remote', 'bundler']),
        look(['gem', 'sources', '--list']),
      ],
    },
    {
      id: 'retry-more',
      title: { en: 'Let Bundler try more often', zh: '让 Bundler 多重试几次' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before bundle install.', zh: '放在 bundle install 之前。' },
          { after: 'ENV BUNDLE_RETRY=5 BUNDLE_TIMEOUT=60' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/fetcher.rb' },
    { repo: 'rubygems/rubygems', path: 'lib/rubygems/remote_fetcher.rb' },
  ],
});

export default rubygemsNetwork;

export const examples: ExamplesOf<typeof rubygemsNetwork> = [
  {
    name: 'a source behind a firewall',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Fetching source index from https://gems.corp.example/
#9 0.462 Could not fetch specs from https://gems.corp.example/ due to underlying error <timed out>
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
`,
    matches: { source: 'https://gems.corp.example/' },
  },
  {
    name: 'the source wants a login',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Authentication is required for gems.corp.example.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
`,
    matches: false,
    is: 'private-package-auth',
  },
];
