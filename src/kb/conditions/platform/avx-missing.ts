import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const avxMissing = condition({
  id: 'avx-missing',
  stage: 'platform',
  title: { en: 'The program needs CPU instructions this machine does not have', zh: '程序需要本机不具备的 CPU 指令' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'requires a CPU with AVX support',
        'MongoDB requires ARMv8.2',
        'MongoDB 5.0+ requires ARMv8.2-A or higher',
      ],
      pattern: /(?<program>MongoDB)[^\n]{0,20} requires (?:a CPU with )?(?<need>AVX|ARMv8\.2(?:-A)?)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'library was compiled to use ',
      pattern:
        /The (?<program>\w{1,40}) library was compiled to use (?<need>[\w.]{1,20}) instructions, but these (?:aren't|are not) available on your machine/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ program: group('program'), need: group('need') }),

  headline: ({ program, need }) => ({
    en: `${program} needs ${need}, which this CPU or VM does not offer`,
    zh: `${program} 需要 ${need}，而当前 CPU 或虚拟机不提供`,
  }),
  why: {
    en: `The program was compiled with newer instructions and dies with "Illegal instruction" (exit code 132) at the first of them.
      Virtual machines with a generic CPU type (kvm64, qemu64), emulators and some low-end processors lack them.`,
    zh: `程序使用了较新的指令编译，执行到第一条就因 "Illegal instruction"（退出码 132）退出。使用通用 CPU 类型（kvm64、qemu64）的虚拟机、
      模拟器和部分低端处理器都没有这些指令。`,
  },

  retry: 'useless',
  remedies: ({ program }) => [
    {
      id: 'see-cpu-flags',
      title: { en: 'See whether the CPU has it', zh: '查看 CPU 是否支持' },
      risk: 'read',
      steps: [
        shell(
          'grep -m1 -ow -e avx -e atomics /proc/cpuinfo; lscpu | head -n 20',
          'docker run --rm alpine grep -m1 -ow avx /proc/cpuinfo',
          'read',
        ),
      ],
    },
    {
      id: 'show-vm-the-host-cpu',
      title: { en: "In a VM: give it the host's CPU type", zh: '在虚拟机中：使用宿主机的 CPU 类型' },
      risk: 'disruptive',
      steps: [
        advise(
          'Set the CPU type of the VM to "host" and restart the VM. Under VirtualBox or Hyper-V turn off nested hypervisors that hide AVX.',
          '把虚拟机的 CPU 类型改为 "host" 并重启虚拟机。在 VirtualBox 中，关闭会隐藏 AVX 的嵌套 Hyper-V。',
        ),
      ],
    },
    program === 'MongoDB' && {
      id: 'use-mongo-44',
      title: { en: 'For a new database on such a CPU: MongoDB 4.4', zh: '在这种 CPU 上新建数据库：使用 MongoDB 4.4' },
      risk: 'reversible',
      steps: [
        advise(
          'mongo:4.4 (4.4.18 on ARMv8.0) runs without it. Files written by 5.0 or later cannot be opened by 4.4: keep that volume and dump the data on another machine.',
          'mongo:4.4（ARMv8.0 上用 4.4.18）不需要该指令。5.0 及以上写入的文件无法用 4.4 打开：保留原卷，在另一台机器上导出数据。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/mongo', path: 'docker-entrypoint.sh', symbol: 'requires a CPU with AVX support' },
    { repo: 'tensorflow/tensorflow', path: 'tensorflow/core/platform/cpu_feature_guard.cc' },
  ],
});

export default avxMissing;

export const examples: ExamplesOf<typeof avxMissing> = [
  {
    name: 'mongo 5 on a generic VM',
    log: `mongo-1  | 
mongo-1  | WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!
mongo-1  |   see https://jira.mongodb.org/browse/SERVER-54407
mongo-1 exited with code 132
`,
    matches: { program: 'MongoDB', need: 'AVX' },
    remedies: ['see-cpu-flags', 'show-vm-the-host-cpu', 'use-mongo-44'],
  },
  {
    name: 'TensorFlow only mentions what it could use',
    log: `app-1  | This TensorFlow binary is optimized to use available CPU instructions in performance-critical operations: AVX2 FMA
app-1 exited with code 1
`,
    matches: false,
  },
];
