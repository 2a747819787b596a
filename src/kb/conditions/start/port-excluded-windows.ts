import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const portExcludedWindows = condition({
  id: 'port-excluded-windows',
  stage: 'start',
  title: { en: 'Windows has reserved this port', zh: 'Windows 保留了这个端口' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'forbidden by its access permissions',
      pattern:
        /:(?<port>\d{1,5})(?: -> \S{1,60})?: listen .{0,80}forbidden by its access permissions|:(?<port2>\d{1,5}): bind: An attempt was made to access a socket/,
      strength: 'states',
    },
    // The helper of Docker Desktop does not say why; a reserved range is the usual reason on Windows.
    {
      on: ['error', 'daemon'],
      says: '/forwards/expose returned unexpected status: 500',
      pattern: /:(?<port>\d{1,5}) -> |\/forwards\/expose/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ port: group('port') === '' ? group('port2') : group('port') }),

  headline: ({ port }) => ({
    en: `Windows does not give out port ${port}: it is in a reserved range`,
    zh: `Windows 不允许使用端口 ${port}：它在保留范围内`,
  }),
  why: {
    en: `Nobody listens there. Hyper-V and WinNAT reserve blocks of ports at boot, and a port inside such a block is refused with access
      error 10013. A port in use would say "Only one usage of each socket address". The blocks differ after each boot.`,
    zh: `并没有程序在监听。Hyper-V 和 WinNAT 在开机时会保留若干段端口，落在其中的端口会被 10013 错误拒绝。
      如果端口被占用，会提示 "Only one usage of each socket address"。每次开机保留的范围都不同。`,
  },

  retry: 'useless',
  remedies: ({ port }) => [
    {
      id: 'look-at-ranges',
      title: { en: 'See the reserved ranges', zh: '查看保留的端口范围' },
      risk: 'read',
      steps: [
        look(['netsh', 'interface', 'ipv4', 'show', 'excludedportrange', 'protocol=tcp'], { on: 'desktop-windows' }),
      ],
    },
    {
      id: 'other-host-port',
      title: { en: 'Publish a port outside of them', zh: '改用范围之外的端口' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Change the left number.', zh: '改左边的数字。' },
          {
            before: `ports: ["${port}:…"]`,
            after: `ports: ["1${port.slice(-4)}:…"]`,
          },
        ),
      ],
    },
    {
      id: 'free-the-range',
      title: { en: 'Or let WinNAT choose its ranges again', zh: '或者让 WinNAT 重新选择范围' },
      risk: 'disruptive',
      steps: [
        shell('net stop winnat; net start winnat', 'net stop winnat; net start winnat', 'disruptive', {
          on: 'desktop-windows',
          note: {
            en: 'As administrator. Start the containers before other programs take the range again.',
            zh: '以管理员身份执行。在其他程序再次占用之前启动容器。',
          },
        }),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }, { repo: 'Windows', symbol: 'WSAEACCES (10013)' }],
});

export default portExcludedWindows;

export const examples: ExamplesOf<typeof portExcludedWindows> = [
  {
    name: 'compose up on Windows',
    log: `Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:50051 -> 0.0.0.0:0: listen tcp 0.0.0.0:50051: bind: An attempt was made to access a socket in a way forbidden by its access permissions.
`,
    matches: { port: '50051' },
    verdict: 'confirmed',
  },
  {
    name: 'the helper says only 500',
    log: `Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:8080 -> 127.0.0.1:0: /forwards/expose returned unexpected status: 500
`,
    matches: { port: '8080' },
    verdict: 'suspected',
  },
  {
    name: 'somebody listens there',
    log: `Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:3306 -> 0.0.0.0:0: listen tcp 0.0.0.0:3306: bind: Only one usage of each socket address (protocol/network address/port) is normally permitted.
`,
    matches: false,
    is: 'port-host-in-use',
  },
];
