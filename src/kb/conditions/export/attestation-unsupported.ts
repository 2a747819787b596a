import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, look, rerun, run } from '#core/model/steps.ts';

const attestationUnsupported = condition({
  id: 'attestation-unsupported',
  stage: 'export',
  title: { en: 'This builder cannot make attestations', zh: '该构建器不能生成证明（attestation）' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Attestation is not supported for the docker driver',
        'attestations are not supported by the current buildkitd',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Provenance or an SBOM was asked of a builder that cannot attach them to an image',
    zh: '要求生成 provenance 或 SBOM，但该构建器无法把它们附到镜像上',
  }),
  why: {
    en: `Attestations hang on an image index, which the classic image store of the engine cannot hold. --attest, --provenance or --sbom, their
      entries in a bake or Compose file, or a CI action that adds them asked for one. The build itself was not begun.`,
    zh: `证明附在镜像索引上，而引擎的传统镜像存储无法保存索引。是 --attest、--provenance、--sbom、bake 或 Compose 文件中的同名设置，
      或 CI 动作添加了它们。构建本身尚未开始。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-store',
      title: { en: 'See the builder and the image store', zh: '查看构建器和镜像存储' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'ls']), look(['docker', 'info', '--format', '{{.DriverStatus}}'])],
    },
    ...['--sbom', '--attest', '--provenance'].map(without),
    {
      id: 'leave-it-out-of-the-file',
      title: { en: 'Or leave it out of the bake or Compose file', zh: '或在 bake、Compose 文件中去掉' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Of the service that is built.', zh: '在要构建的服务中。' },
          { after: 'build:\n  provenance: false\n  sbom: false' },
        ),
      ],
    },
    {
      id: 'builder-that-can',
      title: { en: 'Or build with a builder that can, and push', zh: '或使用支持的构建器并推送' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'create', '--use', '--driver', 'docker-container'], 'reversible', {
          note: {
            en: 'Loading the image into an engine with the classic store drops them; --push keeps them.',
            zh: '加载到传统存储的引擎会丢掉证明；--push 会保留。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'docker/buildx', path: 'build/build.go' },
    { repo: 'docker/buildx', path: 'driver/features.go' },
  ],
});

function without(option: string): Remedy {
  return {
    id: `without-${option.slice(2)}`,
    title: { en: `Build without ${option}: the image is the same`, zh: `去掉 ${option} 构建：镜像不变` },
    risk: 'reversible',
    steps: [rerun({ option: [option], value: null }, { en: `Leave out ${option}.`, zh: `去掉 ${option}。` })],
  };
}

export default attestationUnsupported;

export const examples: ExamplesOf<typeof attestationUnsupported> = [
  {
    name: 'the classic image store',
    log: `ERROR: failed to build: Attestation is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.example/go/attestations/
`,
    matches: {},
    remedies: [
      'look-at-the-store',
      'without-sbom',
      'without-attest',
      'without-provenance',
      'leave-it-out-of-the-file',
      'builder-that-can',
    ],
  },
  {
    name: 'buildx before 0.12',
    log: `ERROR: attestations are not supported by the current buildkitd
`,
    matches: {},
  },
  {
    name: 'another feature of the same driver',
    log: `ERROR: Cache export is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
`,
    matches: false,
    is: 'cache-export-unsupported',
  },
];
