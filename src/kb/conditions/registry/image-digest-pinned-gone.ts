import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const imageDigestPinnedGone = condition({
  id: 'image-digest-pinned-gone',
  stage: 'registry',
  title: { en: 'The pinned digest is no longer in the registry', zh: '固定的 digest 已不在镜像仓库中' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['@sha256:'],
      pattern:
        /(?:^|: )(?:docker\.io\/(?:library\/)?)?(?<ref>[\w./:-]{1,300})@(?<digest>sha256:[0-9a-f]{64}): not found$/,
      strength: 'states',
      unless: [{ says: ['failed to push ', 'cache importer'] }],
    },
    {
      on: ['error', 'daemon'],
      says: 'manifest for ',
      pattern: /manifest for (?<ref>[^\s@]{1,300})@(?<digest>sha256:[0-9a-f]{64}) not found/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'does not match expected checksum',
      pattern:
        /image digest sha256:[0-9a-f]{64} for (?<ref>\S{1,300}) does not match expected checksum (?<digest>sha256:[0-9a-f]{64})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref'), digest: group('digest') }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ ref, digest }) => ({
    en: `${ref} is pinned to ${digest.slice(0, 19)}…, which the registry no longer has`,
    zh: `${ref} 固定到 ${digest.slice(0, 19)}…，而仓库中已没有它`,
  }),
  why: {
    en: `A digest names exactly one content. The publisher removed it, as happens to rebuilt tags after some time, or the digest belongs to
      another repository. Pulling the tag would work, but gives other content.`,
    zh: `digest 只对应唯一的内容。发布者已将其删除（标签重建一段时间后常见），或者该 digest 属于另一个仓库。直接拉取标签可以成功，但内容不同。`,
  },

  retry: 'useless',
  remedies: ({ ref }) => [
    {
      id: 'see-current-digest',
      title: { en: 'See which digest the tag has now', zh: '查看该标签现在的 digest' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'imagetools', 'inspect', ref])],
    },
    {
      id: 'pin-again',
      title: { en: 'Review what changed and pin again', zh: '核对变化后重新固定' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: `Write the new digest behind ${ref}@.`, zh: `在 ${ref}@ 后写上新的 digest。` }),
        advise(
          'Keep copies of pinned base images in a registry of your own, so that they cannot vanish.',
          '把固定的基础镜像复制到自己的仓库，避免它们消失。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'Resolve' },
    { repo: 'moby/buildkit', path: 'source/containerimage/pull.go' },
  ],
});

export default imageDigestPinnedGone;

export const examples: ExamplesOf<typeof imageDigestPinnedGone> = [
  {
    name: 'BuildKit',
    log: `ERROR: failed to solve: python:3.11@sha256:9aa1b43cb95a4222435e4f2c8e8a64943bc856675f8bc32b83d2c7ae1677ce10: failed to resolve source metadata for docker.io/library/python:3.11@sha256:9aa1b43cb95a4222435e4f2c8e8a64943bc856675f8bc32b83d2c7ae1677ce10: docker.io/library/python:3.11@sha256:9aa1b43cb95a4222435e4f2c8e8a64943bc856675f8bc32b83d2c7ae1677ce10: not found
`,
    matches: { ref: 'python:3.11' },
    verdict: 'confirmed',
    remedies: ['see-current-digest', 'pin-again'],
  },
  {
    name: 'a tag without a digest',
    log: `ERROR: failed to solve: python:3.19: failed to resolve source metadata for docker.io/library/python:3.19: docker.io/library/python:3.19: not found
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
