import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import type { ContainerSummary } from '#core/model/probes/engine.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { claimsOf, collide, publishElsewhere } from '../../shared/host-ports.ts';

const portAlreadyAllocated = condition({
  id: 'port-already-allocated',
  stage: 'start',
  title: { en: 'Another container already publishes this port', zh: '另一个容器已经发布了这个端口' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'failed: port is already allocated',
      pattern: /Bind for (?<address>\[?[\da-fA-F.:]{2,45}\]?):(?<port>\d{1,5}) failed: port is already allocated/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ address: group('address'), port: group('port') }),

  headline: ({ address, port }) => ({
    en: `Port ${port} on ${address} is already published by another container`,
    zh: `${address} 上的端口 ${port} 已被另一个容器发布`,
  }),
  why: {
    en: `The engine keeps a list of the ports its own containers publish, and this one is on it. No process of the host is
      involved: that would say "address already in use". The owner is often the same stack under an older project name.`,
    zh: `引擎维护着自己容器所发布端口的列表，这个端口已在其中。与宿主机进程无关：那种情况会报
      "address already in use"。占用者常常是同一套服务的旧项目名副本。`,
  },

  evidence: {
    services: onlyToRepair('project.services'),
    containers: onlyToRepair('engine.containers'),
    allListeners: onlyToRepair('host.listeners'),
    holders: {
      probe: 'engine.containers',
      about: ({ port }) => ({ publishing: Number(port) }),
      confirms: (containers, { port }) => holderOf(containers, port) !== undefined,
      // It may have been freed since.
      refutes: () => false,
      tells: (containers, { port }) => {
        const { name = '', project } = holderOf(containers, port) ?? {};
        return {
          en: `Container ${name}${project === undefined ? '' : ` of project ${project}`} publishes port ${port}.`,
          zh: `端口 ${port} 由容器 ${name}${project === undefined ? '' : `（项目 ${project}）`}发布。`,
        };
      },
    },
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'engine.containers'],
    finds: ({ 'project.services': services = [], 'project.compose': compose, 'engine.containers': containers = [] }) =>
      claimsOf(services).flatMap((claim, index, claims) => {
        const holder = claims.slice(0, index).find((other) => collide(claim, other));
        const foreign = containers.find(
          ({ project, published }) =>
            compose !== undefined &&
            project !== compose.name &&
            published.some((port) => collide(claim, { ...port, protocol: port.protocol })),
        );
        const name = holder?.service ?? foreign?.name;
        if (name === undefined && claim.replicas < 2) return [];
        return [
          {
            facts: { address: claim.hostAddress === '' ? '0.0.0.0' : claim.hostAddress, port: String(claim.hostPort) },
            how: 'certain' as const,
            tells:
              name === undefined
                ? {
                    en: `${claim.service} runs ${claim.replicas} times, and each wants host port ${claim.hostPort}.`,
                    zh: `${claim.service} 有 ${claim.replicas} 个副本，每个都要宿主机端口 ${claim.hostPort}。`,
                  }
                : {
                    en: `${name} publishes ${claim.hostPort} too.`,
                    zh: `${name} 也发布了 ${claim.hostPort}。`,
                  },
            at: { key: ['services', claim.service, 'ports', String(claim.hostPort)] },
            service: claim.service,
          },
        ];
      }),
  },

  retry: 'useless',
  remedies: ({ port }, { services, containers, allListeners }) => [
    publishElsewhere(Number(port), { services, containers, listeners: allListeners }),
    {
      id: 'find-owner',
      title: { en: 'See which container has it', zh: '查看是哪个容器占用' },
      risk: 'read',
      steps: [look(['docker', 'ps', '--filter', `publish=${port}`]), look(['docker', 'compose', 'ls', '--all'])],
    },
    {
      id: 'other-host-port',
      title: { en: 'Publish another port', zh: '改用另一个宿主机端口' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Change the left number; the right one is the port inside the container.',
            zh: '改左边的数字；右边是容器内的端口。',
          },
          { before: `ports: ["${port}:…"]`, after: `ports: ["1${port.slice(-4)}:…"]` },
        ),
      ],
    },
    {
      id: 'stop-owner',
      title: { en: 'Or stop the container that has it', zh: '或者停止占用它的容器' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'stop', 'OWNER'], 'disruptive', {
          note: {
            en: 'OWNER is the name from docker ps. Stopping keeps its data.',
            zh: 'OWNER 是 docker ps 中的名字。停止不会丢失数据。',
          },
        }),
      ],
    },
    {
      id: 'no-owner',
      title: { en: 'If no container has it: the list is stale', zh: '如果没有容器占用：列表已过时' },
      risk: 'disruptive',
      steps: [
        advise(
          'After a crash of the engine the list can be stale. Restart the engine (`sudo systemctl restart docker`, or restart Docker Desktop); running containers stop for a moment.',
          '引擎崩溃后列表可能过时。重启引擎（`sudo systemctl restart docker`，或重启 Docker Desktop）；运行中的容器会短暂停止。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/portallocator/portallocator.go', symbol: 'newErrPortAlreadyAllocated' },
  ],
});

