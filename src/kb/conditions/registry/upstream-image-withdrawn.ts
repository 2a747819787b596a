import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

/** Repositories whose publisher stopped or moved them, with where to go. */
const SUCCESSORS: readonly (readonly [RegExp, string])[] = [
  [/^(?:quay\.io\/)?bitnami\//, 'bitnamilegacy/*'],
  [/^(?:openjdk|java|adoptopenjdk\b)/, 'eclipse-temurin'],
  [/^centos\b/, 'almalinux / rockylinux / quay.io/centos/centos:stream9'],
  [/^base\/archlinux/, 'archlinux'],
  [/^mysql\/mysql-server/, 'mysql'],
  [/^k8s\.gcr\.io\//, 'registry.k8s.io'],
  [/^gcr\.io\/google[-_]containers\//, 'registry.k8s.io'],
  [/^gcr\.io\/tensorflow\/tensorflow/, 'tensorflow/tensorflow'],
  [/^microsoft\/(?:dotnet|aspnetcore)/, 'mcr.microsoft.com/dotnet/*'],
];

const upstreamImageWithdrawn = condition({
  id: 'upstream-image-withdrawn',
  stage: 'registry',
  title: { en: 'The publisher withdrew or moved this image', zh: '发布者已撤下或迁移该镜像' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['manifest for ', ': not found', 'pull access denied for '],
      pattern:
        /(?:manifest for |pull access denied for |(?:^|: )(?:docker\.io\/)?(?:library\/)?)(?<ref>(?:(?:quay\.io\/)?bitnami\/|(?:openjdk|java|centos|adoptopenjdk\/[\w.-]{1,64}|base\/archlinux|mysql\/mysql-server)(?=[:\s])|k8s\.gcr\.io\/|gcr\.io\/google[-_]containers\/|gcr\.io\/tensorflow\/tensorflow|microsoft\/(?:dotnet|aspnetcore)\b)[\w./-]{0,200}(?::[\w.-]{1,128})?)(?: not found|: not found$|, repository does not exist)/,
      unless: [{ says: ['failed to push ', 'cache importer'] }],
    },
  ],
  facts: (group) => {
    const ref = group('ref');
    return { ref, successor: SUCCESSORS.find(([name]) => name.test(ref))?.[1] ?? '' };
  },

  headline: ({ ref, successor }) => ({
    en: `${ref} is no longer published: use ${successor}`,
    zh: `${ref} 已不再发布：请改用 ${successor}`,
  }),
  why: {
    en: `The registry has no manifest under this tag, and the publisher of this repository is known to have removed or moved its
      images. Builds that worked for years break on the first machine without a cached copy.`,
    zh: `仓库里没有这个标签，而该仓库的发布者已经删除或迁移了镜像。多年正常的构建，会在第一台没有本地缓存的机器上失败。`,
  },

  retry: 'useless',
  remedies: ({ ref, successor }) => [
    {
      id: 'look-for-copies',
      title: { en: 'See whether some machine still has it', zh: '看看是否有机器还保留着它' },
      risk: 'read',
      steps: [look(['docker', 'image', 'inspect', ref])],
    },
    {
      id: 'switch-to-successor',
      title: { en: `Switch to ${successor}`, zh: `改用 ${successor}` },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: `Replace ${ref} (also in compose.yaml) by an image of ${successor}.`,
          zh: `把 ${ref}（compose.yaml 中也要改）换成 ${successor} 的镜像。`,
        }),
        advise(
          'Users, paths and environment variables may differ. Do not attach a database volume to another image before a backup was made and the data path compared.',
          '用户、路径和环境变量可能不同。在备份并核对数据目录之前，不要把数据库卷挂到另一个镜像上。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'bitnami/containers', path: 'README.md' },
    { repo: 'docker-library/openjdk', path: 'README.md' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/errors.go', symbol: 'notFoundError' },
  ],
});

export default upstreamImageWithdrawn;

export const examples: ExamplesOf<typeof upstreamImageWithdrawn> = [
  {
    name: 'bitnami moved its catalogue',
    log: ` redis Pulling 
 redis Error manifest for bitnami/redis:7.2 not found: manifest unknown: manifest unknown
Error response from daemon: manifest for bitnami/redis:7.2 not found: manifest unknown: manifest unknown
`,
    matches: { ref: 'bitnami/redis:7.2', successor: 'bitnamilegacy/*' },
  },
  {
    name: 'openjdk in BuildKit',
    log: `ERROR: failed to solve: openjdk:17-jdk-slim: failed to resolve source metadata for docker.io/library/openjdk:17-jdk-slim: docker.io/library/openjdk:17-jdk-slim: not found
`,
    matches: { ref: 'openjdk:17-jdk-slim' },
  },
  {
    name: 'a misspelled tag of a living image',
    log: `Error response from daemon: manifest for timescale/timescaledb:2.99-bitnami not found: manifest unknown: manifest unknown
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
