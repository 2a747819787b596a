import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const overlayModuleMissing = condition({
  id: 'overlay-module-missing',
  stage: 'host',
  title: { en: 'The kernel has no overlay file system', zh: '内核没有 overlay 文件系统' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'failed to mount overlay: no such device',
        "unknown filesystem type 'overlay'",
        "'overlay' not found as a supported filesystem on this host",
        'overlay: unknown filesystem type',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'This kernel cannot mount overlay',
    zh: '该内核无法挂载 overlay',
  }),
  why: {
    en: `Images are stacked with the overlay file system, and the kernel answered that it does not know it: the
      module is not built in or cannot be loaded, as in some VPS (OpenVZ, LXC) and custom kernels.`,
    zh: `镜像层用 overlay 文件系统叠加，而内核表示不认识它：模块没有编入或无法加载，
      常见于某些 VPS（OpenVZ、LXC）和自编译内核。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-kernel',
      title: { en: 'See whether the module can be had', zh: '查看模块是否可用' },
      risk: 'read',
      steps: [shell('grep overlay /proc/filesystems; modinfo overlay; systemd-detect-virt', 'wsl --version', 'read')],
    },
    {
      id: 'load-it',
      title: { en: 'Load it now and at boot', zh: '立即加载并设为开机加载' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo modprobe overlay && echo overlay | sudo tee /etc/modules-load.d/overlay.conf',
          'wsl -u root modprobe overlay',
          'reversible',
        ),
      ],
    },
    {
      id: 'other-driver',
      title: {
        en: 'No such module: use a driver that needs none, or another kernel',
        zh: '没有该模块：改用不需要它的驱动或更换内核',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          { en: 'Slow, but works anywhere; images have to be pulled again', zh: '较慢但到处可用；需要重新拉取镜像' },
          { after: '{ "storage-driver": "vfs" }' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/graphdriver/overlay2/overlay.go' },
    { repo: 'moby/moby', path: 'daemon/graphdriver/errors.go' },
  ],
});

export default overlayModuleMissing;

export const examples: ExamplesOf<typeof overlayModuleMissing> = [
  {
    name: 'a small VPS',
    log: `time="2026-11-20T10:00:00.000000000Z" level=error msg="failed to mount overlay: no such device" storage-driver=overlay2
failed to start daemon: error initializing graphdriver: driver not supported
`,
    matches: {},
  },
  {
    name: 'another driver than before',
    log: `failed to start daemon: error initializing graphdriver: prior storage driver aufs failed: driver not supported
`,
    matches: false,
    is: 'dockerd-storage-driver-mismatch',
  },
];
