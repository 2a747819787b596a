import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const pushTagMissing = condition({
  id: 'push-tag-missing',
  stage: 'export',
  title: { en: 'There is no local image of the name to push', zh: '本地没有要推送的镜像' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'An image does not exist locally with the tag: ',
      pattern: /An image does not exist locally with the tag: (?<ref>[^\s"]{1,300})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'tag does not exist: ',
      pattern: /tag does not exist: (?<ref>[^\s"]{1,300})/,
      strength: 'states',
    },
    { on: 'error', says: 'tag is needed when pushing to registry', strength: 'states' },
  ],
  facts: (group) => ({ ref: group('ref') }),

  headline: ({ ref }) => ({
    en: ref === '' ? 'There is nothing to push: the build was given no name (-t)' : `There is no local image ${ref}`,
    zh: ref === '' ? '没有可推送的内容：构建时没有用 -t 指定名称' : `本地没有镜像 ${ref}`,
  }),
  why: {
    en: `A push sends what the engine has under exactly this name and tag. The image was built under another name or tag, or by a builder in
      a container that did not load its result.`,
    zh: `推送的是引擎中名称和标签完全一致的镜像。镜像可能用了别的名称或标签，或者由容器构建器构建但没有载入引擎。`,
  },

  retry: 'useless',
  remedies: ({ ref }) => [
    {
      id: 'see-local-images',
      title: { en: 'See what the images are called', zh: '查看本地镜像的名称' },
      risk: 'read',
      steps: [look(['docker', 'image', 'ls']), look(['docker', 'buildx', 'ls'])],
    },
    {
      id: 'name-it-and-push',
      title: { en: 'Give it the name and push', zh: '打上该名称再推送' },
      risk: 'reversible',
      steps: [
        run(['docker', 'tag', '<image>', ref === '' ? '<registry>/<image>:<tag>' : ref], 'reversible'),
        run(['docker', 'push', ref === '' ? '<registry>/<image>:<tag>' : ref], 'reversible'),
      ],
    },
    {
      id: 'build-and-push-at-once',
      title: { en: 'Or build and push in one go', zh: '或者构建时直接推送' },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'buildx', 'build', '-t', ref === '' ? '<registry>/<image>:<tag>' : ref, '--push', '.'],
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/distribution/push.go', symbol: 'An image does not exist locally' },
    { repo: 'docker/buildx', path: 'build/build.go', symbol: 'tag is needed when pushing to registry' },
  ],
});

export default pushTagMissing;

export const examples: ExamplesOf<typeof pushTagMissing> = [
  {
    name: 'docker push',
    log: `The push refers to repository [docker.io/acme/shop]
An image does not exist locally with the tag: acme/shop
`,
    matches: { ref: 'acme/shop' },
    verdict: 'confirmed',
    remedies: ['see-local-images', 'name-it-and-push', 'build-and-push-at-once'],
  },
  {
    name: 'buildx --push without -t',
    log: `ERROR: failed to build: tag is needed when pushing to registry
`,
    matches: { ref: '' },
  },
  {
    name: 'the registry has no such tag',
    log: `Error response from daemon: manifest for acme/shop:2 not found: manifest unknown: manifest unknown
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
