import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { buildMemoryRemedies } from '../../shared/build-memory.ts';
import { fewerJobs, JOBS_EVIDENCE } from '../../shared/fewer-jobs.ts';

const rustcKilled = condition({
  id: 'rustc-killed',
  stage: 'rust',
  title: { en: 'rustc was killed while compiling', zh: 'rustc 在编译中被杀死' },

  signatures: [
    {
      on: 'output',
      says: '(signal: 9, SIGKILL: kill)',
      strength: 'states',
    },
    {
      on: 'output',
      says: 'could not compile `',
      pattern: /could not compile `(?<crate>[\w-]{1,100})`/,
      strength: 'states',
      also: [{ says: '(signal: 9, SIGKILL: kill)' }],
    },
  ],
  facts: (group) => ({ crate: group('crate') }),

  yieldsTo: ['build-oom-killed'],
  headline: ({ crate }) => ({
    en: `rustc was killed while compiling${crate === '' ? '' : ` ${crate}`}; the usual reason is memory`,
    zh: `rustc 在编译${crate === '' ? '' : ` ${crate} `}时被杀死，通常是因为内存不足`,
  }),
  why: {
    en: `cargo saw rustc (or a build script) end by signal 9, which a compile error never does. The step ends with exit code 101,
      so nothing else says "memory". Release builds with LTO and many jobs at once need the most.`,
    zh: `cargo 看到 rustc（或构建脚本）被信号 9 结束，编译错误绝不会这样。步骤的退出码是 101，
      所以别处不会提到内存。开启 LTO、并行任务多的 release 构建最耗内存。`,
  },

  evidence: JOBS_EVIDENCE,

  retry: 'unknown',
  remedies: (_facts, _seen, at) => [
    fewerJobs(at),
    ...buildMemoryRemedies,
    {
      id: 'smaller-codegen',
      title: { en: 'Let the release profile need less memory', zh: '让 release 配置少用内存' },
      risk: 'reversible',
      steps: [
        edit(
          'Cargo.toml',
          { en: 'Use thin LTO and no debug information.', zh: '使用 thin LTO，不要调试信息。' },
          {
            after: '[profile.release]\nlto = "thin"\ndebug = false',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rust-lang/cargo', path: 'crates/cargo-util/src/process_error.rs', symbol: 'exit_status_to_string' },
    { repo: 'rust-lang/cargo', path: 'src/cargo/core/compiler/mod.rs', symbol: 'rustc' },
  ],
});

export default rustcKilled;

export const examples: ExamplesOf<typeof rustcKilled> = [
  {
    name: 'cargo reports the signal',
    log: `#11 [build 6/6] RUN cargo build --release
#11 201.3 error: could not compile \`shop-api\` (lib)
#11 201.3
#11 201.3 Caused by:
#11 201.3   process didn't exit successfully: \`rustc --crate-name shop_api --edition=2021 src/lib.rs\` (signal: 9, SIGKILL: kill)
#11 201.4 warning: build failed, waiting for other jobs to finish...
#11 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: { crate: 'shop-api' },
  },
  {
    name: 'an ordinary compile error has exit code 101 too',
    log: `#11 [build 6/6] RUN cargo build --release
#11 21.3 error[E0432]: unresolved import \`crate::db\`
#11 21.4 error: could not compile \`shop-api\` (lib) due to 1 previous error
#11 ERROR: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
------
ERROR: failed to solve: process "/bin/sh -c cargo build --release" did not complete successfully: exit code: 101
`,
    matches: false,
  },
];
