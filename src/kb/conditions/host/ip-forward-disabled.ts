import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const ipForwardDisabled = condition({
  id: 'ip-forward-disabled',
  stage: 'host',
  title: { en: 'The kernel of the host does not forward packets', zh: '宿主机内核没有开启 IP 转发' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Temporary failure in name resolution',
        'Temporary failure resolving',
        'Could not resolve host',
        'i/o timeout',
        'Network is unreachable',
        'Connection timed out',
        'bad address ',
        'TLS handshake timeout',
        'Could not connect to',
      ],
      strength: 'states',
      also: [{ on: ['warning', 'daemon', 'error'], says: 'IPv4 forwarding is disabled', within: 'log' }],
    },
  ],

  headline: () => ({
    en: 'IPv4 forwarding is off on the host, so containers cannot reach anything outside',
    zh: '宿主机关闭了 IPv4 转发，容器无法访问外部',
  }),
  why: {
    en: `The engine itself warned that net.ipv4.ip_forward is 0. The host has a network, but packets of containers
      are not passed on, so every name look-up and download in them times out. Something reset the value after
      the engine had set it, or hardening keeps it at 0.`,
    zh: `引擎已警告 net.ipv4.ip_forward 为 0。宿主机本身有网络，但不会转发容器的数据包，
      因此容器里的域名解析和下载都会超时。可能是引擎设置后又被其他程序重置，或安全加固将其固定为 0。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-sysctl',
      title: { en: 'See the value and who sets it', zh: '查看该值及其来源' },
      risk: 'read',
      steps: [
        shell(
          'sysctl net.ipv4.ip_forward; grep -rn ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d',
          'wsl -d docker-desktop sysctl net.ipv4.ip_forward',
          'read',
        ),
      ],
    },
    {
      id: 'switch-it-on',
      title: { en: 'Switch it on and keep it on', zh: '开启并持久化' },
      risk: 'reversible',
      steps: [
        shell(
          "echo 'net.ipv4.ip_forward=1' | sudo tee /etc/sysctl.d/99-docker.conf && sudo sysctl --system",
          'wsl -d docker-desktop sysctl -w net.ipv4.ip_forward=1',
          'reversible',
          { on: 'linux' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/info.go' },
    { repo: 'moby/moby', path: 'daemon/create.go' },
  ],
});

export default ipForwardDisabled;

export const examples: ExamplesOf<typeof ipForwardDisabled> = [
  {
    name: 'a step cannot resolve names',
    log: `Step 2/3 : RUN apt-get update
 ---> [Warning] IPv4 forwarding is disabled. Networking will not work.
 ---> Running in 3f1f1f9d8a0c
Err:1 http://deb.example/debian bookworm InRelease
  Temporary failure resolving 'deb.example'
E: Failed to fetch http://deb.example/debian/dists/bookworm/InRelease  Temporary failure resolving 'deb.example'
The command '/bin/sh -c apt-get update' returned a non-zero code: 100
`,
    matches: {},
  },
  {
    name: 'the warning alone',
    log: `Step 2/3 : RUN make
 ---> [Warning] IPv4 forwarding is disabled. Networking will not work.
 ---> Running in 3f1f1f9d8a0c
make: *** No targets specified and no makefile found.  Stop.
The command '/bin/sh -c make' returned a non-zero code: 2
`,
    matches: false,
  },
];
