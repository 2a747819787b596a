import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { buildCacheRepairs } from '../../shared/build-cache-repair.ts';

const parentSnapshotMissing = condition({
  id: 'parent-snapshot-missing',
  stage: 'storage',
  title: { en: 'A layer the store refers to is missing on disk', zh: '存储引用的某一层在磁盘上不存在' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'does not exist: not found',
      pattern: /(?:parent )?snapshot (?<snapshot>[\w:-]{1,90}) does not exist: not found/,
      strength: 'states',
      unless: [{ says: 'failed to get usage for ' }],
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'failed to create snapshot: missing parent',
      pattern: /missing parent \\?"(?<snapshot>[^"\\]{1,120})\\?" bucket: not found/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'failed to stat lower snapshot',
      pattern: /failed to stat lower snapshot (?<snapshot>[\w:-]{1,90})/,
      strength: 'states',
    },
    // The snapshotter's numbering began anew over directories that are still there.
    {
      on: ['error', 'output', 'daemon'],
      says: '/snapshots/new-',
      pattern:
        /failed to rename: rename \S{1,300}\/snapshots\/new-\d{1,12} (?<snapshot>\S{1,300}\/snapshots\/\d{1,12}): file exists/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ': blob not found: not found',
      pattern: /blob (?<snapshot>sha256:[0-9a-f]{64}) expected at \S{1,300}: blob not found/,
      strength: 'states',
    },
    // Classic store: the directory of a layer was removed.
    {
      on: ['error', 'daemon'],
      says: ['invalid output path: stat', '/docker/overlay2/'],
      pattern:
        /(?:invalid output path: stat|(?:^|: )stat|(?:^|: )open) (?<snapshot>\/\S{1,300}\/overlay2\/\w{20,80}(?:\/(?:diff|link|lower))?): no such file or directory/,
      unless: [{ says: 'invalid mutable ref' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ snapshot: group('snapshot') }),

  yieldsTo: ['disk-io-error', 'disk-full-data-root', 'filesystem-readonly'],
  headline: ({ snapshot }) => ({
    en:
      snapshot === ''
        ? "The store's records name a layer that is not there"
        : `The store needs the layer ${snapshot}, but it is not there`,
    zh: snapshot === '' ? '存储的记录里有一层，但它并不存在' : `存储需要层 ${snapshot}，但它并不存在`,
  }),
  why: {
    en: `The records of BuildKit or containerd and the layers on disk disagree: after a crash, a prune during a build, two exports at the
      same time, or a hand in the data root. "not found" is neither a file of the project nor an image tag, and a new Dockerfile
      does not help.`,
    zh: `BuildKit 或 containerd 的记录与磁盘上的层不一致：可能是引擎崩溃、构建期间执行了清理、两个导出同时进行，
      或者有人动过数据目录。这里的 "not found" 既不是项目里的文件，也不是镜像标签，改 Dockerfile 没有用。`,
  },

  retry: 'unknown',
  remedies: ({ snapshot }) => buildCacheRepairs(snapshot),

  sources: [
    { repo: 'containerd/containerd', path: 'core/metadata/snapshot.go', symbol: 'createSnapshot' },
    { repo: 'containerd/containerd', path: 'core/snapshots/storage/bolt.go', symbol: 'CreateSnapshot' },
    { repo: 'moby/buildkit', path: 'snapshot/diffapply_linux.go' },
    { repo: 'moby/moby', path: 'daemon/graphdriver/overlay2/overlay.go' },
  ],
});

export default parentSnapshotMissing;

export const examples: ExamplesOf<typeof parentSnapshotMissing> = [
  {
    name: 'a cached step builds on a layer that is gone',
    log: `#6 [3/4] RUN echo two > /two
#6 CACHED

#7 [4/4] RUN echo three > /three
#7 ERROR: failed to prepare h6asbkhlkpokpj93n3h272dxg as slbbpihztwalep92gs929t42s: parent snapshot h6asbkhlkpokpj93n3h272dxg does not exist: not found
------
ERROR: failed to build: failed to solve: failed to prepare h6asbkhlkpokpj93n3h272dxg as slbbpihztwalep92gs929t42s: parent snapshot h6asbkhlkpokpj93n3h272dxg does not exist: not found
`,
    matches: { snapshot: 'h6asbkhlkpokpj93n3h272dxg' },
    verdict: 'confirmed',
    remedies: [
      'build-without-the-cache',
      'drop-this-record',
      'prune-this-builder',
      'use-another-builder',
      'image-store-last',
    ],
  },
  {
    name: 'containerd image store, while unpacking',
    log: `#4 exporting to image
#4 ERROR: failed to prepare extraction snapshot "extract-885058089-JKM sha256:4c7182ee8539268c8535f918ee990a14ae6ed67ef5f6b653f0aeb773e161e763": parent snapshot sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc does not exist: not found
------
ERROR: failed to solve: failed to prepare extraction snapshot "extract-885058089-JKM sha256:4c7182ee8539268c8535f918ee990a14ae6ed67ef5f6b653f0aeb773e161e763": parent snapshot sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc does not exist: not found
`,
    matches: { snapshot: 'sha256:bb49054deaef1507a58648558baf8b2a059596aa62f5a5fdf18dac128932fcfc' },
  },
  {
    name: 'a file of the project is not found',
    log: `#7 [3/4] COPY dist /app
#7 ERROR: failed to calculate checksum of ref 0mwi3ki0jnanp0wz6gq62x2x7::k2dgj8c1d1t7ls3m8l2kdyksn: "/dist": not found
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 0mwi3ki0jnanp0wz6gq62x2x7::k2dgj8c1d1t7ls3m8l2kdyksn: "/dist": not found
`,
    matches: false,
  },
];
