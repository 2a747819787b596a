import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';
import { advise, edit, shell } from '#core/model/steps.ts';
import { claimsOf, collide, publishElsewhere } from '../../shared/host-ports.ts';

const portHostInUse = condition({
  id: 'port-host-in-use',
  stage: 'start',
  title: { en: 'A program on the host already listens on this port', zh: '宿主机上已有程序监听这个端口' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'failed to bind host port',
      pattern:
        /failed to bind host port (?:for )?(?<address>\[?[\da-fA-F.:]{2,45}?\]?):(?<port>\d{1,5})(?::[^:\s]{0,45}:\d{1,5})?\/(?:tcp|udp|sctp): address already in use/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ' starting userland proxy: ',
      pattern:
        /listen (?:tcp|udp)[46]? (?<address>\[?[\da-fA-F.:]{0,45}\]?):(?<port>\d{1,5}): bind: address already in use/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'orts are not available: ',
      pattern:
        /(?:exposing port (?:TCP|UDP) )?(?<address>\[?[\da-fA-F.:]{2,45}\]?):(?<port>\d{1,5}).{0,160}(?:address already in use|Only one usage of each socket address)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ address: group('address'), port: group('port') }),

  headline: ({ address, port }) => ({
    en: `Port ${port} on ${address} is taken by a program on the host`,
    zh: `${address} 上的端口 ${port} 被宿主机上的程序占用`,
  }),
  why: {
    en: `The engine asked the host for this port and got "address already in use": something outside Docker listens there, such as a database
      or web server installed on the machine (5432 PostgreSQL, 3306 MySQL, 80 Apache or nginx, 53 systemd-resolved, 5000 and 7000 AirPlay).
      Another container would say "port is already allocated".`,
    zh: `引擎向宿主机申请这个端口，得到 "address already in use"：Docker 之外有程序在监听，例如本机安装的数据库或 Web 服务器
      （5432 PostgreSQL、3306 MySQL、80 Apache 或 nginx、53 systemd-resolved、5000 和 7000 AirPlay）。
      如果是另一个容器占用，会报 "port is already allocated"。`,
  },

  evidence: {
    services: onlyToRepair('project.services'),
    containers: onlyToRepair('engine.containers'),
    allListeners: onlyToRepair('host.listeners'),
    listeners: {
      probe: 'host.listeners',
      about: ({ port }) => ({ port: Number(port) }),
      confirms: (listeners, { port }) => listeners.some((one) => one.port === Number(port)),
      // Whoever listened may have ended since.
      refutes: () => false,
      tells: (listeners, { port }) => {
        const names = [
          ...new Set(listeners.map(({ process, pid }) => (process === undefined ? '' : `${process} (${pid ?? '?'})`))),
        ].filter((name) => name !== '');
        return {
          en: `${names.length === 0 ? 'A program' : names.join(', ')} of this machine listens on port ${port}.`,
          zh: `本机的${names.length === 0 ? '某个程序' : ` ${names.join('、')} `}正在监听端口 ${port}。`,
        };
      },
    },
  },

  ahead: {
    asks: ['project.services', 'project.compose', 'host.listeners', 'engine.containers', 'engine.reach'],
    finds: (seen) => {
      const { 'host.listeners': listeners = [], 'engine.containers': containers, 'engine.reach': reach } = seen;
      // Whose ports these are can only be told where the engine runs here and says what it publishes itself.
      if (containers === undefined || !['unix', 'npipe'].includes(reach?.transport ?? '')) return [];
      const published = containers.flatMap((one) => one.published);
      return claimsOf(seen['project.services'] ?? []).flatMap((claim) => {
        if (published.some(({ hostPort, protocol }) => hostPort === claim.hostPort && protocol === claim.protocol))
          return [];
        const holder = listeners.find(
          ({ address, port, protocol, process = '' }) =>
            !ENGINE_PROGRAMS.test(process) && collide(claim, { hostAddress: address, hostPort: port, protocol }),
        );
        if (holder === undefined) return [];
        const program = holder.process ?? '';
        return [
          {
            facts: { address: claim.hostAddress === '' ? '0.0.0.0' : claim.hostAddress, port: String(claim.hostPort) },
            how: 'certain' as const,
            tells: {
              en: `${program === '' ? 'A program' : program} listens on ${holder.address}:${holder.port}, and no container publishes it.`,
              zh: `${program === '' ? '某个程序' : program} 正在监听 ${holder.address}:${holder.port}，且没有容器发布它。`,
            },
            at: { key: ['services', claim.service, 'ports', String(claim.hostPort)] },
            service: claim.service,
          },
        ];
      });
    },
  },

  retry: 'useless',
  remedies: ({ port }, { services, containers, allListeners }) => [
    publishElsewhere(Number(port), { services, containers, listeners: allListeners }),
    {
      id: 'find-listener',
      title: { en: 'See which program listens', zh: '查看是哪个程序在监听' },
      risk: 'read',
      steps: [
        shell(
          'sudo ss -ltnup || sudo lsof -nP -iTCP -sTCP:LISTEN',
          'Get-NetTCPConnection -State Listen | Sort-Object LocalPort | Format-Table LocalAddress,LocalPort,OwningProcess; Get-Process | Format-Table Id,ProcessName',
          'read',
          {
            note: {
              en: `Look for port ${port}, on the host, not in WSL or a virtual machine.`,
              zh: `查找端口 ${port}；在宿主机上执行，而不是在 WSL 或虚拟机里。`,
            },
          },
        ),
      ],
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
      id: 'stop-listener',
      title: { en: 'Or stop that program', zh: '或者停止那个程序' },
      risk: 'disruptive',
      steps: [
        advise(
          'Stop it the way it was started, for example `sudo systemctl stop postgresql`, `brew services stop postgresql`, or the service in services.msc. Do not kill a database by its process id.',
          '按它的启动方式停止，例如 `sudo systemctl stop postgresql`、`brew services stop postgresql`，或在 services.msc 中停止服务。不要用进程号强杀数据库。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/portallocator/osallocator_linux.go' },
    { repo: 'moby/moby', path: 'libnetwork/drivers/bridge/port_mapping_linux.go' },
    { repo: 'Docker Desktop' },
  ],
});

/** What listens for containers: their ports are the engine's own business. */
const ENGINE_PROGRAMS = /docker|rootlesskit|vpnkit|wslrelay|slirp4netns|pasta|orbstack/i;

export default portHostInUse;

export const examples: ExamplesOf<typeof portHostInUse> = [
  {
    name: 'engine 28',
    log: `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (805277aa4b01): failed to bind host port for 127.0.0.1:8081:172.17.0.3:80/tcp: address already in use
`,
    matches: { address: '127.0.0.1', port: '8081' },
    verdict: 'confirmed',
  },
  {
    name: 'engine 29',
    log: ` Container shop-db-1  Starting
Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-db-1 (805277aa4b01): failed to bind host port 0.0.0.0:5432/tcp: address already in use
`,
    matches: { address: '0.0.0.0', port: '5432' },
  },
  {
    name: 'engine 27 and before',
    log: `Error response from daemon: driver failed programming external connectivity on endpoint shop-web-1 (5277aa4b01dd): Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use
`,
    matches: { port: '80' },
  },
  {
    name: 'Docker Desktop on Windows',
    log: `docker: Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:3306 -> 0.0.0.0:0: listen tcp 0.0.0.0:3306: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.
`,
    matches: { port: '3306' },
  },
  {
    name: 'Windows has reserved the port, nobody listens',
    log: `docker: Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:3306 -> 0.0.0.0:0: listen tcp 0.0.0.0:3306: bind: An attempt was made to access a socket in a way forbidden by its access permissions.
`,
    matches: false,
    is: 'port-excluded-windows',
  },
  {
    name: 'a program in the container finds its own port taken',
    log: `web-1  | Error: listen EADDRINUSE: address already in use :::3000
web-1 exited with code 1
`,
    matches: false,
  },
  {
    name: 'the machine names the listener',
    log: `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (805277aa4b01): failed to bind host port for 127.0.0.1:8081:172.17.0.3:80/tcp: address already in use
`,
    matches: { address: '127.0.0.1', port: '8081' },
    world: { 'host.listeners': [{ protocol: 'tcp', address: '0.0.0.0', port: 8081, pid: 71, process: 'nginx' }] },
    speaks: ['for'],
  },
  {
    name: 'nobody listens any more',
    log: `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint web (805277aa4b01): failed to bind host port for 127.0.0.1:8081:172.17.0.3:80/tcp: address already in use
`,
    matches: { address: '127.0.0.1', port: '8081' },
    world: { 'host.listeners': [] },
    speaks: [],
  },
];

export const aheadExamples: AheadExamplesOf<typeof portHostInUse> = [
  {
    name: 'a database installed on the machine',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: x }
    ports:
      - 5432:5432
`,
    },
    world: {
      'engine.reach': {
        endpoint: 'unix:///var/run/docker.sock',
        transport: 'unix',
        from: 'default',
        isReachable: true,
      },
      'engine.containers': [],
      'host.listeners': [{ protocol: 'tcp', address: '127.0.0.1', port: 5432, process: 'postgres' }],
    },
    finds: [{ facts: { address: '0.0.0.0', port: '5432' }, how: 'certain', at: 'compose.yaml:6' }],
    remedies: ['next-free-port', 'find-listener', 'other-host-port', 'stop-listener'],
  },
  {
    name: 'its own container publishes it, or the engine is elsewhere',
    project: {
      'compose.yaml': `services:
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: x }
    ports: ["5432:5432"]
`,
    },
    world: {
      'engine.reach': { endpoint: 'ssh://build.example', transport: 'ssh', from: 'DOCKER_HOST', isReachable: true },
      'engine.containers': [],
      'host.listeners': [{ protocol: 'tcp', address: '0.0.0.0', port: 5432, process: 'docker-proxy' }],
    },
    finds: [],
  },
];
