import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const cpuLevelTooLow = condition({
  id: 'cpu-level-too-low',
  stage: 'platform',
  title: {
    en: 'The (virtual) CPU lacks the level the image was compiled for',
    zh: '（虚拟）CPU 达不到镜像编译所要求的级别',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['CPU does not support x86-64-v', 'CPU ISA level is lower than required'],
      pattern: /(?:CPU does not support (?<level>x86-64-v\d)|CPU ISA level is lower than required)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'This program can only be run on AMD64 processors with v',
      pattern: /processors with (?<level>v\d) microarchitecture support/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ level: group('level') === '' ? 'x86-64-v2' : group('level') }),

  headline: ({ level }) => ({
    en: `The image needs a CPU of level ${level}, which this machine or VM does not offer`,
    zh: `镜像需要 ${level} 级别的 CPU，而本机或虚拟机不具备`,
  }),
  why: {
    en: `The C library (or the Go runtime) checks the CPU before it starts and ends with code 127 or 1: no file is missing. Images based
      on RHEL 9 and later are compiled for x86-64-v2 or v3. A VM often hides instructions its host has, with CPU types such as kvm64 or qemu64.`,
    zh: `C 库（或 Go 运行时）在启动前检查 CPU，不满足就以 127 或 1 退出，并不是缺少文件。基于 RHEL 9 及以上的镜像按 x86-64-v2 或 v3 编译。
      虚拟机常会隐藏宿主机已有的指令，例如 CPU 类型为 kvm64 或 qemu64 时。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-cpu-flags',
      title: { en: 'See what the CPU offers', zh: '查看 CPU 支持的指令' },
      risk: 'read',
      steps: [
        shell(
          "grep -m1 'model name' /proc/cpuinfo; /lib64/ld-linux-x86-64.so.2 --help | grep -A4 'Subdirectories of glibc-hwcaps'",
          'Get-CimInstance Win32_Processor | Select-Object Name',
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
          'Set the CPU type of the VM to "host" (Proxmox: Hardware → Processors → Type; libvirt: host-passthrough) and restart the VM.',
          '把虚拟机的 CPU 类型改为 "host"（Proxmox：Hardware → Processors → Type；libvirt：host-passthrough），然后重启虚拟机。',
        ),
      ],
    },
    {
      id: 'use-older-image-line',
      title: {
        en: 'On an old CPU: use an image compiled for x86-64',
        zh: 'CPU 确实较旧：改用按 x86-64 基线编译的镜像',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Choose a Debian or Ubuntu based variant, or the last release before the change of base. For a database, look first whether its files can be read by the older release.',
          '选择基于 Debian 或 Ubuntu 的变体，或更换基础镜像之前的最后一个版本。如果是数据库，先确认旧版本能否读取现有数据文件。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'bminor/glibc', path: 'sysdeps/x86/get-isa-level.h', symbol: 'Fatal glibc error: CPU does not support' },
    { repo: 'bminor/glibc', path: 'elf/dl-load.c', symbol: 'CPU ISA level is lower than required' },
  ],
});

export default cpuLevelTooLow;

export const examples: ExamplesOf<typeof cpuLevelTooLow> = [
  {
    name: 'a service on an old VM type',
    log: `minio-1  | Fatal glibc error: CPU does not support x86-64-v2
minio-1 exited with code 127
`,
    matches: { level: 'x86-64-v2' },
    verdict: 'confirmed',
    remedies: ['see-cpu-flags', 'show-vm-the-host-cpu', 'use-older-image-line'],
  },
  {
    name: 'MongoDB wants AVX',
    log: `mongo-1  | WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!
mongo-1 exited with code 132
`,
    matches: false,
    is: 'avx-missing',
  },
];
