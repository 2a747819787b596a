import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const qemuUnsupported = condition({
  id: 'qemu-unsupported',
  stage: 'platform',
  title: {
    en: 'The CPU emulator (QEMU) does not support what the program does',
    zh: 'CPU 模拟器（QEMU）不支持程序的操作',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'qemu: uncaught target signal 4',
        'qemu: uncaught target signal 5',
        'qemu: uncaught target signal 6',
        'qemu: uncaught target signal 7',
        'qemu: uncaught target signal 8',
      ],
      pattern: /qemu: (?<what>uncaught target signal \d{1,2} \([^)\n]{1,60}\))/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['qemu: Unsupported syscall', 'qemu: unsupported syscall'],
      pattern: /qemu: (?<what>[Uu]nsupported syscall: \d{1,5})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ["Could not open '/lib", 'Could not open "/lib'],
      pattern: /qemu-[\w-]{1,40}: (?<what>Could not open ['"]\/lib[^'"\n]{1,120}['"])/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: ['qemu-segfault', 'rosetta-loader-missing', 'build-oom-killed', 'disk-full-data-root'],
  headline: ({ what }) => ({
    en: `The step runs under QEMU emulation, and QEMU gave up: ${what}`,
    zh: `该步骤在 QEMU 模拟下运行，QEMU 放弃了：${what}`,
  }),
  why: {
    en: `The program is for another CPU and runs in the user-mode emulator, which knows only some instructions and system calls and has
      no libraries of its own. It is the emulation that fails, not the code being built.`,
    zh: `程序属于其他架构，在用户态模拟器中运行；模拟器只支持部分指令和系统调用，自身也不带任何库。失败的是模拟，不是被构建的代码。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-is-emulated',
      title: { en: 'See what is native here and what is emulated', zh: '查看哪些平台是原生、哪些是模拟' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'inspect', '--bootstrap'])],
    },
    {
      id: 'build-natively',
      title: {
        en: 'Build this platform on a machine that has it, or cross-compile',
        zh: '在该架构的机器上构建，或交叉编译',
      },
      risk: 'read',
      steps: [
        advise(
          'Use a native runner or a native buildx node, or compile in a stage FROM --platform=$BUILDPLATFORM for $TARGETARCH.',
          '使用原生 runner 或原生 buildx 节点，或在 FROM --platform=$BUILDPLATFORM 的 stage 中为 $TARGETARCH 编译。',
        ),
      ],
    },
    {
      id: 'newer-qemu',
      title: { en: 'Or register a newer QEMU', zh: '或者注册较新的 QEMU' },
      risk: 'reversible',
      steps: [
        run(['docker', 'run', '--privileged', '--rm', 'tonistiigi/binfmt:latest', '--install', 'all'], 'reversible', {
          note: {
            en: 'Privileged: it changes the kernel of the engine machine until that restarts.',
            zh: '以特权运行：会修改引擎所在机器的内核设置，重启后失效。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'qemu/qemu', path: 'linux-user/signal.c', symbol: 'dump_core_and_abort' },
    { repo: 'qemu/qemu', path: 'linux-user/syscall.c', symbol: 'do_syscall' },
  ],
});

export default qemuUnsupported;

export const examples: ExamplesOf<typeof qemuUnsupported> = [
  {
    name: 'illegal instruction in the emulator',
    log: `#9 [linux/arm64 4/6] RUN npm ci
#9 12.80 qemu: uncaught target signal 4 (Illegal instruction) - core dumped
#9 13.01 Illegal instruction (core dumped)
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 132
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 132
`,
    matches: { what: 'uncaught target signal 4 (Illegal instruction)' },
    verdict: 'confirmed',
    remedies: ['see-what-is-emulated', 'build-natively', 'newer-qemu'],
  },
  {
    name: 'the emulator crashed on a bad address',
    log: `#9 [linux/arm64 4/6] RUN npm ci
#9 12.80 qemu: uncaught target signal 11 (Segmentation fault) - core dumped
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 139
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 139
`,
    matches: false,
    is: 'qemu-segfault',
  },
];
