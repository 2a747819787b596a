import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const glibcMuslMismatch = condition({
  id: 'glibc-musl-mismatch',
  stage: 'c',
  title: { en: 'A binary was built for another C library', zh: '二进制文件是为另一种 C 库构建的' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'version `GLIBC_',
      pattern:
        /(?<library>\S{0,200}): version `(?<wanted>GLIBC_[\d.]{1,12})' not found \(required by (?<binary>[^)]{1,300})\)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['version `GLIBCXX_', 'version `CXXABI_'],
      pattern: /version `(?<wanted>(?:GLIBCXX|CXXABI)_[\d.]{1,12})' not found/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['Error loading shared library ld-linux', 'Error loading shared library libc.so.6'],
      pattern: /Error loading shared library (?<wanted>\S{1,100}): .{0,80}(?:needed by (?<binary>[^)]{1,300}))?/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Error relocating ',
      pattern:
        /Error relocating (?<binary>[^\s:]{1,300}): (?<wanted>__\w{1,60}_chk|gnu_get_libc_version|backtrace\w*|fcntl64|res_\w{1,30}|__res_\w{1,30}|\w{1,40}64): symbol not found/,
    },
  ],
  facts: (group) => ({ wanted: group('wanted'), binary: group('binary') }),

  yieldsTo: ['apk-mixed-branches', 'node-native-binary-wrong-platform', 'prisma-engine-mismatch'],
  headline: ({ wanted, binary }) => ({
    en: `${binary === '' ? 'A program' : binary} was linked against another C library${wanted === '' ? '' : ` (needs ${wanted})`}`,
    zh: `${binary === '' ? '某个程序' : `${binary} `}链接的是另一种 C 库${wanted === '' ? '' : `（需要 ${wanted}）`}`,
  }),
  why: {
    en: `A program linked dynamically needs the C library it was built with: glibc programs do not start on Alpine (musl), and a program built
      on a newer distribution asks for glibc symbols an older one does not have. The file itself is there and intact.`,
    zh: `动态链接的程序需要构建时所用的 C 库：glibc 程序无法在 Alpine（musl）上启动；
      在较新发行版上构建的程序会要求旧发行版没有的 glibc 符号。文件本身存在且完好。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'same-family',
      title: {
        en: 'Use the same base family and release in the build and the final stage',
        zh: '构建阶段与最终阶段使用同系列、同版本的基础镜像',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Both bookworm, or both Alpine.', zh: '都用 bookworm，或都用 Alpine。' },
          { after: 'FROM golang:1.25-bookworm AS build\n…\nFROM debian:bookworm-slim' },
        ),
      ],
    },
    {
      id: 'static',
      title: { en: 'Or link statically', zh: '或静态链接' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Go; for Rust use the target x86_64-unknown-linux-musl.',
            zh: 'Go 写法；Rust 用目标 x86_64-unknown-linux-musl。',
          },
          { after: 'RUN CGO_ENABLED=0 go build -o /app .' },
        ),
      ],
    },
    {
      id: 'gcompat',
      title: { en: 'As a stopgap on Alpine, add the compatibility layer', zh: '在 Alpine 上可临时加装兼容层' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Not complete; prefer the first way.', zh: '并不完整，优先用第一种办法。' },
          { after: 'RUN apk add --no-cache gcompat libstdc++' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'bminor/glibc', path: 'elf/dl-version.c', symbol: 'match_symbol' },
    { repo: 'bminor/musl', path: 'ldso/dynlink.c' },
  ],
});

export default glibcMuslMismatch;

export const examples: ExamplesOf<typeof glibcMuslMismatch> = [
  {
    name: 'built on a newer distribution',
    log: `app-1  | /app/server: /lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.34' not found (required by /app/server)
app-1 exited with code 1
`,
    matches: { wanted: 'GLIBC_2.34', binary: '/app/server' },
    verdict: 'confirmed',
  },
  {
    name: 'a glibc program on Alpine',
    log: `#9 [4/6] RUN /opt/tool --version
#9 0.410 Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /opt/tool)
#9 ERROR: process "/bin/sh -c /opt/tool --version" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c /opt/tool --version" did not complete successfully: exit code: 127
`,
    matches: { wanted: 'ld-linux-x86-64.so.2' },
  },
  {
    name: 'packages of two Alpine branches are mixed',
    log: `#9 [4/6] RUN node -v
#9 0.410 Error relocating /usr/bin/node: OPENSSL_INIT_set_config_filename: symbol not found
#9 ERROR: process "/bin/sh -c node -v" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c node -v" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
