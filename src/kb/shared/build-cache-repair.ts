import type { Remedy } from '#core/model/remedy.ts';
import { act, advise, look, rerun, run } from '#core/model/steps.ts';

/** What BuildKit names its records; its snapshots bear the same name. */
const RECORD_ID = /^[a-z0-9]{25}$/;

/**
 * Repairs of a builder whose store is inconsistent, smallest loss first. Images and volumes are not touched. What is named is the
 * record or snapshot that the message is about, or ''.
 */
export function buildCacheRepairs(named: string): readonly Remedy[] {
  const record = RECORD_ID.test(named) ? named : null;
  return [
    {
      id: 'build-without-the-cache',
      title: { en: 'Build once without the cache', zh: '不用缓存构建一次' },
      risk: 'costly',
      steps: [
        look(['docker', 'buildx', 'du'], {
          note: { en: 'Lists the records of this builder.', zh: '列出该构建器的缓存记录。' },
        }),
        rerun(
          { option: ['--no-cache'], value: true },
          {
            en: 'With --no-cache: the broken record is not used, every step runs again.',
            zh: '加上 --no-cache：不使用损坏的记录，所有步骤重新执行。',
          },
        ),
      ],
    },
    {
      id: 'drop-this-record',
      title: { en: 'Remove only the broken cache record', zh: '只删除损坏的那条缓存记录' },
      risk: 'costly',
      steps: [
        record === null
          ? run(['docker', 'buildx', 'prune', '--filter', 'id=RECORD_ID'], 'costly', {
              note: {
                en: 'RECORD_ID is the 25-letter id in the message or in `docker buildx du`. It asks first.',
                zh: 'RECORD_ID 是报错或 `docker buildx du` 中 25 位的 id。执行前会询问。',
              },
            })
          : act({ name: 'drop-build-cache', record }, 'costly', {
              en: `docker buildx prune --filter id=${record}: this record is made anew by the next build.`,
              zh: `docker buildx prune --filter id=${record}：下次构建会重新生成这条记录。`,
            }),
      ],
    },
    {
      id: 'prune-this-builder',
      title: { en: "Empty this builder's cache", zh: '清空该构建器的缓存' },
      risk: 'disruptive',
      steps: [
        look(['docker', 'buildx', 'du']),
        act({ name: 'drop-build-cache' }, 'disruptive', {
          en: 'docker buildx prune --all: only build cache that nothing uses; images, containers and volumes stay.',
          zh: 'docker buildx prune --all：只清除未使用的构建缓存；镜像、容器和卷都不动。',
        }),
      ],
    },
    {
      id: 'use-another-builder',
      title: { en: 'Build with a fresh builder beside the old one', zh: '另建一个全新的构建器来构建' },
      risk: 'costly',
      steps: [
        run(['docker', 'buildx', 'create', '--name', 'fresh', '--driver', 'docker-container'], 'reversible'),
        run(['docker', 'buildx', 'build', '--builder', 'fresh', '--load', '.'], 'costly'),
      ],
    },
    {
      id: 'image-store-last',
      title: { en: "Only then look at the engine's image store", zh: '最后才动引擎的镜像存储' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
        advise(
          'If the base image itself cannot be unpacked, remove that one image and pull it again (`docker image rm`, `docker pull`). Do not delete the data root: the volumes are in it.',
          '如果连基础镜像都无法解包，只删除这一个镜像再拉取（`docker image rm`、`docker pull`）。不要删除数据目录：卷也在里面。',
        ),
      ],
    },
  ];
}
