import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const ociMediaTypeRejected = condition({
  id: 'oci-media-type-rejected',
  stage: 'export',
  title: { en: 'The target does not take this kind of manifest', zh: '目标不接受这种类型的 manifest' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'unsupported MediaType: application/vnd.oci.image.index',
        'layer media type for the source image',
        'unsupported manifest media type',
        'OCI index found, but',
        'OCI artifact manifest is not supported',
      ],
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'manifest invalid',
      pattern: /manifest invalid(?:: manifest invalid)?/,
      also: [{ says: ['failed to push ', 'The push refers to repository'], within: 'log' }],
    },
    {
      on: 'error',
      says: 'unexpected status: 400 Bad Request',
      pattern: /failed commit on ref "(?:index|manifest)-sha256:[0-9a-f ]{64,70}": unexpected status: 400 Bad Request/,
    },
    {
      on: 'error',
      says: '400 Bad Request',
      pattern:
        /unexpected status from PUT request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/[^\s?]{1,300}\/manifests\/\S{1,300}: 400 Bad Request/,
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: ['cache-export-failed'],
  headline: ({ host }) => ({
    en: `${host === '' ? 'The target' : host} rejects the manifest: most likely it does not know OCI indexes or attestations`,
    zh: `${host === '' ? '目标' : `${host} `}拒绝了该 manifest：很可能不支持 OCI index 或 attestation`,
  }),
  why: {
    en: `The layers arrived; only the manifest was refused. Since buildx 0.10 a build carries a provenance attestation, which makes even one
      platform an OCI index. Old registries and services such as AWS Lambda only take a plain image manifest.`,
    zh: `镜像层已经上传，被拒绝的只是 manifest。从 buildx 0.10 起，构建默认附带 provenance attestation，因此单平台镜像也会变成 OCI index。
      旧仓库以及 AWS Lambda 等服务只接受普通的镜像 manifest。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-the-manifest',
      title: { en: 'See what the build produced', zh: '查看构建产出的类型' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'imagetools', 'inspect', '--raw', '<image>'])],
    },
    {
      id: 'build-without-attestations',
      title: { en: 'Build without attestations', zh: '不带 attestation 构建' },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'buildx', 'build', '--provenance=false', '--sbom=false', '--push', '-t', '<image>', '.'],
          'reversible',
        ),
      ],
    },
    {
      id: 'docker-media-types',
      title: { en: 'If it is still refused: Docker media types', zh: '如果仍被拒绝：改用 Docker 媒体类型' },
      risk: 'reversible',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'build',
            '--provenance=false',
            '--output',
            'type=image,name=<image>,push=true,oci-mediatypes=false',
            '.',
          ],
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'distribution/distribution', path: 'registry/api/v2/errors.go', symbol: 'ErrorCodeManifestInvalid' },
    { repo: 'AWS Lambda', symbol: 'image manifest, config or layer media type' },
  ],
});

export default ociMediaTypeRejected;

export const examples: ExamplesOf<typeof ociMediaTypeRejected> = [
  {
    name: 'an old registry',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: unexpected status from PUT request to https://registry.example/v2/app/manifests/1: 400 Bad Request
`,
    matches: { host: 'registry.example' },
    remedies: ['see-the-manifest', 'build-without-attestations', 'docker-media-types'],
  },
  {
    name: 'a consumer names the type',
    log: `Error: unsupported MediaType: application/vnd.oci.image.index.v1+json
`,
    matches: {},
  },
  {
    name: 'a layer is rejected, not the manifest',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: unexpected status from PATCH request to https://registry.example/v2/app/blobs/uploads/0b1c: 413 Request Entity Too Large
`,
    matches: false,
    is: 'push-too-large',
  },
];
