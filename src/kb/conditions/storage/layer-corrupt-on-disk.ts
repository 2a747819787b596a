import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const layerCorruptOnDisk = condition({
  id: 'layer-corrupt-on-disk',
  aliases: ['image-layer-invalid'],
  stage: 'storage',
  title: { en: 'A layer of the image is damaged', zh: '镜像的某一层已损坏' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'wrong diff id calculated on extraction',
        "layers from manifest don't match image configuration",
        'filesystem layer verification failed for digest',
      ],
      pattern:
        /(?:wrong diff id calculated on extraction|layers from manifest don't match image configuration|filesystem layer verification failed for digest)(?:[^\n]{0,40}?(?<layer>sha256:[0-9a-f]{64}))?/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['failed to register layer: ', 'failed to extract layer '],
      pattern:
        /failed to (?:register layer: |extract layer (?<layer>sha256:[0-9a-f]{12,64})).{0,600}?(?:archive\/tar: (?:invalid tar header|missed writing \d{1,12} bytes|write too long)|gzip: invalid (?:checksum|header)|flate: corrupt input|zstd: [a-z]|invalid checksum|invalid tar magic)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['failed to register layer: ', 'failed to extract layer '],
      pattern:
        /failed to (?:register layer: |extract layer (?<layer>sha256:[0-9a-f]{12,64})).{0,600}?(?:magic number mismatch|unexpected EOF)/,
    },
    { on: ['error', 'daemon'], says: 'unpigz: abort: zlib version less than', strength: 'states' },
  ],
  facts: (group) => ({ layer: group('layer') }),

  yieldsTo: ['disk-io-error', 'disk-full-data-root', 'layer-download-interrupted', 'registry-mirror-broken'],
  headline: ({ layer }) => ({
    en: `The layer ${layer === '' ? 'of an image' : layer.slice(0, 19)} cannot be unpacked: its content is not what its digest says`,
    zh: `镜像层${layer === '' ? '' : ` ${layer.slice(0, 19)} `}无法解包：内容与其 digest 不符`,
  }),
  why: {
    en: `The layer arrived, and its content is no valid archive: it was pushed broken, a proxy or mirror changed it, or a disk or memory fault did.
      Nothing in the Dockerfile is wrong. If other machines fail on the same layer, the image itself is at fault; if only this one does, its copy is.`,
    zh: `镜像层已经到达，但内容不是有效的归档：推送时就已损坏、被代理或加速器改动，或磁盘、内存有故障。Dockerfile 没有问题。
      如果其他机器在同一层也失败，就是镜像本身的问题；如果只有这台失败，就是本机的副本损坏。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'pull-again',
      title: { en: 'Remove this image and pull it again', zh: '删除该镜像并重新拉取' },
      risk: 'costly',
      steps: [
        look(['docker', 'image', 'ls', '--digests']),
        run(['docker', 'image', 'rm', 'IMAGE'], 'costly', {
          note: { en: 'IMAGE is the image named in the log.', zh: 'IMAGE 为日志中的镜像。' },
        }),
        run(['docker', 'pull', 'IMAGE'], 'reversible'),
      ],
    },
    {
      id: 'check-hardware',
      title: {
        en: 'If another layer fails next time: suspect disk or memory',
        zh: '如果下次换一层失败：怀疑磁盘或内存',
      },
      risk: 'read',
      steps: [
        advise(
          'Run a memory test and look at smartctl and dmesg before anything else is stored.',
          '在继续存储之前做内存测试，并查看 smartctl 和 dmesg。',
        ),
      ],
    },
    {
      id: 'without-pigz',
      title: { en: 'For trouble with unpigz: turn it off', zh: '若是 unpigz 的问题：停用它' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/systemd/system/docker.service.d/pigz.conf',
          {
            en: 'Then systemctl daemon-reload and restart docker.',
            zh: '然后执行 systemctl daemon-reload 并重启 docker。',
          },
          {
            after: '[Service]\nEnvironment=MOBY_DISABLE_PIGZ=1',
            on: 'linux',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/unpack/unpacker.go' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/xfer/download.go' },
    { repo: 'golang/go', path: 'src/archive/tar/common.go', symbol: 'ErrHeader' },
  ],
});

export default layerCorruptOnDisk;

export const examples: ExamplesOf<typeof layerCorruptOnDisk> = [
  {
    name: 'the containerd image store checks the diff id',
    log: `docker: Error response from daemon: wrong diff id calculated on extraction "sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc"
`,
    matches: { layer: 'sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc' },
    verdict: 'confirmed',
  },
  {
    name: 'the engine cannot unpack it',
    log: `docker: failed to register layer: ApplyLayer exit status 1 stdout:  stderr: archive/tar: invalid tar header
`,
    matches: { layer: '' },
    verdict: 'confirmed',
  },
  {
    name: 'the disk is full while unpacking',
    log: `docker: failed to register layer: ApplyLayer exit status 1 stdout:  stderr: write /usr/lib/libx.so: no space left on device
`,
    matches: false,
    is: 'disk-full-data-root',
  },
  {
    name: 'no right to set an owner while unpacking',
    log: `docker: Error response from daemon: failed to register layer: lchown /var/mail: operation not permitted
`,
    matches: false,
    is: 'layer-extract-permission',
  },
];
