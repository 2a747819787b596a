import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const esBootstrapChecks = condition({
  id: 'es-bootstrap-checks',
  stage: 'data',
  title: {
    en: 'Elasticsearch or OpenSearch refuses to start in production mode',
    zh: 'Elasticsearch 或 OpenSearch 在生产模式下拒绝启动',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'the default discovery settings are unsuitable for production use',
        'memory locking requested for ',
        'max file descriptors [',
        'max number of threads [',
        'initial heap size [',
        'system call filters failed to install',
        'Transport SSL must be enabled',
      ],
      pattern:
        /(?<check>the default discovery settings are unsuitable for production use|memory locking requested for \w{1,20} process but memory is not locked|max file descriptors \[\d+\] for \w{1,20} process is too low|max number of threads \[\d+\] for user \[\w{1,40}\] is too low|initial heap size \[\d+\] not equal to maximum heap size \[\d+\]|system call filters failed to install|Transport SSL must be enabled)/,
      also: [{ says: ['bootstrap check', 'node validation exception'] }],
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ check: group('check'), service: event.service ?? 'elasticsearch' }),

  yieldsTo: ['es-max-map-count'],
  headline: ({ check, service }) => ({
    en: `${service} fails its bootstrap check: ${check}`,
    zh: `${service} 的启动检查未通过：${check}`,
  }),
  why: {
    en: `A node that listens on more than its own loopback counts as production, and each of its checks is then fatal. A single node for development says so with discovery.type=single-node; memory_lock needs the memlock limit of the container, and file descriptors and threads its nofile and nproc.`,
    zh: `监听地址不只是回环的节点会被当作生产环境，此时每项检查都是致命的。用于开发的单节点应设置 discovery.type=single-node；memory_lock 需要容器的 memlock 限制，文件描述符和线程数则需要 nofile 与 nproc。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'say-what-it-is',
      title: {
        en: 'Say that it is a single node, and give it the limits it asks for',
        zh: '声明它是单节点，并给出所需的限制',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Remove cluster.initial_master_nodes together with it; a real cluster keeps that and discovery.seed_hosts instead. The data stays.',
            zh: '同时删除 cluster.initial_master_nodes；真正的集群则保留它和 discovery.seed_hosts。数据保留。',
          },
          {
            after:
              'environment:\n  discovery.type: single-node\n  ES_JAVA_OPTS: -Xms1g -Xmx1g\nulimits:\n  memlock: { soft: -1, hard: -1 }\n  nofile: { soft: 65536, hard: 65536 }',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'elastic/elasticsearch', path: 'server/src/main/java/org/elasticsearch/bootstrap/BootstrapChecks.java' },
    {
      repo: 'opensearch-project/OpenSearch',
      path: 'server/src/main/java/org/opensearch/bootstrap/BootstrapChecks.java',
    },
  ],
});

export default esBootstrapChecks;

export const examples: ExamplesOf<typeof esBootstrapChecks> = [
  {
    name: 'no discovery settings',
    log: `es-1  | ERROR: [1] bootstrap checks failed. You must address the points described in the following [1] lines before starting Elasticsearch.
es-1  | bootstrap check failure [1] of [1]: the default discovery settings are unsuitable for production use; at least one of [discovery.seed_hosts, discovery.seed_providers, cluster.initial_master_nodes] must be configured
es-1 exited with code 78
`,
    matches: { service: 'es' },
  },
  {
    name: 'OpenSearch without enough descriptors',
    log: `search-1  | ERROR: [1] bootstrap checks failed
search-1  | [1]: max file descriptors [4096] for opensearch process is too low, increase to at least [65535]
search-1 exited with code 78
`,
    matches: { check: 'max file descriptors [4096] for opensearch process is too low' },
  },
  {
    name: 'the limit of the kernel',
    log: `es-1  | ERROR: [1] bootstrap checks failed
es-1  | [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]
es-1 exited with code 78
`,
    matches: false,
    is: 'es-max-map-count',
  },
];
