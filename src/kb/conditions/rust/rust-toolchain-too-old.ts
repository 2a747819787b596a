import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { newerBase } from '../../shared/newer-base.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

/** The first release of Rust that knows an edition. */
const EDITIONS: Readonly<Record<string, string>> = { edition2021: '1.56', edition2024: '1.85' };

const rustToolchainTooOld = condition({
  id: 'rust-toolchain-too-old',
  stage: 'rust',
  title: { en: 'The Rust of the image is older than a crate needs', zh: '镜像中的 Rust 比某个 crate 要求的版本旧' },

  signatures: [
    {
      on: 'output',
      says: 'cannot be built because it requires rustc',
      pattern:
        /package `(?<crate>[^`]{1,120})` cannot be built because it requires rustc (?<wanted>[\w.]{1,20}) or newer, while the currently active rustc version is (?<have>[\w.-]{1,20})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ' is not supported by the following package',
      pattern: /rustc (?<have>[\w.-]{1,30}) is not supported by the following package/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'feature `edition2024` is required',
        'feature `edition2021` is required',
        'this version of Cargo is older than the',
        'supported edition values are',
      ],
      pattern:
        /(?:feature `(?<wanted>edition20\d\d)` is required|older than the `?(?<edition>\d{4})`? edition|supported edition values are)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'requires `-Znext-lockfile-bump`',
        'invalid serialized PackageId for key `package.dependencies`',
        'but this version of Cargo does not understand this lock file',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'requires rustc ',
      pattern: /(?<crate>[\w-]{1,80} v[\w.+-]{1,40}|[\w-]{1,80}@[\w.+-]{1,40}) requires rustc (?<wanted>[\d.]{3,12})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error[E0658]: use of unstable library feature',
      pattern: /use of unstable library feature [`'](?<wanted>\w{1,80})/,
      also: [{ says: '/registry/src/' }],
    },
    {
      on: 'output',
      says: 'cannot install package `',
      pattern:
        /cannot install package `[^`]{1,80}`, it requires rustc (?<wanted>[\d.]{1,12}) or newer, while the currently active rustc version is (?<have>[\w.-]{1,20})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: '` is required',
      pattern: /^\s*feature `(?<wanted>[\w-]{1,40})` is required$/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ crate: group('crate'), wanted: group('wanted'), have: group('have') }),

  headline: ({ crate, wanted, have }) =>
    crate !== ''
      ? {
          en: `${crate} needs rustc ${wanted}${have === '' ? '' : `, the image has ${have}`}`,
          zh: `${crate} 需要 rustc ${wanted}${have === '' ? '' : `，镜像里是 ${have}`}`,
        }
      : {
          en: `A crate or the lock file needs a newer Rust${have === '' ? ' than the image has' : ` than ${have}`}`,
          zh: `某个 crate 或锁文件需要比${have === '' ? '镜像中' : ` ${have} `}更新的 Rust`,
        },
  why: {
    en: `Every crate may state the oldest Rust it compiles with, and raise it in any release; a transitive dependency is enough. Cargo.lock is also written
      in a format that older versions of Cargo cannot read. The project's own code is not at fault.`,
    zh: `每个 crate 都可以声明它支持的最低 Rust 版本，并在任何一次发布中提高；间接依赖也会如此。
      Cargo.lock 的格式也可能旧版 Cargo 读不了。项目自己的代码没有问题。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  retry: 'useless',
  remedies: ({ wanted }, { dockerfiles }, at) => [
    newerBase({ image: 'rust', version: EDITIONS[wanted] ?? wanted }, at, dockerfiles),
    {
      id: 'newer-rust',
      title: { en: 'Use a newer Rust image', zh: '使用更新的 Rust 镜像' },
      risk: 'reversible',
      steps: [
        look(['docker', 'run', '--rm', 'rust:1-slim', 'rustc', '--version']),
        edit(
          'Dockerfile',
          { en: 'edition2024 needs 1.85 or later.', zh: 'edition2024 需要 1.85 或更高。' },
          { after: 'FROM rust:1.90-slim' },
        ),
      ],
    },
    {
      id: 'pin-crate',
      title: {
        en: 'Or pin the crate to its last release for this Rust',
        zh: '或把该 crate 固定在支持此 Rust 的最后版本',
      },
      risk: 'reversible',
      steps: [
        run(['cargo', 'update', '-p', 'home', '--precise', '0.5.9'], 'reversible', {
          note: { en: 'Name the crate and a version from the message.', zh: '换成消息中的 crate 与版本。' },
        }),
        edit(
          'Dockerfile',
          { en: 'Build with the committed lock file.', zh: '用提交的锁文件构建。' },
          { after: 'RUN cargo build --release --locked' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rust-lang/cargo', path: 'src/cargo/ops/cargo_compile/mod.rs' },
    { repo: 'rust-lang/cargo', path: 'src/cargo/core/features.rs' },
    { repo: 'rust-lang/cargo', path: 'src/cargo/core/resolver/encode.rs' },
  ],
});

export default rustToolchainTooOld;

export const examples: ExamplesOf<typeof rustToolchainTooOld> = [
  {
    name: 'a dependency raised its minimum',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410 error: package \`home v0.5.11\` cannot be built because it requires rustc 1.81 or newer, while the currently active rustc version is 1.75.0
#9 0.462 Either upgrade to rustc 1.81 or newer, or use
#9 0.514 cargo update home@0.5.11 --precise ver
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { crate: 'home v0.5.11', wanted: '1.81', have: '1.75.0' },
    verdict: 'confirmed',
  },
  {
    name: 'edition 2024',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410 error: failed to download \`base64ct v1.8.0\`
#9 0.462
#9 0.514 Caused by:
#9 0.566   failed to parse manifest at \`/usr/local/cargo/registry/src/index.example-6f17d22bba15001f/base64ct-1.8.0/Cargo.toml\`
#9 0.618
#9 0.670 Caused by:
#9 0.722   feature \`edition2024\` is required
#9 0.774
#9 0.826   The package requires the Cargo feature called \`edition2024\`, but that feature is not stabilized in this version of Cargo (1.82.0 (8f40fc59f 2024-08-21)).
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { wanted: 'edition2024' },
  },
  {
    name: 'the lock file must not change',
    log: `#9 [4/6] RUN cargo build --locked
#9 0.410 error: the lock file /app/Cargo.lock needs to be updated but --locked was passed to prevent this
#9 ERROR: process "/bin/sh -c cargo build --locked" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --locked" did not complete successfully: exit code: 101
`,
    matches: false,
    is: 'cargo-lock-outdated',
  },
];
