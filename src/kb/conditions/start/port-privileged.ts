import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const portPrivileged = condition({
  id: 'port-privileged',
  stage: 'start',
  title: { en: 'The engine may not open a port below 1024', zh: '引擎无权打开 1024 以下的端口' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'cannot expose privileged port',
      pattern: /cannot expose privileged port (?<port>\d{1,5})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['vmnetd running?', 'com.docker.vmnetd.sock'],
      pattern: /com\.docker\.vmnetd\.sock/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'bind: permission denied',
      pattern:
        /(?:failed to bind host port|listen (?:tcp|udp)[46]?|exposing port (?:TCP|UDP)) \S{0,45}?:(?<port>\d{1,4})\b.{0,120}bind: permission denied/,
    },
  ],
  facts: (group) => ({ port: group('port') }),

  yieldsTo: ['vmnetd-missing'],
  headline: ({ port }) => ({
    en: `The engine runs without the right to publish ${port === '' ? 'a port below 1024' : `port ${port}`}`,
    zh: `引擎没有权限发布${port === '' ? ' 1024 以下的端口' : `端口 ${port}`}`,
  }),
  why: {
    en: `Ports below 1024 belong to root. A rootless engine, or Docker Desktop on a Mac without its privileged helper, may not open them
      on the host. The port inside the container plays no part.`,
    zh: `1024 以下的端口属于 root。rootless 引擎，或没有特权助手的 Mac 版 Docker Desktop，不能在宿主机上打开它们。
      与容器内的端口无关。`,
  },

  retry: 'useless',
  remedies: ({ port }) => [
    {
      id: 'higher-port',
      title: { en: 'Publish a port from 1024 up', zh: '发布 1024 及以上的端口' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Change the left number.', zh: '改左边的数字。' },
          {
            before: `ports: ["${port === '' ? '80' : port}:…"]`,
            after: `ports: ["8${(port === '' ? '80' : port).padStart(3, '0')}:…"]`,
          },
        ),
      ],
    },
    {
      id: 'allow-low-ports',
      title: { en: 'Or allow low ports to everybody on this host', zh: '或者允许本机所有用户使用低端口' },
      risk: 'disruptive',
      steps: [
        run(
          ['sudo', 'sysctl', '-w', `net.ipv4.ip_unprivileged_port_start=${port === '' ? '80' : port}`],
          'disruptive',
          { on: 'linux' },
        ),
        advise(
          'In Docker Desktop on a Mac, turn on Settings → Advanced → Allow privileged port mapping (asks for the password).',
          '在 Mac 版 Docker Desktop 中打开 Settings → Advanced → Allow privileged port mapping（需要输入密码）。',
          'desktop-mac',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rootless-containers/rootlesskit', path: 'pkg/port/builtin/parent/parent.go', symbol: 'annotateEPERM' },
    { repo: 'Docker Desktop' },
  ],
});

export default portPrivileged;

export const examples: ExamplesOf<typeof portPrivileged> = [
  {
    name: 'rootless engine',
    log: `docker: Error response from daemon: driver failed programming external connectivity on endpoint web (804cd91886f9): Error starting userland proxy: error while calling PortManager.AddPort(): cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf (currently 1024), or set CAP_NET_BIND_SERVICE on rootlesskit binary, or choose a larger port number (>= 1024): listen tcp4 0.0.0.0:80: bind: permission denied.
`,
    matches: { port: '80' },
    verdict: 'confirmed',
  },
  {
    name: 'the program in the container may not bind its port',
    log: `web-1  | nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)
web-1 exited with code 1
`,
    matches: false,
  },
];
