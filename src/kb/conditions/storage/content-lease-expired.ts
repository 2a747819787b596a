import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const contentLeaseExpired = condition({
  id: 'content-lease-expired',
  stage: 'storage',
  title: { en: 'Content was cleaned up while it was in use', zh: '内容在使用过程中被清理' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['lease does not exist', 'lease "'],
      pattern: /lease does not exist|lease "[^"]{1,100}": not found/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'content digest sha256:',
      pattern: /content digest (?<digest>sha256:[0-9a-f]{64}): not found/,
      unless: [{ says: ['failed to load cache key: ', 'failed to compute cache key: '], within: 'log' }],
    },
  ],
  facts: (group) => ({ digest: group('digest') }),

  yieldsTo: ['cache-record-corrupt', 'parent-snapshot-missing', 'disk-full-data-root', 'disk-io-error'],
  headline: ({ digest }) => ({
    en: `${digest === '' ? 'A lease' : `The content ${digest.slice(0, 19)}`} vanished during the build: something cleaned up at the same time`,
    zh: `${digest === '' ? '租约（lease）' : `内容 ${digest.slice(0, 19)} `}在构建过程中消失：有别的操作同时在清理`,
  }),
  why: {
    en: `containerd removes content that no lease protects. A prune, an image removal or a garbage collection during a long build takes away what the build
      is about to use. If it comes back at once, a record is broken instead.`,
    zh: `containerd 会删除没有租约保护的内容。长时间构建期间的清理、删除镜像或垃圾回收，会拿走构建马上要用的内容。
      如果重试立刻又出现，则是缓存记录损坏。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'build-again',
      title: { en: 'Build again, with no prune beside it', zh: '重新构建，期间不要清理' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'build', '.'], 'reversible'),
        advise(
          'Look for a cron job or a CI step that prunes while builds run, and move it.',
          '检查是否有定时任务或 CI 步骤在构建期间执行清理，把它挪开。',
        ),
      ],
    },
    {
      id: 'pull-base-again',
      title: { en: 'If it comes back: pull the base image again', zh: '如果再次出现：重新拉取基础镜像' },
      risk: 'costly',
      steps: [
        look(['docker', 'buildx', 'du']),
        run(['docker', 'buildx', 'build', '--pull', '--no-cache', '.'], 'costly'),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/metadata/leases.go' },
    { repo: 'containerd/containerd', path: 'core/metadata/content.go' },
  ],
});

export default contentLeaseExpired;

export const examples: ExamplesOf<typeof contentLeaseExpired> = [
  {
    name: 'a prune ran during the export',
    log: `#12 exporting to image
#12 ERROR: failed to copy: content digest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c: not found
------
ERROR: failed to build: failed to solve: failed to copy: content digest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c: not found
`,
    matches: { digest: 'sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c' },
    verdict: 'suspected',
  },
  {
    name: 'the record of a cache key',
    log: `target app: failed to solve: failed to load cache key: content digest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c: not found
`,
    matches: false,
    is: 'cache-record-corrupt',
  },
];
