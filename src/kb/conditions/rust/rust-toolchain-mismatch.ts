import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const rustToolchainMismatch = condition({
  id: 'rust-toolchain-mismatch',
  stage: 'rust',
  title: {
    en: 'The crate needs another Rust channel or an older compiler',
    zh: 'crate 需要另一个 Rust 通道或更旧的编译器',
  },

  signatures: [
    { on: 'output', says: 'may not be used on the stable release channel', strength: 'states' },
    { on: 'output', says: 'error[E0635]: unknown feature', strength: 'states', also: [{ says: '/registry/src/' }] },
    {
      on: 'output',
      says: ['pear_try!', 'called `Option::unwrap()` on a `None` value'],
      also: [{ says: 'error: proc macro panicked' }, { says: '/registry/src/' }],
    },
    {
      on: 'output',
      says: 'error[E0282]: type annotations needed for `Box<_>`',
      strength: 'states',
      also: [{ says: '/registry/src/' }],
    },
    {
      on: 'output',
      says: ['override: toolchain', "error: toolchain '"],
      pattern: /error: toolchain '(?<wanted>[\w.-]{1,60})' is not installed/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' target may not be installed',
      pattern: /the `(?<wanted>[\w.-]{1,60})` target may not be installed/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is unavailable for download for channel ', ' has no prebuilt artifacts available for the '],
      pattern: /component '[^']{1,60}' for target '[^']{1,60}' is unavailable|no prebuilt artifacts available/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["' does not contain component '", 'could not download nonexistent rust version'],
      pattern:
        /toolchain '(?<wanted>[\w.-]{1,80})' does not contain component|nonexistent rust version `(?<gone>[^`]{1,80})`/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted') }),

  headline: ({ wanted }) => ({
    en:
      wanted === ''
        ? 'A crate does not compile with the Rust channel or version of the image'
        : `The project asks for the toolchain ${wanted}, which is not in the image`,
    zh: wanted === '' ? '某个 crate 无法用镜像中的 Rust 通道或版本编译' : `项目要求工具链 ${wanted}，而镜像里没有`,
  }),
  why: {
    en: `The code or a locked crate was written for nightly, or for an older compiler than the image has: a later Rust became stricter (the crate time before 0.3.35 is the best known case)
      or a nightly changed. rust-toolchain.toml may also name a toolchain that the image does not carry.`,
    zh: `代码或锁定的 crate 是为 nightly 写的，或是为比镜像更旧的编译器写的：新版 Rust 更严格（最著名的例子是 0.3.35 之前的 time），
      或 nightly 有了变化。rust-toolchain.toml 也可能指定了镜像里没有的工具链。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-crate',
      title: { en: 'Raise the crate that fails', zh: '升级失败的 crate' },
      risk: 'reversible',
      steps: [
        run(['cargo', 'update', '-p', 'time'], 'reversible', {
          note: { en: 'Name the crate above the error.', zh: '换成错误上方的 crate。' },
        }),
      ],
    },
    {
      id: 'pin-toolchain',
      title: { en: 'Pin the toolchain the project is written for', zh: '固定项目所用的工具链' },
      risk: 'reversible',
      steps: [
        edit(
          'rust-toolchain.toml',
          { en: 'Copy it into the image; rustup then installs it.', zh: '复制进镜像后 rustup 会安装它。' },
          { after: '[toolchain]\nchannel = "nightly-2024-05-01"' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rust-lang/rust', path: 'compiler/rustc_attr/src/builtin.rs' },
    { repo: 'rust-lang/rustup', path: 'src/errors.rs' },
  ],
});

export default rustToolchainMismatch;

export const examples: ExamplesOf<typeof rustToolchainMismatch> = [
  {
    name: 'nightly code on stable',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410 error[E0554]: \`#![feature]\` may not be used on the stable release channel
#9 0.462  --> /usr/local/cargo/registry/src/index.example-6f17d22bba15001f/rocket_codegen-0.4.11/src/lib.rs:1:12
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the Rust is too old',
    log: `#9 [4/6] RUN cargo build
#9 0.410 error: package \`home v0.5.11\` cannot be built because it requires rustc 1.81 or newer, while the currently active rustc version is 1.75.0
#9 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: false,
    is: 'rust-toolchain-too-old',
  },
];
