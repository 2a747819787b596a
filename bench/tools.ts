import type { Random } from './random.ts';

const WORDS =
  'alpha array async atomic base64 bitflags block buffer cache chrono client codec color common config core crypto date debug decode diff digest dns encode engine entry error event express fetch file flate format futures graph grpc hash header http hyper image index iter json jwt kernel lazy linux list lock log macro math media memchr merge mime mutex native net node num object openssl option parser path ping pkg plugin pool proc proto quick quote rand raw react redis regex render request retry ring router rpc rustls schema scope serde server session sha2 shared socket sort spin sql stack stream string sync tar task temp term test text thiserror thread time token tokio toml tower trace tree type url utf8 util uuid value vec version wasm web worker xml yaml zip zlib'.split(
    ' ',
  );
const FLAGS =
  '-O2 -g -Wall -Wextra -Werror=format-security -Wno-error=deprecated-declarations -fPIC -DNDEBUG -D_GNU_SOURCE -pthread -fstack-protector-strong -std=gnu11 -MD -MP'.split(
    ' ',
  );

const WAYS = ['is empty', 'is missing', 'is late', 'comes twice', 'has no name', 'fails', 'is a list', 'ends early'];

const word = (r: Random): string => r.pick(WORDS);
const name = (r: Random): string => (r.below(3) === 0 ? word(r) : `${word(r)}-${word(r)}`);
const version = (r: Random): string => `${r.below(12)}.${r.below(30)}.${r.below(40)}`;

type Say = (r: Random) => string;

/** What programs of a build print while all is well, trigger words in harmless lines included. */
export const TOOLS: Readonly<Record<string, readonly Say[]>> = {
  apt: [
    (r) =>
      `Get:${r.below(400)} http://deb.example/debian bookworm/main amd64 lib${name(r)}${r.below(9)} amd64 ${version(r)}+deb12u${r.below(9)} [${r.below(900)} kB]`,
    (r) => `Selecting previously unselected package lib${name(r)}:amd64.`,
    (r) => `Preparing to unpack .../${r.below(300)}-lib${name(r)}_${version(r)}_amd64.deb ...`,
    (r) => `Unpacking lib${name(r)}:amd64 (${version(r)}) ...`,
    (r) => `Setting up lib${name(r)}:amd64 (${version(r)}) ...`,
    (r) => `Get:${r.below(90)} http://deb.example/debian bookworm/main amd64 libgpg-error0 amd64 1.46-1 [76.4 kB]`,
  ],
  npm: [
    (r) => `npm http fetch GET 200 https://npm.example/@${name(r)}/-/${name(r)}-${version(r)}.tgz ${r.below(900)}ms`,
    (r) => `npm warn deprecated ${name(r)}@${version(r)}: no longer supported, use ${name(r)} instead`,
    (r) => `added ${r.below(900)} packages, and audited ${r.below(2000)} packages in ${r.below(60)}s`,
    (r) => `> ${name(r)}@${version(r)} postinstall /app/node_modules/${name(r)}`,
    (r) => `  dist/${name(r)}.js   ${r.below(900)}.${r.below(90)} kB │ gzip: ${r.below(200)}.${r.below(90)} kB`,
    (r) => `[${r.below(400)}/${r.below(400)}] ⠙ transforming (${r.below(4000)}) src/${name(r)}/${name(r)}.tsx`,
  ],
  cargo: [
    (r) => `   Compiling ${name(r)} v${version(r)}`,
    (r) => `  Downloaded ${name(r)} v${version(r)}`,
    (r) => `warning: unused variable: \`${word(r)}\``,
    (r) => `  --> src/${word(r)}/${word(r)}.rs:${r.below(900)}:${r.below(80)}`,
    (r) =>
      `     Running \`rustc --crate-name ${word(r)} --edition=2021 src/lib.rs --error-format=json --crate-type lib -C opt-level=3 -C metadata=${r.hex(16)} --out-dir /src/target/release/deps --cap-lints allow\``,
  ],
  make: [
    (r) =>
      `gcc ${FLAGS.slice(0, 4 + r.below(9)).join(' ')} -I/usr/include/${word(r)} -c src/${word(r)}/${name(r)}.c -o build/${word(r)}/${name(r)}.o`,
    (r) =>
      `[${String(r.below(100)).padStart(3)}%] Building CXX object src/${word(r)}/CMakeFiles/${word(r)}.dir/${name(r)}.o`,
    (r) => `checking for ${word(r)}_r... ${r.below(3) === 0 ? 'no' : 'yes'}`,
    (r) =>
      `src/${word(r)}.c:${r.below(4000)}:${r.below(80)}: warning: unused parameter '${word(r)}' [-Wunused-parameter]`,
    (r) => `make[${r.below(4)}]: Entering directory '/src/${word(r)}/${word(r)}'`,
    (r) =>
      `libtool: link: ar cr .libs/lib${word(r)}.a ${Array.from({ length: 20 + r.below(60) }, () => `.libs/${name(r)}.o`).join(' ')}`,
  ],
  go: [
    (r) => `go: downloading github.com/${name(r)}/${name(r)} v${version(r)}`,
    (r) => `=== RUN   Test${word(r)}/${name(r)}`,
    (r) => `--- PASS: Test${word(r)} (${r.below(9)}.${r.below(90)}s)`,
    (r) => `ok  \tgithub.com/${name(r)}/${name(r)}\t${r.below(90)}.${r.below(999)}s`,
    (r) => `go: downloading github.com/pkg/errors v0.9.${r.below(9)}`,
  ],
  pip: [
    (r) => `Collecting ${name(r)}==${version(r)}`,
    (r) => `  Downloading ${name(r)}-${version(r)}-cp311-manylinux_2_17_x86_64.whl (${r.below(900)} kB)`,
    (r) => `     ━━━━━━━━━━━━━━━━━━━━━━━━ ${r.below(90)}.${r.below(9)}/${r.below(90)}.${r.below(9)} MB eta 0:00:00`,
    (r) => `Requirement already satisfied: ${name(r)}>=${version(r)} in /usr/lib/python3 (${version(r)})`,
  ],
  maven: [
    (r) =>
      `[INFO] Downloading from central: https://maven.example/org/${word(r)}/${name(r)}/${version(r)}/${name(r)}.pom`,
    (r) => `[WARNING] ${word(r)}.java uses unchecked or unsafe operations.`,
    (r) => `[INFO] Tests run: ${r.below(90)}, Failures: 0, Errors: 0, Skipped: ${r.below(3)} - in com.${word(r)}.Test`,
  ],
  app: [
    (r) =>
      `{"level":"info","msg":"${word(r)} ${word(r)} ${r.below(6) === 0 ? 'finished without errors' : 'done'}","req":"${r.hex(16)}","dur_ms":${r.below(900)}}`,
    (r) =>
      `2026-11-${10 + r.below(19)} 0${r.below(9)}:${10 + r.below(49)}:${10 + r.below(49)} DEBUG [${name(r)}] ${word(r)} ${r.hex(8)}`,
    (r) => `  ✓ should reject with error when ${word(r)} ${r.pick(WAYS)} (${r.below(90)} ms)`,
    (r) => `sourceMappingURL=data:application/json;base64,${r.hex(20 + r.below(900))}`,
  ],
};
