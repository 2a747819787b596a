import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';

const exit132IllegalInstruction = condition({
  id: 'exit-132-illegal-instruction',
  stage: 'runtime',
  role: 'generic',
  title: {
    en: 'A program in the container used an instruction that this CPU does not have',
    zh: '容器里的程序使用了本机 CPU 不具备的指令',
  },

  signatures: [
    { on: 'exit', exitCode: 132, strength: 'states' },
    {
      on: 'error',
      exitCode: 132,
      strength: 'states',
      when: (event) => event.kind === 'error' && event.from === 'compose' && event.step === undefined,
    },
    {
      on: 'output',
      says: 'Illegal instruction',
      pattern: /(?:^|: |\d )Illegal instruction(?: {1,6}\(core dumped\)|\s|$)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'Illegal instruction',
      pattern: /(?:^|: )Illegal instruction(?: {1,6}\(core dumped\))?$/,
      when: ({ step }) => step !== undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  yieldsTo: ['avx-missing', 'cpu-level-too-low', 'qemu-unsupported', 'amd64-variant-unsupported'],
  headline: ({ service }) => ({
    en: `${service ?? 'A program'} was ended at an instruction that this CPU does not have (132)`,
    zh: `${service ?? '程序'}执行到本机 CPU 不具备的指令而被终止（132）`,
  }),
  why: {
    en: `132 is 128 + 4 (SIGILL). The image was compiled for a newer CPU: MongoDB since 5.0 and many machine-learning builds need AVX, some
      distributions x86-64-v2 or v3. A virtual machine with a generic CPU type hides what the host has; an emulator has only part of it.`,
    zh: `132 = 128 + 4（SIGILL）。镜像为更新的 CPU 编译：MongoDB 自 5.0 起和许多机器学习构建需要 AVX，有些发行版需要 x86-64-v2 或 v3。
      使用通用 CPU 类型的虚拟机会隐藏宿主机的能力；模拟器只实现了一部分。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-cpu-flags',
      title: { en: 'See what the CPU offers, and for which one the image is', zh: '查看 CPU 的能力和镜像的架构' },
      risk: 'read',
      steps: [
        shell(
          'grep -m1 -ow -e avx -e avx2 -e sse4_2 /proc/cpuinfo; lscpu | head -n 20',
          'docker run --rm alpine grep -m1 -ow avx /proc/cpuinfo',
          'read',
        ),
        look(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', '<image>']),
      ],
    },
    {
      id: 'host-cpu-or-older-image',
      title: {
        en: 'Give the VM the CPU of the host, or take an image for older CPUs',
        zh: '让虚拟机使用宿主机的 CPU，或换用面向旧 CPU 的镜像',
      },
      risk: 'read',
      steps: [
        advise(
          'Set the CPU type of the VM to "host". Else use a version that does without: for a new database mongo:4.4, for others a build without AVX. An existing MongoDB of 5.0 or newer cannot go back.',
          '把虚拟机的 CPU 类型设为 "host"。否则使用不需要它的版本：新数据库可用 mongo:4.4，其他程序用不带 AVX 的构建。已有的 MongoDB 5.0 及以上数据不能退回。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'torvalds/linux', path: 'include/uapi/asm-generic/signal.h', symbol: 'SIGILL' }],
});

export default exit132IllegalInstruction;

export const examples: ExamplesOf<typeof exit132IllegalInstruction> = [
  {
    name: 'the exit code alone',
    log: `mongo-1 exited with code 132
`,
    matches: { service: 'mongo' },
  },
  {
    name: 'a start script tells',
    log: `mongodb-1  | /opt/bitnami/scripts/libos.sh: line 336:    37 Illegal instruction     (core dumped) "$@" > /dev/null 2>&1
mongodb-1 exited with code 1
`,
    matches: { service: 'mongodb' },
  },
  {
    name: 'a memory fault',
    log: `web-1 exited with code 139
`,
    matches: false,
    is: 'exit-139-segfault',
  },
];
