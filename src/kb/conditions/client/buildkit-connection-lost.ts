import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, look, run, shell } from '#core/model/steps.ts';

const buildkitConnectionLost = condition({
  id: 'buildkit-connection-lost',
  stage: 'client',
  title: { en: 'The connection to the builder broke during the build', zh: '构建过程中与构建器的连接断开' },

  signatures: [
    {
      on: 'error',
      says: ['error reading from server: EOF', 'error reading from server: unexpected EOF'],
      strength: 'states',
    },
    {
      on: 'error',
      grpc: 'Unavailable',
      pattern: /EOF|connection (?:reset|closed)|transport is closing|closing transport/,
      unless: [{ says: ['containerd.sock', 'error reading server preface'] }],
    },
    {
      on: 'error',
      says: [
        'closing transport due to',
        'transport is closing',
        'client connection is closing',
        'received prior goaway',
      ],
    },
    {
      on: 'error',
      says: ['error during connect: Post', 'error during connect: '],
      pattern: /error during connect: Post "?[^\s"]{0,2000}\/build\?[^\s"]{0,4000}"?: (?:unexpected )?EOF/,
    },
    { on: 'error', says: 'error waiting for container: unexpected EOF', strength: 'states' },
  ],
  facts: (_, event) => ({ wasStopped: event.text.includes('graceful_stop') }),

  yieldsTo: [
    'disk-io-error',
    'disk-full-data-root',
    'filesystem-readonly',
    'host-memory-pressure',
    'ci-runner-lost',
    'ci-cancelled',
  ],
  headline: ({ wasStopped }) =>
    wasStopped
      ? {
          en: 'The builder was stopped or restarted in the middle of the build',
          zh: '构建进行到一半，构建器被停止或重启',
        }
      : { en: 'The builder went away in the middle of the build (EOF)', zh: '构建进行到一半，构建器断开了（EOF）' },
  why: {
    en: `The client lost its gRPC connection to the engine or to buildkitd. This is no error of the program being built:
      the engine crashed, was restarted or was killed, most often because memory or disk ran out underneath it.
      "graceful_stop" means that it was asked to stop, for example by another job that uses the same builder.`,
    zh: `客户端与引擎（或 buildkitd）之间的 gRPC 连接断了。这不是被构建程序的错误：
      引擎崩溃、被重启或被杀死，最常见的原因是内存或磁盘耗尽。
      "graceful_stop" 表示它被要求停止，例如另一个作业使用并停止了同一个 builder。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look-why-it-went',
      title: { en: 'See whether the engine is back and why it went', zh: '查看引擎是否恢复、为何退出' },
      risk: 'read',
      steps: [
        look(['docker', 'version']),
        look(['docker', 'buildx', 'ls']),
        look(['docker', 'system', 'df']),
        look(['docker', 'ps', '--all', '--filter', 'name=buildx_buildkit_'], {
          note: {
            en: 'A builder in a container: exit code 137 means that it was killed.',
            zh: '容器中的 builder：退出码 137 表示它被杀死。',
          },
        }),
        shell(
          "journalctl -u docker --since '30 min ago' --no-pager | tail -n 50; dmesg | grep -iE 'killed process|i/o error' | tail",
          'Get-Content "$env:LOCALAPPDATA\\Docker\\log\\vm\\dockerd.log" -Tail 50',
          'read',
        ),
      ],
    },
    {
      id: 'wait-for-engine',
      title: { en: 'Wait until the engine is back, then build again', zh: '等引擎恢复后重新构建' },
      risk: 'read',
      steps: [
        act({ name: 'wait-for-engine', seconds: 60 }, 'read', {
          en: 'drydock build --fix or up --fix: waits up to a minute for the engine, then runs the same again; finished steps come from the cache.',
          zh: 'drydock build --fix 或 up --fix：最多等待一分钟，引擎恢复后原样重试；已完成的步骤会使用缓存。',
        }),
      ],
    },
    {
      id: 'build-again',
      title: { en: 'Run the same build again', zh: '重新运行同一个构建' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'build', '.'], 'reversible', {
          note: { en: 'Finished steps come from the cache.', zh: '已完成的步骤会使用缓存。' },
        }),
      ],
    },
    {
      id: 'restart-wsl',
      title: { en: 'Restart the virtual machine of Docker Desktop', zh: '重启 Docker Desktop 的虚拟机' },
      risk: 'disruptive',
      steps: [
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [
    { repo: 'grpc/grpc-go', path: 'internal/transport/http2_client.go', symbol: 'reader' },
    { repo: 'moby/buildkit', path: 'client/solve.go', symbol: 'failed to receive status' },
  ],
});

export default buildkitConnectionLost;

export const examples: ExamplesOf<typeof buildkitConnectionLost> = [
  {
    name: 'compose names the target',
    log: `#7 [worker 3/3] RUN make
#7 1.141 compiling 2
target nofx: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF

View build details: docker-desktop://dashboard/build/default/default/qgbubcttuq63xrvabwczh331e
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the other side of the race',
    log: `ERROR: failed to build: failed to solve: Unavailable: error reading from server: EOF
`,
    matches: {},
  },
  {
    name: 'another job removed the builder',
    log: `#12 [build 5/7] RUN npm run build
#12 8.114 > vite build
ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = closing transport due to: connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: "graceful_stop"
`,
    matches: { wasStopped: true },
  },
  {
    name: 'a program in the step lost its own connection',
    log: `#7 [3/3] RUN ./fetch
#7 1.141 rpc error: code = Unavailable desc = error reading from server: EOF
#7 ERROR: process "/bin/sh -c ./fetch" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./fetch" did not complete successfully: exit code: 1
`,
    matches: false,
    is: null,
  },
];