/** A running container that publishes the port. */
function holderOf(containers: readonly ContainerSummary[], port: string): ContainerSummary | undefined {
  return containers.find(
    ({ state, published }) => state === 'running' && published.some(({ hostPort }) => hostPort === Number(port)),
  );
}

export default portAlreadyAllocated;

export const examples: ExamplesOf<typeof portAlreadyAllocated> = [
  {
    name: 'compose up',
    log: ` Container shop-web-1  Created
 Container shop-web-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf7572a7): Bind for 127.0.0.1:8080 failed: port is already allocated
`,
    matches: { address: '127.0.0.1', port: '8080' },
    verdict: 'confirmed',
  },
  {
    name: 'older engine, docker run',
    log: `docker: Error response from daemon: driver failed programming external connectivity on endpoint web (804cd91886f9): Bind for 0.0.0.0:80 failed: port is already allocated.
`,
    matches: { port: '80' },
  },
  {
    name: 'a process of the host has it',
    log: `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (804cd91886f9): failed to bind host port for 127.0.0.1:8080:172.17.0.3:80/tcp: address already in use
`,
    matches: false,
    is: 'port-host-in-use',
  },
  {
    name: 'the engine names the holder',
    log: ` Container shop-web-1  Created
 Container shop-web-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf7572a7): Bind for 127.0.0.1:8080 failed: port is already allocated
`,
    matches: { address: '127.0.0.1', port: '8080' },
    world: {
      'engine.containers': [
        {
          id: '1',
          name: 'old-web-1',
          image: 'nginx',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          isOneOff: false,
          published: [{ hostAddress: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
        },
      ],
    },
    speaks: ['for'],
  },
  {
    name: 'it was freed since',
    log: ` Container shop-web-1  Created
 Container shop-web-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf7572a7): Bind for 127.0.0.1:8080 failed: port is already allocated
`,
    matches: { address: '127.0.0.1', port: '8080' },
    world: { 'engine.containers': [] },
    speaks: [],
  },
  {
    name: 'a container of another port proves nothing',
    log: ` Container shop-web-1  Created
 Container shop-web-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (e1f9bf7572a7): Bind for 127.0.0.1:8080 failed: port is already allocated
`,
    matches: { address: '127.0.0.1', port: '8080' },
    world: {
      'engine.containers': [
        {
          id: '1',
          name: 'other-1',
          image: 'nginx',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          isOneOff: false,
          published: [{ hostAddress: '0.0.0.0', hostPort: 1, containerPort: 80, protocol: 'tcp' }],
        },
      ],
    },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof portAlreadyAllocated> = [
  {
    name: 'two services of the file want one port',
    project: {
      'compose.yaml': `services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
  api:
    image: shop
    ports:
      - "8080:8000"
`,
    },
    finds: [{ facts: { address: '0.0.0.0', port: '8080' }, how: 'certain', at: 'compose.yaml:8' }],
  },
  {
    name: 'a container of another project has it',
    project: {
      'compose.yaml': `name: shop
services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: x }
    ports: ["127.0.0.1:5432:5432"]
`,
    },
    world: {
      'engine.containers': [
        {
          id: 'a1',
          name: 'blog-db-1',
          image: 'postgres:15',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          project: 'blog',
          service: 'db',
          isOneOff: false,
          published: [{ hostAddress: '0.0.0.0', hostPort: 5432, containerPort: 5432, protocol: 'tcp' }],
        },
      ],
    },
    finds: [{ facts: { address: '127.0.0.1', port: '5432' }, how: 'certain' }],
  },
  {
    name: 'TCP and UDP, two addresses, a profile, and its own container from before',
    project: {
      'compose.yaml': `name: shop
services:
  dns:
    image: dns
    ports: ["53:53/tcp", "53:53/udp"]
  a:
    image: a
    ports: ["127.0.0.1:9000:80"]
  b:
    image: b
    ports: ["127.0.0.2:9000:80", "80"]
  debug:
    image: b
    profiles: [debug]
    ports: ["127.0.0.1:9000:80"]
`,
    },
    world: {
      'engine.containers': [
        {
          id: 'a1',
          name: 'shop-a-1',
          image: 'a',
          state: 'running',
          status: 'Up 2 hours',
          created: 0,
          project: 'shop',
          service: 'a',
          isOneOff: false,
          published: [{ hostAddress: '127.0.0.1', hostPort: 9000, containerPort: 80, protocol: 'tcp' }],
        },
      ],
    },
    finds: [],
  },
];
