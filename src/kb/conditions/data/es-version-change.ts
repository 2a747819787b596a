import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const esVersionChange = condition({
  id: 'es-version-change',
  stage: 'data',
  title: { en: 'The data of Elasticsearch belongs to another version', zh: 'Elasticsearch 的数据属于其他版本' },

  signatures: [
    {
      on: 'output',
      says: ['cannot downgrade a node from version [', 'cannot upgrade a node from version ['],
      pattern:
        /cannot (?:downgrade|upgrade) a node from version \[(?<data>[\w.-]{1,30})\] (?:directly )?to version \[(?<server>[\w.-]{1,30})\]/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'but the minimum compatible version is [',
      pattern:
        /was created (?:with|in) version \[(?<data>[\w.-]{1,30})\](?: with current compatibility version \[[\w.-]{1,30}\])? but the minimum compatible version is/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        "Could not load codec '",
        'Could not load codec "',
        'IndexFormatTooNewException',
        'IndexFormatTooOldException',
      ],
      strength: 'implies',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    data: group('data'),
    server: group('server'),
    service: event.service ?? 'elasticsearch',
  }),

  headline: ({ data, server, service }) => ({
    en: `${service} finds data of ${data === '' ? 'another version' : `version ${data}`}${server === '' ? '' : ` and is ${server}`}`,
    zh: `${service} 的数据属于${data === '' ? '其他版本' : ` ${data} 版本`}${server === '' ? '' : `，而它是 ${server}`}`,
  }),
  why: {
    en: `A node writes its version into the data folder. It never goes back to an older one, and forward only by one major version, from the last minor of the one before (6.8 to 7.17 to 8). Mostly the tag is latest, or the image was changed while the volume stayed.`,
    zh: `节点会把版本写进数据目录。它不能退回旧版本，向前也只能跨一个大版本，且要从上一大版本的最后一个小版本升级（6.8 到 7.17 再到 8）。多半是使用了 latest 标签，或换了镜像而卷没变。`,
  },

  retry: 'useless',
  remedies: ({ data, service }) => [
    {
      id: 'run-the-version-of-the-data',
      title: { en: 'Run the version the data belongs to', zh: '使用数据所属的版本' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Pin the full version.', zh: '固定完整的版本号。' },
          { after: `image: docker.elastic.co/elasticsearch/elasticsearch:${data === '' ? '8.x.y' : data}` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'go-step-by-step',
      title: {
        en: 'To go up: one major version after the other, with a snapshot before each',
        zh: '要升级：逐个大版本进行，每次之前先做快照',
      },
      risk: 'read',
      steps: [
        advise(
          'Take a snapshot of the indices, start the last minor of each major version in turn, and reindex what it calls too old. An index made by an older version is restored from a snapshot, never by starting an older server on the new data.',
          '先做索引快照，依次启动每个大版本的最后一个小版本，并对过旧的索引执行 reindex。旧数据应从快照恢复，切勿在新数据上启动旧服务器。',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'elastic/elasticsearch',
      path: 'server/src/main/java/org/elasticsearch/env/NodeMetadata.java',
      symbol: 'upgradeToCurrentVersion',
    },
  ],
});

export default esVersionChange;

export const examples: ExamplesOf<typeof esVersionChange> = [
  {
    name: 'back to an older one',
    log: `es-1  | java.lang.IllegalStateException: cannot downgrade a node from version [8.11.0] to version [8.6.2]
es-1 exited with code 1
`,
    matches: { data: '8.11.0', server: '8.6.2' },
  },
  {
    name: 'an index of two major versions ago',
    log: `es-1  | java.lang.IllegalStateException: The index [[.kibana_1/abc]] was created with version [6.8.0] but the minimum compatible version is [7.0.0]. It should be re-indexed in Elasticsearch 7.x before upgrading to 8.1.0.
es-1 exited with code 1
`,
    matches: { data: '6.8.0' },
  },
  {
    name: 'two nodes on one folder',
    log: `es-1  | java.lang.IllegalStateException: failed to obtain node locks, tried [[/usr/share/elasticsearch/data]] with lock id [0]; maybe these locations are not writable or multiple nodes were started without increasing [node.max_local_storage_nodes] (was [1])?
es-1 exited with code 1
`,
    matches: false,
    is: 'es-permissions',
  },
];
