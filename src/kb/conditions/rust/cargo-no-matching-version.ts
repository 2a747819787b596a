import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const cargoNoMatchingVersion = condition({
  id: 'cargo-no-matching-version',
  stage: 'rust',
  title: { en: 'cargo finds no version of a crate that fits', zh: 'cargo 找不到满足要求的 crate 版本' },

  signatures: [
    {
      on: 'output',
      says: 'failed to select a version for ',
      pattern: /failed to select a version for (?:the requirement )?`(?<crate>[^`]{1,100})`/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'no matching package named `',
      pattern: /no matching package named `(?<crate>[^`]{1,100})` found/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error: could not find `',
      pattern: /error: could not find `(?<crate>[^`]{1,100})` in registry/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ crate: group('crate') }),

  yieldsTo: [
    'rust-toolchain-too-old',
    'cargo-lock-outdated',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
  ],
  headline: ({ crate }) => ({
    en: `cargo finds no version that fits "${crate}"`,
    zh: `cargo 找不到满足 "${crate}" 的版本`,
  }),
  why: {
    en: 'The version was yanked or never published, the index is older than it, two crates ask for versions or features that exclude each other, or a git dependency has moved on. Without a Cargo.lock in the image every build resolves anew.',
    zh: '该版本已被撤回或从未发布、索引比它旧、两个 crate 要求互斥的版本或 feature，或者 git 依赖已经变化。镜像中没有 Cargo.lock 时，每次构建都会重新解析。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'copy-lock',
      title: { en: 'Build with the lock file', zh: '使用锁文件构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'And commit Cargo.lock.', zh: '并提交 Cargo.lock。' },
          { before: 'COPY Cargo.toml ./', after: 'COPY Cargo.toml Cargo.lock ./' },
        ),
        edit(
          'Dockerfile',
          { en: 'Takes exactly the locked versions.', zh: '严格使用锁定的版本。' },
          { before: 'cargo install foo', after: 'cargo install --locked foo' },
        ),
      ],
    },
    {
      id: 'loosen-requirement',
      title: { en: 'Correct the requirement', zh: '修正版本要求' },
      risk: 'reversible',
      steps: [
        edit('Cargo.toml', {
          en: 'The message lists the versions and features there are.',
          zh: '错误信息列出了现有的版本和 feature。',
        }),
      ],
    },
  ],

  sources: [{ repo: 'rust-lang/cargo', path: 'src/cargo/core/resolver/errors.rs', symbol: 'activation_error' }],
});

export default cargoNoMatchingVersion;

export const examples: ExamplesOf<typeof cargoNoMatchingVersion> = [
  {
    name: 'a version that is not there',
    log: `#8 [4/5] RUN cargo build --release
#8 1.104     Updating \`internal\` index
#8 1.125 error: failed to select a version for the requirement \`shop-core = "^0.10.1"\`
#8 1.146 candidate versions found which didn't match: 0.12.0, 0.11.0
#8 1.167 location searched: \`internal\` index
#8 1.188 required by package \`app v0.1.0 (/src)\`
#8 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { crate: 'shop-core = "^0.10.1"' },
    verdict: 'confirmed',
  },
  {
    name: 'no such crate',
    log: `#8 [4/5] RUN cargo build
#8 1.104 error: no matching package named \`foo\` found
#8 1.125 location searched: \`internal\` index
#8 1.146 required by package \`app v0.1.0 (/src)\`
#8 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: { crate: 'foo' },
  },
  {
    name: 'the compiler is too old for it',
    log: `#8 [4/5] RUN cargo build
#8 1.104 error: package \`foo v1.2.0\` cannot be built because it requires rustc 1.82 or newer, while the currently active rustc version is 1.75.0
#8 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: false,
    is: 'rust-toolchain-too-old',
  },
];
