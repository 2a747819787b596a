import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';

const kernelTooOldForImage = condition({
  id: 'kernel-too-old-for-image',
  stage: 'platform',
  title: { en: 'The kernel of the engine is too old for the image', zh: '引擎的内核对该镜像来说太旧' },

  signatures: [
    { on: ['output', 'error'], says: 'FATAL: kernel too old', strength: 'states' },
    { on: ['output', 'error'], says: 'cannot read realtime clock: Operation not permitted', strength: 'states' },
  ],

  headline: () => ({
    en: "The C library of the image does not run on this engine's kernel or seccomp version",
    zh: '镜像中的 C 库无法在该引擎的内核或 seccomp 版本上运行',
  }),
  why: {
    en: `The image brings its own C library, but uses the kernel of the engine. A new one needs system calls that an old kernel does not have,
      or that an old Docker (before 20.10.10) or libseccomp (before 2.5) forbids because it does not know them.`,
    zh: `镜像自带 C 库，但使用引擎的内核。新的 C 库需要旧内核没有的系统调用，或者旧版 Docker（20.10.10 之前）、libseccomp（2.5 之前）因不认识而禁止的系统调用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-versions',
      title: { en: 'See kernel and engine versions', zh: '查看内核和引擎版本' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.ServerVersion}} {{.KernelVersion}} {{.OperatingSystem}}']),
        look(['runc', '--version'], { on: 'linux' }),
      ],
    },
    {
      id: 'update-the-engine-host',
      title: { en: 'Update engine, libseccomp and kernel of the host', zh: '升级宿主机的引擎、libseccomp 和内核' },
      risk: 'disruptive',
      steps: [
        advise(
          'Install current packages of Docker and libseccomp2 on the host and restart it in its newest kernel. Containers stop meanwhile.',
          '在宿主机上安装最新的 Docker 和 libseccomp2，并用最新内核重启。期间容器会停止。',
        ),
      ],
    },
    {
      id: 'use-older-base',
      title: { en: 'Until then: an image with an older base', zh: '在此之前：使用较旧基础系统的镜像' },
      risk: 'reversible',
      steps: [
        advise(
          'Choose a tag on the previous release of the distribution. Do not run with seccomp turned off to get around it.',
          '选择基于上一个发行版的标签。不要用关闭 seccomp 的方式绕过。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'bminor/glibc', path: 'sysdeps/unix/sysv/linux/dl-sysdep.c', symbol: 'FATAL: kernel too old' }],
});

export default kernelTooOldForImage;

export const examples: ExamplesOf<typeof kernelTooOldForImage> = [
  {
    name: 'a new image on CentOS 6',
    log: `app-1  | FATAL: kernel too old
app-1 exited with code 139
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['see-versions', 'update-the-engine-host', 'use-older-base'],
  },
  {
    name: 'the CPU is too old, not the kernel',
    log: `app-1  | Fatal glibc error: CPU does not support x86-64-v2
app-1 exited with code 127
`,
    matches: false,
    is: 'cpu-level-too-low',
  },
];
