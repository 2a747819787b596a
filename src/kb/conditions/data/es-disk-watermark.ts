import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const esDiskWatermark = condition({
  id: 'es-disk-watermark',
  stage: 'data',
  title: {
    en: 'Elasticsearch made its indices read-only: the disk is nearly full',
    zh: 'Elasticsearch 把索引设为只读：磁盘快满了',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['disk usage exceeded flood-stage watermark', 'flood stage disk watermark ['],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    { on: ['output', 'error'], says: 'FORBIDDEN/12/index read-only / allow delete (api)', strength: 'states' },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: () => ({
    en: 'Elasticsearch refuses writes: its disk is above the flood-stage watermark (95 %)',
    zh: 'Elasticsearch 拒绝写入：磁盘超过 flood-stage 水位线（95 %）',
  }),
  why: {
    en: `It measures the filesystem of its data folder in percent, so other data on that disk counts too; on Docker Desktop it is the virtual disk.
      Other programs can still write, which makes it look like an error of Elasticsearch alone.`,
    zh: `它按百分比衡量数据目录所在的文件系统，所以该磁盘上的其他数据也算；在 Docker Desktop 上指虚拟磁盘。
      其他程序仍能写入，因此看起来像只是 Elasticsearch 出错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'make-room',
      title: { en: 'Make room outside the indices', zh: '在索引之外腾出空间' },
      risk: 'costly',
      steps: [look(['docker', 'system', 'df']), run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly')],
    },
    {
      id: 'allow-writes-again',
      title: {
        en: 'With room again: lift the block (newer versions do it by themselves)',
        zh: '有空间后：解除只读（新版本会自动解除）',
      },
      risk: 'reversible',
      steps: [
        run(
          [
            'curl',
            '-X',
            'PUT',
            'http://127.0.0.1:9200/_all/_settings',
            '-H',
            'Content-Type: application/json',
            '-d',
            '{"index.blocks.read_only_allow_delete":null}',
          ],
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'elastic/elasticsearch',
      path: 'server/src/main/java/org/elasticsearch/cluster/routing/allocation/DiskThresholdMonitor.java',
    },
  ],
});

export default esDiskWatermark;

export const examples: ExamplesOf<typeof esDiskWatermark> = [
  {
    name: 'an index is blocked',
    log: `app-1  | elasticsearch.ApiError: cluster_block_exception: index [orders] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];
app-1 exited with code 1
`,
    matches: { service: 'app' },
    verdict: 'confirmed',
  },
  {
    name: 'the lower mark only moves shards',
    log: `es-1  | [WARN ] low disk watermark [85%] exceeded on [abc][node-1][/usr/share/elasticsearch/data] free: 5gb[14%], replicas will not be assigned to this node
`,
    matches: false,
    is: null,
  },
];
