import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const bundlerGemMissing = condition({
  id: 'bundler-gem-missing',
  stage: 'ruby',
  title: { en: 'A gem of the bundle cannot be found', zh: '找不到 bundle 中的某个 gem' },

  signatures: [
    {
      on: 'output',
      says: ['in any of the sources', 'in any of the gem sources listed'],
      pattern:
        /(?:Your bundle is locked to (?<locked>[\w.-]{1,80} \([^)]{1,40}\)).{0,60}could not be found|Could not find (?:gem ['"](?<wanted>[^'"]{1,120})['"]|(?<gem>[\w.-]{1,80}-\d[\w.]{0,30}))).{0,200}in any of the (?:gem )?sources/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['in locally installed gems', 'in rubygems repository '],
      pattern:
        /Could not find (?:gem ['"](?<wanted>[^'"]{1,120})['"]|(?<gem>[\w., -]{1,120}?)) in (?:locally installed gems|rubygems repository)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'bundler: command not found: ',
      pattern: /bundler: command not found: (?<gem>\S{1,60})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find a valid gem ',
      pattern: /Could not find a valid gem '(?<gem>[\w.-]{1,80})'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "It looks like you don't have ",
      pattern: /It looks like you don't have (?<gem>[\w.-]{1,80}) or one of its dependencies installed/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ locked: group('locked'), wanted: group('wanted'), gem: group('gem') }),

  yieldsTo: [
    'rubygems-network',
    'remote-certificate-invalid',
    'ca-certificates-missing',
    'tls-client-too-old',
    'bundler-platform-or-version',
    'private-package-auth',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ locked, wanted, gem }) => {
    const what = [locked, wanted, gem].find((one) => one !== '') ?? '';
    return {
      en: `The gem ${what} is not installed and in none of the sources`,
      zh: `gem ${what} 没有安装，任何源中也没有`,
    };
  },
  why: {
    en: `Bundler knows exactly which gem it wants and finds it neither in the image nor in a source. The version was yanked, a private source is not reachable,
      or the gems were installed into another path or without the group that is needed now.`,
    zh: `Bundler 明确知道要哪个 gem，但镜像里没有，源中也没有。可能该版本被撤下，私有源无法访问，
      或者 gem 装到了别的路径，或安装时没有包含现在需要的分组。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-bundle',
      title: { en: 'See where Bundler looks and what is installed', zh: '查看 Bundler 的查找位置与已装内容' },
      risk: 'read',
      steps: [look(['bundle', 'config']), look(['bundle', 'list'])],
    },
    {
      id: 'update-gem',
      title: { en: 'If it was yanked, move to a release that exists', zh: '若版本被撤下，换成存在的版本' },
      risk: 'reversible',
      steps: [
        run(['bundle', 'update', 'rake', '--conservative'], 'reversible', {
          note: { en: 'Name the gem from the message.', zh: '换成消息中的 gem。' },
        }),
        run(['git', 'add', 'Gemfile.lock'], 'reversible'),
      ],
    },
    {
      id: 'install-in-image',
      title: { en: 'Install in the same stage and with the same settings that run', zh: '在同一阶段、用同样设置安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'BUNDLE_PATH and BUNDLE_WITHOUT must be the same in both stages.',
            zh: '两个阶段的 BUNDLE_PATH 与 BUNDLE_WITHOUT 必须一致。',
          },
          { after: 'COPY Gemfile Gemfile.lock ./\nRUN bundle install' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/definition.rb' },
    { repo: 'rubygems/rubygems', path: 'bundler/lib/bundler/resolver.rb' },
  ],
});

export default bundlerGemMissing;

export const examples: ExamplesOf<typeof bundlerGemMissing> = [
  {
    name: 'a yanked version',
    log: `#9 [4/6] RUN bundle install
#9 0.410 Your bundle is locked to mimemagic (0.3.5), but that version could not be found in any of the sources listed in your Gemfile. If you haven't changed sources, that means the author of mimemagic (0.3.5) has removed it.
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 7
`,
    matches: { locked: 'mimemagic (0.3.5)' },
    verdict: 'confirmed',
  },
  {
    name: 'the wrong Bundler',
    log: `#9 [4/6] RUN bundle install
#9 0.410 This Gemfile requires a different version of Bundler.
#9 0.462 Perhaps you need to update Bundler by running \`gem install bundler\`?
#9 ERROR: process "/bin/sh -c bundle install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c bundle install" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'bundler-platform-or-version',
  },
];
