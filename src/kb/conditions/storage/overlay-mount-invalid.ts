import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const overlayMountInvalid = condition({
  id: 'overlay-mount-invalid',
  stage: 'storage',
  title: { en: 'The engine cannot mount an overlay on its data root', zh: '引擎无法在其数据目录上挂载 overlay' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['{Type:overlay Source:overlay', '{overlay overlay '],
      pattern:
        /failed to mount \S{1,300}: \[\{(?:Type:)?overlay.{0,4000}: (?<reason>invalid argument|operation not permitted|too many levels of symbolic links|no such device|permission denied|device or resource busy|stale file handle)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['error creating overlay mount to ', 'fuse-overlayfs: cannot mount', 'failed to mount overlay: '],
      pattern:
        /(?:error creating overlay mount to \S{1,300}|failed to mount overlay|fuse-overlayfs: cannot mount[^:]{0,40}): (?<reason>[a-z][a-z ]{3,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['disk-io-error', 'disk-full-data-root', 'filesystem-readonly', 'overlay-module-missing'],
  headline: ({ reason }) => ({
    en: `The kernel refused the overlay mount of a layer: ${reason}`,
    zh: `内核拒绝了镜像层的 overlay 挂载：${reason}`,
  }),
  why: {
    en: `Layers are put together by an overlay mount in the data root, and the file system there cannot carry one: Docker in Docker without a volume
      (overlay in overlay), NFS, eCryptfs, an old ZFS, or a rootless engine on a kernel that does not allow it.`,
    zh: `镜像层靠在数据目录上做 overlay 挂载来组合，而那里的文件系统不支持：没有挂卷的 Docker in Docker（overlay 套 overlay）、
      NFS、eCryptfs、旧版 ZFS，或内核不允许 rootless 使用 overlay。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-file-system',
      title: { en: 'See what file system the data root is on', zh: '查看数据目录所在的文件系统' },
      risk: 'read',
      steps: [
        shell(
          'docker info --format \'{{.Driver}} {{.DockerRootDir}}\'; stat -f -c %T "$(docker info -f {{.DockerRootDir}})"; dmesg | grep -i overlayfs | tail -n 5',
          "docker info --format '{{.Driver}} {{.DockerRootDir}}'; wsl -d docker-desktop dmesg | Select-String overlayfs",
          'read',
        ),
      ],
    },
    {
      id: 'volume-for-dind',
      title: { en: 'Docker in Docker: put its data root on a volume', zh: 'Docker in Docker：把数据目录放到卷上' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For the dind service.', zh: '写在 dind 服务中。' },
          { after: 'volumes:\n  - dind-data:/var/lib/docker' },
        ),
      ],
    },
    {
      id: 'other-driver',
      title: { en: 'Otherwise use a driver that works there', zh: '否则使用适合该文件系统的驱动' },
      risk: 'disruptive',
      steps: [
        advise(
          'Set "storage-driver": "fuse-overlayfs" (rootless) or "vfs" in daemon.json, or move data-root to ext4 or xfs. Images of the old driver are not visible until it is set back.',
          '在 daemon.json 中设置 "storage-driver": "fuse-overlayfs"（rootless）或 "vfs"，或把 data-root 移到 ext4 或 xfs。换回之前看不到旧驱动下的镜像。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'snapshot/localmounter_linux.go' },
    { repo: 'containerd/containerd', path: 'core/mount/temp.go' },
    { repo: 'moby/moby', path: 'daemon/graphdriver/overlay2/overlay.go', symbol: 'Get' },
  ],
});

export default overlayMountInvalid;

export const examples: ExamplesOf<typeof overlayMountInvalid> = [
  {
    name: 'BuildKit in a container without a volume',
    log: `#6 [2/4] RUN apk add --no-cache git
#6 ERROR: mount callback failed on /tmp/containerd-mount2857126154: failed to mount /tmp/buildkit-mount3114: [{Type:overlay Source:overlay Target: Options:[index=off workdir=/var/lib/buildkit/runc-overlayfs/snapshots/4/work upperdir=/var/lib/buildkit/runc-overlayfs/snapshots/4/fs lowerdir=/var/lib/buildkit/runc-overlayfs/snapshots/1/fs]}]: invalid argument
------
ERROR: failed to solve: mount callback failed on /tmp/containerd-mount2857126154: failed to mount /tmp/buildkit-mount3114: [{Type:overlay Source:overlay Target: Options:[index=off workdir=/var/lib/buildkit/runc-overlayfs/snapshots/4/work upperdir=/var/lib/buildkit/runc-overlayfs/snapshots/4/fs lowerdir=/var/lib/buildkit/runc-overlayfs/snapshots/1/fs]}]: invalid argument
`,
    matches: { reason: 'invalid argument' },
    verdict: 'confirmed',
  },
  {
    name: 'an image has too many layers',
    log: `docker: Error response from daemon: max depth exceeded.
`,
    matches: false,
    is: 'max-layer-depth',
  },
];
