import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const esPermissions = condition({
  id: 'es-permissions',
  stage: 'data',
  title: {
    en: 'Elasticsearch may not write its data folder, or two nodes share it',
    zh: 'Elasticsearch 无法写数据目录，或两个节点共用它',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'AccessDeniedException',
      pattern: /AccessDeniedException[^\n]{0,40}(?<path>\/usr\/share\/(?:elasticsearch|opensearch)[^\s\]"]{0,120})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'failed to obtain node lock',
      pattern: /failed to obtain node locks?, tried \[\[?(?<path>[^\]]{1,160})/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ path: group('path'), service: event.service ?? 'elasticsearch' }),

  yieldsTo: ['filesystem-readonly', 'disk-full-data-root'],
  headline: ({ path, service }) => ({
    en: `${service} cannot use its data folder ${path}`,
    zh: `${service} 无法使用数据目录 ${path}`,
  }),
  why: {
    en: `The server runs as uid 1000 with group 0 and must own the folder. A bind mount keeps the owner of the host; a folder made by Docker belongs to root.
      "node lock" with right owner means that a second node uses the same folder.`,
    zh: `服务器以 uid 1000、组 0 运行，必须拥有该目录。绑定挂载保留宿主机属主；由 Docker 创建的目录属于 root。
      属主正确却报 “node lock”，则是第二个节点在用同一目录。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-owner',
      title: { en: 'See the owner of the folder and who else mounts it', zh: '查看目录属主，以及还有谁挂载它' },
      risk: 'read',
      steps: [
        look(inService(service, 'ls', '-ldn', '/usr/share/elasticsearch/data')),
        look(['docker', 'ps', '--format', 'table {{.Names}}\t{{.Mounts}}']),
      ],
    },
    {
      id: 'give-the-folder',
      title: { en: 'Give the folder to uid 1000, or use a named volume', zh: '把目录交给 uid 1000，或使用命名卷' },
      risk: 'disruptive',
      steps: [
        shell('sudo chown -R 1000:0 ./esdata', 'docker volume ls', 'disruptive'),
        edit(
          'compose.yaml',
          { en: 'One volume for each node.', zh: '每个节点一个卷。' },
          { after: 'volumes: ["esdata1:/usr/share/elasticsearch/data"]' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'elastic/elasticsearch', path: 'server/src/main/java/org/elasticsearch/env/NodeEnvironment.java' }],
});

export default esPermissions;

export const examples: ExamplesOf<typeof esPermissions> = [
  {
    name: 'a bind mount of root',
    log: `es-1  | java.lang.IllegalStateException: failed to obtain node locks, tried [/usr/share/elasticsearch/data]; maybe these locations are not writable or multiple nodes were started on the same data path?
es-1 exited with code 1
`,
    matches: { path: '/usr/share/elasticsearch/data', service: 'es' },
    verdict: 'confirmed',
  },
  {
    name: 'the kernel limit',
    log: `es-1  | bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]
es-1 exited with code 78
`,
    matches: false,
    is: 'es-max-map-count',
  },
];
