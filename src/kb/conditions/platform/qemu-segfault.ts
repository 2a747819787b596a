import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const qemuSegfault = condition({
  id: 'qemu-segfault',
  stage: 'platform',
  title: { en: 'The CPU emulator (QEMU) crashed', zh: 'CPU 模拟器（QEMU）崩溃' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'qemu: uncaught target signal 11',
      pattern: /qemu: uncaught target signal 11 \(Segmentation fault\)/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'QEMU internal SIGSEGV', strength: 'states' },
  ],

  yieldsTo: ['disk-full-data-root', 'build-oom-killed'],
  headline: () => ({
    en: 'A program for another CPU crashed in QEMU, not by itself (signal 11 in the emulator)',
    zh: '其他架构的程序在 QEMU 中崩溃，而不是程序自身的错误（模拟器中的信号 11）',
  }),
  why: {
    en: `The step runs for an architecture this machine does not have, so QEMU translates every instruction. Old QEMU releases, some
      kernels and some versions of libc-bin are known to crash there; on a real machine of that architecture the same step passes.`,
    zh: `该步骤面向本机没有的架构，由 QEMU 逐条翻译指令。旧版 QEMU、某些内核以及某些版本的 libc-bin 都有已知的崩溃问题；
      在真正的该架构机器上，同样的步骤可以通过。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-what-is-emulated',
      title: { en: 'See what is native here and what is emulated', zh: '查看哪些平台是原生、哪些是模拟' },
      risk: 'read',
      steps: [
        look(['docker', 'buildx', 'inspect', '--bootstrap']),
        look(['docker', 'version', '--format', '{{.Server.Arch}}']),
      ],
    },
    {
      id: 'newer-qemu',
      title: { en: 'Register a newer QEMU', zh: '注册较新的 QEMU' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'run', '--privileged', '--rm', 'tonistiigi/binfmt', '--uninstall', 'qemu-*'], 'disruptive', {
          note: {
            en: 'Privileged: it changes the kernel of the engine machine. Emulated containers that run can start no new programs until the next command.',
            zh: '以特权运行：会修改引擎所在机器的内核设置。执行下一条命令之前，正在模拟运行的容器无法启动新程序。',
          },
        }),
        run(['docker', 'run', '--privileged', '--rm', 'tonistiigi/binfmt:latest', '--install', 'all'], 'reversible', {
          note: {
            en: 'In GitHub Actions: docker/setup-qemu-action with image: tonistiigi/binfmt:latest.',
            zh: '在 GitHub Actions 中：docker/setup-qemu-action 并设置 image: tonistiigi/binfmt:latest。',
          },
        }),
      ],
    },
    {
      id: 'cross-compile',
      title: { en: 'Compile natively for the other platform', zh: '用原生编译器交叉编译' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Run the build stage on the platform of the machine and let the compiler produce the target; only COPY into the final stage.',
            zh: '让构建 stage 在本机平台上运行，由编译器产出目标架构，最终 stage 只做 COPY。',
          },
          {
            after:
              'FROM --platform=$BUILDPLATFORM golang AS build\nARG TARGETOS TARGETARCH\nRUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .',
          },
        ),
      ],
    },
    {
      id: 'native-node',
      title: { en: 'Or build on a machine of that architecture', zh: '或者在该架构的机器上构建' },
      risk: 'read',
      steps: [
        advise(
          'Use a native runner (ubuntu-24.04-arm in GitHub Actions) or add a native node: docker buildx create --append --name multi ssh://user@arm-host.',
          '使用原生 runner（GitHub Actions 的 ubuntu-24.04-arm），或添加原生节点：docker buildx create --append --name multi ssh://user@arm-host。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'qemu/qemu', path: 'linux-user/signal.c', symbol: 'dump_core_and_abort' },
    { repo: 'tonistiigi/binfmt' },
  ],
});

export default qemuSegfault;

export const examples: ExamplesOf<typeof qemuSegfault> = [
  {
    name: 'libc-bin under emulation',
    log: `#8 [linux/arm64 2/5] RUN apt-get update && apt-get install -y curl
#8 41.20 Processing triggers for libc-bin (2.31-13+deb11u11) ...
#8 41.92 qemu: uncaught target signal 11 (Segmentation fault) - core dumped
#8 42.31 Segmentation fault (core dumped)
#8 42.40 dpkg: error processing package libc-bin (--configure):
#8 42.40  installed libc-bin package post-installation script subprocess returned error exit status 139
#8 42.60 E: Sub-process /usr/bin/dpkg returned an error code (1)
#8 ERROR: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['see-what-is-emulated', 'newer-qemu', 'cross-compile', 'native-node'],
  },
  {
    name: 'a program crashes natively',
    log: `#6 [3/3] RUN ./selftest
#6 0.310 Segmentation fault (core dumped)
#6 ERROR: process "/bin/sh -c ./selftest" did not complete successfully: exit code: 139
------
ERROR: failed to solve: process "/bin/sh -c ./selftest" did not complete successfully: exit code: 139
`,
    matches: false,
  },
];
