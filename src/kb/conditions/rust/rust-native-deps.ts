import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const rustNativeDeps = condition({
  id: 'rust-native-deps',
  stage: 'rust',
  title: { en: 'A crate needs a system library or tool that is not installed', zh: 'crate 所需的系统库或工具没有安装' },

  signatures: [
    {
      on: 'output',
      says: ['error: linker `cc` not found', 'error: linker `'],
      pattern: /error: linker `(?<missing>[^`]{1,80})` not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find directory of OpenSSL installation',
      pattern: /of (?<missing>OpenSSL)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['The pkg-config command could not be found', 'Could not run `PKG_CONFIG'],
      pattern: /(?<missing>pkg-config)|PKG_CONFIG/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Could not find `protoc`', 'Unable to find libclang'],
      pattern: /(?<missing>protoc|libclang)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'is `cmake` not installed?',
      pattern: /is `(?<missing>cmake)` not installed/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'was not found in the pkg-config search path',
      pattern: /Package (?<missing>\S{1,80}) was not found in the pkg-config search path/,
      strength: 'states',
      also: [{ says: 'failed to run custom build command for' }],
    },
    {
      on: 'output',
      says: 'failed to run custom build command for',
      pattern: /failed to run custom build command for `(?<crate>[^`]{1,120})`/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ missing: group('missing'), crate: group('crate') }),

  yieldsTo: [
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
    'rustc-killed',
    'compiler-killed',
    'cmake-version',
  ],
  headline: ({ missing, crate }) =>
    missing !== ''
      ? {
          en: `A crate needs ${missing}, which is not installed in this stage`,
          zh: `某个 crate 需要 ${missing}，而此阶段没有安装`,
        }
      : {
          en: `The build script of ${crate === '' ? 'a crate' : crate} failed, most often for a missing system library`,
          zh: `${crate === '' ? '某个 crate ' : `${crate} `}的构建脚本失败，多半是缺少系统库`,
        },
  why: {
    en: `Crates that end in -sys compile or look up C libraries in a build script. The toolchain images bring Rust, but slim and Alpine variants
      neither a C linker nor pkg-config nor the header packages. Read the last lines of the build script's stderr.`,
    zh: `以 -sys 结尾的 crate 会在构建脚本中编译或查找 C 库。工具链镜像带有 Rust，
      但 slim 和 Alpine 变体没有 C 链接器、pkg-config 和头文件包。请看构建脚本 stderr 的最后几行。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-deps',
      title: { en: 'Install the tools and headers in the build stage', zh: '在构建阶段安装工具与头文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'On Debian; add protobuf-compiler, clang or cmake if those are named.',
            zh: 'Debian 写法；如果提到 protobuf-compiler、clang、cmake，也一并安装。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends build-essential pkg-config libssl-dev && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'On Alpine.', zh: 'Alpine 写法。' },
          { after: 'RUN apk add --no-cache build-base pkgconf openssl-dev openssl-libs-static' },
        ),
      ],
    },
    {
      id: 'rustls',
      title: { en: 'Or avoid the C library', zh: '或不用 C 库' },
      risk: 'reversible',
      steps: [
        edit(
          'Cargo.toml',
          { en: 'Many crates offer rustls instead of OpenSSL.', zh: '许多 crate 可用 rustls 代替 OpenSSL。' },
          { after: 'reqwest = { version = "0.12", default-features = false, features = ["rustls-tls"] }' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'sfackler/rust-openssl', path: 'openssl-sys/build/find_normal.rs' },
    { repo: 'rust-lang/pkg-config-rs', path: 'src/lib.rs' },
    { repo: 'rust-lang/cargo', path: 'src/cargo/core/compiler/custom_build.rs' },
  ],
});

export default rustNativeDeps;

export const examples: ExamplesOf<typeof rustNativeDeps> = [
  {
    name: 'no linker',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410    Compiling libc v0.2.169
#9 0.462 error: linker \`cc\` not found
#9 0.514   |
#9 0.566   = note: No such file or directory (os error 2)
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { missing: 'cc' },
    verdict: 'confirmed',
  },
  {
    name: 'OpenSSL',
    log: `#9 [4/6] RUN cargo build --release
#9 0.410 error: failed to run custom build command for \`openssl-sys v0.9.104\`
#9 0.462   --- stderr
#9 0.514   Could not find directory of OpenSSL installation, and this \`-sys\` crate cannot
#9 0.566   proceed without this knowledge.
#9 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { missing: 'OpenSSL' },
  },
  {
    name: 'the code itself does not compile',
    log: `#9 [4/6] RUN cargo build
#9 0.410 error[E0308]: mismatched types
#9 0.462  --> src/main.rs:4:18
#9 0.514 error: could not compile \`app\` (bin "app") due to 1 previous error
#9 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101
`,
    matches: false,
  },
];
