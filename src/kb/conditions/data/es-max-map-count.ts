import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run, shell } from '#core/model/steps.ts';

const esMaxMapCount = condition({
  id: 'es-max-map-count',
  stage: 'data',
  title: {
    en: 'Elasticsearch wants a higher vm.max_map_count on the host',
    zh: 'Elasticsearch 要求宿主机调高 vm.max_map_count',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'max virtual memory areas vm.max_map_count [',
      pattern: /vm\.max_map_count \[(?<has>\d+)\] (?:is|likely) too low, increase to at least \[(?<wants>\d+)\]/,
      when: ({ text }) => !/\[WARN|"log\.level": ?"WARN"/.test(text),
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ has: group('has'), wants: group('wants'), service: event.service ?? 'elasticsearch' }),

  headline: ({ has, wants, service }) => ({
    en: `${service} stops: vm.max_map_count is ${has}, it wants ${wants}`,
    zh: `${service} 停止：vm.max_map_count 为 ${has}，需要 ${wants}`,
  }),
  why: {
    en: `Elasticsearch and OpenSearch map their index files into memory and check this kernel limit before they start (exit code 78).
      It belongs to the kernel of the engine, so it cannot be set in the Compose file; on Docker Desktop that is the virtual machine.`,
    zh: `Elasticsearch 和 OpenSearch 把索引文件映射到内存，启动前会检查这个内核限制（退出码 78）。
      它属于引擎所在的内核，不能在 Compose 文件里设置；在 Docker Desktop 上指的是虚拟机。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'raise-the-limit',
      title: { en: 'Raise the limit on the host of the engine', zh: '在引擎所在主机上调高限制' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo sysctl -w vm.max_map_count=1048576 && echo vm.max_map_count=1048576 | sudo tee /etc/sysctl.d/99-elasticsearch.conf',
          'wsl -d docker-desktop sysctl -w vm.max_map_count=1048576',
          'reversible',
        ),
        advise(
          'To keep it over a restart, put kernelCommandLine = "sysctl.vm.max_map_count=1048576" under [wsl2] in .wslconfig.',
          '要在重启后保留，在 .wslconfig 的 [wsl2] 下加 kernelCommandLine = "sysctl.vm.max_map_count=1048576"。',
          'desktop-windows',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'single-node-for-development',
      title: {
        en: 'For development only: a single node, which turns the check into a warning',
        zh: '仅限开发：单节点模式会把检查降为警告',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In the environment of ${service}.`, zh: `在 ${service} 的 environment 中。` },
          { after: 'environment:\n  - discovery.type=single-node' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    {
      repo: 'elastic/elasticsearch',
      path: 'server/src/main/java/org/elasticsearch/bootstrap/BootstrapChecks.java',
      symbol: 'MaxMapCountCheck',
    },
  ],
});

export default esMaxMapCount;

export const examples: ExamplesOf<typeof esMaxMapCount> = [
  {
    name: 'bootstrap checks',
    log: `es-1  | ERROR: [1] bootstrap checks failed. You must address the points described in the following [1] lines before starting Elasticsearch.
es-1  | bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]
es-1 exited with code 78
`,
    matches: { has: '65530', wants: '262144', service: 'es' },
    verdict: 'confirmed',
  },
  {
    name: 'another check',
    log: `es-1  | bootstrap check failure [1] of [1]: memory locking requested for elasticsearch process but memory is not locked
es-1 exited with code 78
`,
    matches: false,
    is: 'es-bootstrap-checks',
  },
];
