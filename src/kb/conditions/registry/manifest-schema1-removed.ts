import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const manifestSchema1Removed = condition({
  id: 'manifest-schema1-removed',
  stage: 'registry',
  title: { en: 'The image is in a format this engine no longer reads', zh: '镜像使用了引擎已不再支持的旧格式' },

  signatures: [
    {
      on: ['error', 'daemon', 'output'],
      says: ['schema 1 support has been removed', 'schema 1 support is disabled by default'],
      pattern: /(?:Suggest the author of (?<ref>\S{1,300}) to upgrade)?/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'manifest.v1+prettyjws',
      pattern: /manifest\.v1\+prettyjws\\?" is no longer supported/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'not implemented: media type ',
      pattern: /media type \\?"application\/vnd\.docker\.distribution\.manifest\.v1/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref') }),

  headline: ({ ref }) => ({
    en: `${ref === '' ? 'The image' : ref} was pushed in the old schema 1 format, which was removed`,
    zh: `${ref === '' ? '该镜像' : `${ref} `}是以旧的 schema 1 格式推送的，该格式已被移除`,
  }),
  why: {
    en: `Images pushed before about 2017 may only exist as manifest schema 1. Docker 28.2 and containerd 2.0 no longer pull them. Nothing is
      wrong with the network or the name.`,
    zh: `大约 2017 年以前推送的镜像可能只有 schema 1 格式的 manifest。Docker 28.2 和 containerd 2.0 起不再支持拉取。网络和名称都没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-newer-tag',
      title: { en: 'Use a newer tag or another image', zh: '改用较新的标签或其他镜像' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Name an image in FROM that is still maintained.',
          zh: '在 FROM 中改用仍在维护的镜像。',
        }),
      ],
    },
    {
      id: 'push-in-new-format',
      title: { en: 'If it is your image: convert it by pushing again', zh: '如果是自己的镜像：重新推送以转换格式' },
      risk: 'reversible',
      steps: [
        run(['skopeo', 'copy', '--format', 'v2s2', 'docker://<old-image>', 'docker://<new-image>'], 'reversible'),
        advise(
          'Without skopeo: pull and push it with an engine of version 26 or older.',
          '没有 skopeo 时：用 26 或更早版本的引擎拉取后再推送。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/distribution/errors.go', symbol: 'DeprecatedSchema1ImageError' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go' },
  ],
});

export default manifestSchema1Removed;

export const examples: ExamplesOf<typeof manifestSchema1Removed> = [
  {
    name: 'docker pull',
    log: `Error response from daemon: Docker Image Format v1 and Docker Image manifest version 2, schema 1 support has been removed. Suggest the author of docker.io/acme/old:1 to upgrade the image to the OCI Format or Docker Image manifest v2, schema 2. More information at https://docs.docker.com/go/deprecated-image-specs/
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['use-newer-tag', 'push-in-new-format'],
  },
  {
    name: 'the tag does not exist',
    log: `Error response from daemon: manifest for acme/old:2 not found: manifest unknown: manifest unknown
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
