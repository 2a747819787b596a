import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { buildCacheRepairs } from '../../shared/build-cache-repair.ts';

const cacheRecordCorrupt = condition({
  id: 'cache-record-corrupt',
  stage: 'storage',
  title: { en: 'The build cache refers to content it no longer has', zh: '构建缓存引用了已不存在的内容' },

  signatures: [
    {
      on: 'error',
      says: ['failed to load cache key: ', 'failed to compute cache key: '],
      pattern: /content digest (?<record>sha256:[0-9a-f]{64}): not found/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: [
        'unlazy requires an applier',
        'invalid mutable ref',
        'missing uncompressed annotation for',
        'failed to get state for index',
        'missing descriptor handlers for lazy blobs',
      ],
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'failed to get usage for ',
      pattern:
        /failed to get usage for (?<record>\w{1,60}): (?:snapshot \w{1,60} (?:does not exist: )?not found|.{0,120}not found)/,
      strength: 'states',
    },
    // The gha and registry caches: a manifest names a blob that was evicted.
    {
      on: 'error',
      says: 'blob not found',
      pattern: /^(?:failed to compute cache key: )?blob not found$/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'failed to restore missing snapshot',
      pattern: /failed to restore missing snapshot (?<record>\w{1,60})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['failed to get edge', 'inconsistent graph state'],
      pattern: /failed to get edge: inconsistent graph state|inconsistent graph state in edge/,
    },
  ],
  facts: (group) => ({ record: group('record') }),

  yieldsTo: ['disk-io-error', 'disk-full-data-root', 'filesystem-readonly', 'parent-snapshot-missing'],
  headline: ({ record }) => ({
    en:
      record === ''
        ? "A record of the builder's cache is broken"
        : `The build cache needs ${record}, which is no longer there`,
    zh: record === '' ? '构建器的一条缓存记录已损坏' : `构建缓存需要 ${record}，但它已不存在`,
  }),
  why: {
    en: `The cache's records and its content disagree, mostly after a hard stop, a full disk or a prune during a build. The message begins
      like that of a missing COPY source ("failed to compute cache key"), but what is missing is a digest or an id, not a quoted path.
      The Dockerfile is fine: another builder, or this one without its cache, builds it.`,
    zh: `缓存的记录与内容不一致，多半发生在强制停止、磁盘写满或构建期间清理之后。报错开头与 COPY 源文件缺失相同
      （"failed to compute cache key"），但缺的是 digest 或 id，而不是带引号的路径。Dockerfile 没有问题：
      换一个构建器，或不用缓存，就能构建。`,
  },

  retry: 'unknown',
  remedies: ({ record }) => buildCacheRepairs(record),

  sources: [
    { repo: 'moby/buildkit', path: 'cache/manager.go', symbol: 'DiskUsage' },
    { repo: 'moby/buildkit', path: 'cache/refs.go', symbol: 'unlazyLayer' },
    { repo: 'moby/buildkit', path: 'solver/edge.go' },
  ],
});

export default cacheRecordCorrupt;

export const examples: ExamplesOf<typeof cacheRecordCorrupt> = [
  {
    name: 'the content of a cache key is gone',
    log: `#4 [internal] load build context
#4 ERROR: failed to load cache key: content digest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c: not found
------
target app: failed to solve: failed to load cache key: content digest sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c: not found
`,
    matches: { record: 'sha256:6adeacef2bb43ba63cdb5d8f7583cf79dcb8ff758d87995940fa221817803a6c' },
    verdict: 'confirmed',
  },
  {
    name: 'docker system df',
    log: `Error response from daemon: error getting build cache usage: failed to get usage for jcj2urjfokzbuj0tlz1qgx1jz: snapshot jcj2urjfokzbuj0tlz1qgx1jz does not exist: not found
`,
    matches: { record: 'jcj2urjfokzbuj0tlz1qgx1jz' },
  },
  {
    name: 'a file of the project is missing',
    log: `#7 [3/4] COPY dist /app
#7 ERROR: failed to calculate checksum of ref 0mwi3ki0jnanp0wz6gq62x2x7::k2dgj8c1d1t7ls3m8l2kdyksn: "/dist": not found
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 0mwi3ki0jnanp0wz6gq62x2x7::k2dgj8c1d1t7ls3m8l2kdyksn: "/dist": not found
`,
    matches: false,
  },
  {
    name: 'the disk below fails',
    log: `Error response from daemon: error getting build cache usage: failed to get usage for jcj2urjfokzbuj0tlz1qgx1jz: write /var/lib/docker/buildkit/snapshots.db: input/output error
`,
    matches: false,
    is: 'disk-io-error',
  },
];
