import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const cargoSourceMissing = condition({
  id: 'cargo-source-missing',
  stage: 'rust',
  title: {
    en: 'The image has no Cargo.toml, or not the sources it names',
    zh: '镜像里没有 Cargo.toml，或没有它所声明的源码',
  },

  signatures: [
    { on: 'output', says: 'no targets specified in the manifest', strength: 'states' },
    {
      on: 'output',
      says: 'could not find `Cargo.toml` in `',
      pattern: /could not find `Cargo\.toml` in `(?<path>[^`]{1,300})`/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'failed to load manifest for workspace member',
      pattern: /workspace member `(?<path>[^`]{1,300})`/,
      strength: 'states',
    },
    {
      on: 'output',
      says: "can't find `",
      pattern: /can't find `(?<path>[^`]{1,100})` (?:bin|library|lib|bench|example|test)(?: at|, rename)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['failed to load source for dependency `', 'failed to read `'],
      pattern: /failed to read `(?<path>[^`]{1,300}Cargo\.toml)`/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["can't find `"],
      pattern:
        /can't find `(?<path>[^`]{1,100})` (?:bin|library|lib|bench|example|test), specify (?:bin|lib|bench|example|test)\.path/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: path === '' ? 'cargo finds no source file for the package' : `cargo does not find what it needs: ${path}`,
    zh: path === '' ? 'cargo 找不到该包的源文件' : `cargo 找不到所需的内容：${path}`,
  }),
  why: {
    en: `cargo reads Cargo.toml first and then looks for src/main.rs or src/lib.rs and for every workspace member. When only the manifests are copied
      to warm the cache, those files are not there yet.`,
    zh: `cargo 先读 Cargo.toml，再查找 src/main.rs 或 src/lib.rs，以及每个 workspace 成员。
      如果为了预热缓存只复制了清单文件，这些文件就还不存在。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'dummy-source',
      title: {
        en: 'Put a dummy source there while only dependencies are built',
        zh: '只构建依赖时，先放一个占位源文件',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Then copy the real sources and touch them.', zh: '之后再复制真正的源码，并 touch 一下。' },
          {
            after:
              'COPY Cargo.toml Cargo.lock ./\nRUN mkdir src && echo "fn main() {}" > src/main.rs && cargo build --release && rm -rf src\nCOPY src ./src\nRUN touch src/main.rs && cargo build --release',
          },
        ),
      ],
    },
    {
      id: 'copy-before-build',
      title: { en: 'Or copy everything before cargo build', zh: '或在 cargo build 之前复制全部文件' },
      risk: 'reversible',
      steps: [
        look(['cat', '.dockerignore']),
        edit(
          'Dockerfile',
          { en: 'WORKDIR must be the directory of Cargo.toml.', zh: 'WORKDIR 必须是 Cargo.toml 所在目录。' },
          { after: 'WORKDIR /app\nCOPY . .' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rust-lang/cargo', path: 'src/cargo/util/toml/targets.rs' },
    { repo: 'rust-lang/cargo', path: 'src/cargo/util/important_paths.rs' },
  ],
});

export default cargoSourceMissing;

export const examples: ExamplesOf<typeof cargoSourceMissing> = [
  {
    name: 'only the manifest was copied',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410 error: failed to parse manifest at \`/app/Cargo.toml\`
#9 0.462
#9 0.514 Caused by:
#9 0.566   no targets specified in the manifest
#9 0.618   either src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the wrong directory',
    log: `#9 [4/6] RUN cargo build
#9 0.410 error: could not find \`Cargo.toml\` in \`/app\` or any parent directory
#9 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: { path: '/app' },
  },
  {
    name: 'edition 2024',
    log: `#9 [4/6] RUN cargo build
#9 0.410 error: failed to parse manifest at \`/app/Cargo.toml\`
#9 0.462
#9 0.514 Caused by:
#9 0.566   feature \`edition2024\` is required
#9 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: false,
    is: 'rust-toolchain-too-old',
  },
];
