import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const frontendImageUnavailable = condition({
  id: 'frontend-image-unavailable',
  stage: 'context',
  title: {
    en: 'The frontend image of the "# syntax=" line cannot be fetched',
    zh: '"# syntax=" 行的 frontend 镜像无法获取',
  },

  signatures: [
    {
      on: 'error',
      says: [
        'failed to resolve source metadata for docker.io/docker/dockerfile',
        'failed to resolve source metadata for docker.io/docker/dockerfile-upstream',
        'docker.io/docker/dockerfile:',
      ],
      pattern:
        /(?:failed to resolve source metadata for |^)(?<image>docker\.io\/docker\/dockerfile[\w.:/@-]{0,120}): (?<reason>.{1,300})/s,
    },
    {
      on: 'error',
      says: 'frontend grpc server closed unexpectedly',
    },
  ],
  facts: (group) => ({ image: group('image'), reason: group('reason') }),

  yieldsTo: [
    'registry-dns-failure',
    'registry-timeout',
    'hub-rate-limit',
    'registry-unknown-ca',
    'registry-mirror-broken',
    'registry-5xx',
    'credential-helper-missing',
    'credential-helper-not-executable',
    'registry-unauthorized',
  ],
  headline: ({ image }) => ({
    en: `The frontend ${image === '' ? 'image' : image} cannot be used`,
    zh: `无法使用 frontend ${image === '' ? '镜像' : image}`,
  }),
  why: {
    en: `The first line "# syntax=…" makes BuildKit fetch an image that reads the Dockerfile, before the base image
      and on its own. It could not be fetched; the base image may be perfectly reachable or come from another
      registry.`,
    zh: `第一行 "# syntax=…" 会让 BuildKit 先单独拉取一个用于解析 Dockerfile 的镜像，
      早于基础镜像。拉取失败的是它；基础镜像可能完全可达，或来自其他仓库。`,
  },

  retry: 'unknown',
  remedies: ({ image }) => [
    {
      id: 'try-to-fetch-it',
      title: { en: 'Try to fetch it alone', zh: '单独尝试拉取' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'imagetools', 'inspect', image === '' ? 'docker/dockerfile:1' : image])],
    },
    {
      id: 'do-without-it',
      title: { en: 'Do without it, if the engine is current', zh: '引擎较新时可以不用' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Delete the line: engines from 23 have a frontend of their own',
            zh: '删除该行：Engine 23 起内置 frontend',
          },
          { before: '# syntax=docker/dockerfile:1', after: '' },
        ),
      ],
    },
    {
      id: 'mirror-it',
      title: { en: 'Or take it from your own registry', zh: '或者改用自己的镜像仓库' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Name the mirrored image', zh: '写上镜像仓库中的地址' },
          { after: '# syntax=registry.example/docker/dockerfile:1' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'client/llb/sourceresolver/imageresolver.go' },
    { repo: 'moby/buildkit', path: 'frontend/gateway/gateway.go' },
  ],
});

export default frontendImageUnavailable;

export const examples: ExamplesOf<typeof frontendImageUnavailable> = [
  {
    name: 'no way to Docker Hub',
    log: `#2 resolve image config for docker-image://docker.io/docker/dockerfile:1
#2 ERROR: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.example/token: 418
------
 > resolve image config for docker-image://docker.io/docker/dockerfile:1:
------
ERROR: failed to build: failed to solve: failed to resolve source metadata for docker.io/docker/dockerfile:1: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.example/token: 418
`,
    matches: { image: 'docker.io/docker/dockerfile:1' },
  },
  {
    name: 'the base image is the one missing',
    log: `ERROR: failed to build: failed to solve: app:1: failed to resolve source metadata for docker.io/library/app:1: docker.io/library/app:1: not found
`,
    matches: false,
  },
];
