import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const bundlerLockfileFrozen = condition({
  id: 'bundler-lockfile-frozen',
  stage: 'ruby',
  title: {
    en: 'Gemfile.lock would have to change, and Bundler may not change it',
    zh: 'Gemfile.lock 需要改动，而 Bundler 不允许修改',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'in deployment mode after changing',
        "lockfile can't be updated because frozen mode is set",
        "but the lockfile can't be updated because frozen mode is set",
        'Bundler is unlocking',
      ],
      pattern: /in deployment mode after changing|because frozen mode is set/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "but that's not possible because the lockfile",
        'The dependencies in your gemfile changed',
        'The gemspecs for path gems changed',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Gemfile was changed, Gemfile.lock was not, and this install is frozen',
    zh: 'Gemfile 改了而 Gemfile.lock 没改，且此次安装是冻结模式',
  }),
  why: {
    en: `In deployment or frozen mode Bundler installs only what Gemfile.lock says. Gemfile or a local gemspec was changed without writing the lock file again,
      or the lock file was not copied into the image.`,
    zh: `在 deployment 或 frozen 模式下，Bundler 只安装 Gemfile.lock 的内容。要么改了 Gemfile 或本地 gemspec 而没有更新锁文件，
      要么锁文件没有复制进镜像。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'refresh-lock',
      title: { en: 'Write the lock file again and commit it', zh: '重新生成锁文件并提交' },
      risk: 'reversible',
      steps: [run(['bundle', 'lock'], 'reversible'), run(['git', 'add', 'Gemfile', 'Gemfile.lock'], 'reversible')],
    },
    {
      id: 'copy-both',
      title: { en: 'Copy both files before bundle install', zh: '在 bundle install 之前复制两个文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'With local gems, their gemspec too.', zh: '有本地 gem 时还要复制其 gemspec。' },
          { after: 'COPY Gemfile Gemfile.lock ./\nRUN bundle install' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'rubygems/rubygems',
      path: 'bundler/lib/bundler/definition.rb',
      symbol: 'ensure_equivalent_gemfile_and_lockfile',
    },
  ],
});

export default bundlerLockfileFrozen;

export const examples: ExamplesOf<typeof bundlerLockfileFrozen> = [
  {
    name: 'deployment mode',
    log: `#9 [4/6] RUN bundle install --deployment
#9 0.410 You are trying to install in deployment mode after changing
#9 0.462 your Gemfile. Run \`bundle install\` elsewhere and add the
#9 0.514 updated Gemfile.lock to version control.
#9 ERROR: process "/bin/sh -c bundle install --deployment" did not complete successfully: exit code: 16
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install --deployment" did not complete successfully: exit code: 16
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the platform is missing in the lock file',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your bundle only supports platforms ["arm64-darwin-23"] but your local platform
#9 0.462 is x86_64-linux. Add the current platform to the lockfile with
#9 0.514 \`bundle lock --add-platform x86_64-linux\` and try again.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 16
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 16
`,
    matches: false,
    is: 'bundler-platform-or-version',
  },
];
