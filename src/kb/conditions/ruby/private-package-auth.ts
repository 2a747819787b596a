import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const privatePackageAuth = condition({
  id: 'private-package-auth',
  stage: 'ruby',
  title: { en: 'A private gem source wants a login', zh: '私有 gem 源要求登录' },

  signatures: [
    {
      on: 'output',
      says: 'Authentication is required for ',
      pattern: /Authentication is required for (?<host>[\w.-]{1,120}?)\.?$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Bad username or password for ',
      pattern: /Bad username or password for (?<host>\S{1,200}?)\.?$/,
      strength: 'states',
    },
    { on: 'output', says: 'Please supply credentials for this source', strength: 'states' },
  ],
  facts: (group) => ({ host: group('host') }),

  headline: ({ host }) => ({
    en:
      host === '' ? 'A gem source was asked without valid credentials' : `Bundler has no valid credentials for ${host}`,
    zh: host === '' ? '访问 gem 源时没有有效凭据' : `Bundler 没有 ${host} 的有效凭据`,
  }),
  why: {
    en: `The source answered and wants a user name and password. The build sees neither ~/.bundle/config nor your environment; an ARG that was not passed is empty.`,
    zh: `源作出了回答，要求用户名和密码。构建看不到 ~/.bundle/config，也看不到你的环境变量；没有传入的 ARG 是空的。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'secret-env',
      title: { en: 'Give the credential as a build secret', zh: '把凭据作为构建 secret 传入' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The host in capitals, dots become two underscores.', zh: '主机名大写，点变成两个下划线。' },
          { after: 'RUN --mount=type=secret,id=gems,env=BUNDLE_GEMS__CORP__EXAMPLE bundle install' },
        ),
        shell(
          'docker build --secret id=gems,env=GEMS_TOKEN .',
          'docker build --secret id=gems,env=GEMS_TOKEN .',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/fetcher.rb', symbol: 'AuthenticationRequiredError' },
  ],
});

export default privatePackageAuth;

export const examples: ExamplesOf<typeof privatePackageAuth> = [
  {
    name: 'no credential in the build',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Authentication is required for gems.corp.example.
#9 0.462 Please supply credentials for this source. You can do this by running:
#9 0.514 bundle config set --global gems.corp.example username:password
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 17
`,
    matches: { host: 'gems.corp.example' },
    verdict: 'confirmed',
  },
  {
    name: 'a gem that was yanked',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your bundle is locked to mimemagic (0.3.5), but that version could not be found in any of the sources listed in your Gemfile.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'bundler-gem-missing',
  },
];
