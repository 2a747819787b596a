import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run } from '#core/model/steps.ts';

const manifestListLoad = condition({
  id: 'manifest-list-load',
  stage: 'platform',
  title: {
    en: 'A build for several platforms cannot be loaded into this image store',
    zh: '多平台构建结果无法载入该镜像存储',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'docker exporter does not currently support exporting manifest lists',
        'docker exporter does not support exporting manifest lists',
        'multiple platforms not supported for this image store',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: '--load (or type=docker) was asked to take a manifest list, which this image store cannot hold',
    zh: '--load（或 type=docker）要载入的是 manifest 列表，而该镜像存储无法保存它',
  }),
  why: {
    en: `The result has more than one manifest: several platforms, or one platform plus an attestation (provenance, SBOM). The classic
      image store and the docker archive format hold a single one. The build itself is all right.`,
    zh: `构建结果包含多个 manifest：多个平台，或一个平台加 attestation（provenance、SBOM）。传统镜像存储和 docker 归档格式只能保存一个。
      构建本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'load-one-platform',
      title: { en: 'Load only one platform, without attestations', zh: '只载入一个平台，并关闭 attestation' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'build',
            '--platform',
            'linux/amd64',
            '--provenance=false',
            '--load',
            '-t',
            '<image>',
            '.',
          ],
          'reversible',
        ),
      ],
    },
    {
      id: 'push-instead',
      title: { en: 'Push all platforms to a registry instead', zh: '改为把所有平台推送到仓库' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'build',
            '--platform',
            'linux/amd64,linux/arm64',
            '--push',
            '-t',
            '<registry>/<image>',
            '.',
          ],
          'reversible',
        ),
      ],
    },
    {
      id: 'write-an-oci-archive',
      title: { en: 'Or write all of it into an OCI archive', zh: '或者全部写入 OCI 归档文件' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'build',
            '--platform',
            'linux/amd64,linux/arm64',
            '--output',
            'type=oci,dest=image.tar',
            '.',
          ],
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'exporter/oci/export.go', symbol: 'Export' },
    { repo: 'docker/buildx', path: 'build/opt.go' },
    { repo: 'moby/moby', path: 'daemon/images/image_exporter.go' },
  ],
});

export default manifestListLoad;

export const examples: ExamplesOf<typeof manifestListLoad> = [
  {
    name: 'buildx refuses at once',
    log: `ERROR: failed to build: docker exporter does not currently support exporting manifest lists
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['load-one-platform', 'push-instead', 'write-an-oci-archive'],
  },
  {
    name: 'the driver cannot build several platforms in the first place',
    log: `ERROR: failed to build: Multi-platform build is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
`,
    matches: false,
    is: 'multi-platform-unsupported-driver',
  },
];
