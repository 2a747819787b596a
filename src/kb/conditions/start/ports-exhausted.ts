import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const portsExhausted = condition({
  id: 'ports-exhausted',
  stage: 'start',
  title: { en: 'No dynamic host port is left', zh: '没有可用的动态宿主机端口' },

  signatures: [{ on: ['error', 'daemon'], says: 'all ports are allocated', strength: 'states' }],

  headline: () => ({
    en: 'Every port of the range for random publishing is taken',
    zh: '用于随机发布的端口范围已全部占用',
  }),
  why: {
    en: `A port without a host number is chosen from the range of the kernel (ip_local_port_range). Either very many containers publish ports, or one
      publishes a range of thousands, or the range was made small.`,
    zh: `没有写宿主机端口号时，会从内核的范围（ip_local_port_range）里选取。要么有大量容器发布端口，
      要么某个容器发布了数千个端口，要么范围被调小了。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'count-ports',
      title: { en: 'See what is published, and the range', zh: '查看已发布的端口和范围' },
      risk: 'read',
      steps: [
        look(['docker', 'ps', '--format', '{{.Names}} {{.Ports}}']),
        shell(
          'cat /proc/sys/net/ipv4/ip_local_port_range',
          'wsl -d docker-desktop cat /proc/sys/net/ipv4/ip_local_port_range',
          'read',
        ),
      ],
    },
    {
      id: 'fixed-or-none',
      title: { en: 'Publish fixed ports, and only those used from outside', zh: '使用固定端口，且只发布外部需要的' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Containers reach each other without publishing.', zh: '容器之间互访不需要发布端口。' },
          {
            before: 'ports: ["80"]',
            after: 'ports: ["127.0.0.1:8080:80"]',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'libnetwork/portallocator/portallocator.go', symbol: 'errAllPortsAllocated' }],
});

export default portsExhausted;

export const examples: ExamplesOf<typeof portsExhausted> = [
  {
    name: 'docker run -P',
    log: `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (804cd91886f9): all ports are allocated
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'one port is taken',
    log: `docker: Error response from daemon: driver failed programming external connectivity on endpoint web (804cd91886f9): Bind for 0.0.0.0:80 failed: port is already allocated.
`,
    matches: false,
    is: 'port-already-allocated',
  },
];
