import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const cargoLockOutdated = condition({
  id: 'cargo-lock-outdated',
  stage: 'rust',
  title: { en: 'Cargo.lock does not fit Cargo.toml', zh: 'Cargo.lock 与 Cargo.toml 不符' },

  signatures: [
    {
      on: 'output',
      says: ['-locked was passed to prevent this', '-frozen was passed to prevent this'],
      pattern: /lock file (?<path>\S{1,300}) (?:needs to be updated but|because) --/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `cargo would have to change ${path}, and --locked forbids it`,
    zh: `cargo 需要修改 ${path}，而 --locked 不允许`,
  }),
  why: {
    en: `With --locked cargo builds only what Cargo.lock says. Cargo.toml was changed without committing the lock file, the lock file was not copied,
      or a workspace member is missing in the image, so that cargo would drop it from the lock file.`,
    zh: `使用 --locked 时，cargo 只按 Cargo.lock 构建。可能改了 Cargo.toml 却没有提交锁文件、锁文件没有复制进来，
      或者镜像里缺少某个 workspace 成员，cargo 因此想把它从锁文件中删去。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'refresh-lock',
      title: { en: 'Write the lock file again and commit it', zh: '重新生成锁文件并提交' },
      risk: 'reversible',
      steps: [run(['cargo', 'update', '--workspace'], 'reversible'), run(['git', 'add', 'Cargo.lock'], 'reversible')],
    },
    {
      id: 'copy-all-manifests',
      title: { en: 'Copy the lock file and every manifest of the workspace', zh: '复制锁文件以及工作区的所有清单' },
      risk: 'reversible',
      steps: [
        look(['git', 'check-ignore', '-v', 'Cargo.lock']),
        edit(
          'Dockerfile',
          { en: 'Before cargo build.', zh: '放在 cargo build 之前。' },
          { after: 'COPY Cargo.toml Cargo.lock ./\nCOPY crates ./crates' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rust-lang/cargo', path: 'src/cargo/ops/lockfile.rs' }],
});

export default cargoLockOutdated;

export const examples: ExamplesOf<typeof cargoLockOutdated> = [
  {
    name: 'Cargo.toml was changed',
    log: `#9 [4/6] RUN cargo build --release --locked
#9 0.410 error: the lock file /app/Cargo.lock needs to be updated but --locked was passed to prevent this
#9 0.462 If you want to try to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.
#9 ERROR: process "/bin/sh -c cargo build --release --locked" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --release --locked" did not complete successfully: exit code: 101
`,
    matches: { path: '/app/Cargo.lock' },
    verdict: 'confirmed',
  },
  {
    name: 'the lock file is too new for this cargo',
    log: `#9 [4/6] RUN cargo build --locked
#9 0.410 error: failed to parse lock file at: /app/Cargo.lock
#9 0.462
#9 0.514 Caused by:
#9 0.566   lock file version \`4\` was found, but this version of Cargo does not understand this lock file, perhaps Cargo needs to be updated?
#9 ERROR: process "/bin/sh -c cargo build --locked" did not complete successfully: exit code: 101
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cargo build --locked" did not complete successfully: exit code: 101
`,
    matches: false,
    is: 'rust-toolchain-too-old',
  },
];
