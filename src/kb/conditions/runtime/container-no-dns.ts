import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

// A name with a dot: a host of the outside world. Without one it is a service: service-dns-failure.
const HOST = String.raw`(?<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})`;

const containerNoDns = condition({
  id: 'container-no-dns',
  stage: 'runtime',
  title: { en: 'A running container reaches no DNS server', zh: '运行中的容器连不上 DNS 服务器' },

  signatures: [
    {
      on: 'output',
      says: 'no servers could be reached',
      pattern: /^;; (?:connection timed out; )?no servers could be reached/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'getaddrinfo EAI_AGAIN ',
      pattern: new RegExp(`getaddrinfo EAI_AGAIN ${HOST}`),
      when: (event) => event.kind === 'output' && event.by === 'container',
    },
    {
      on: 'output',
      says: 'dial tcp: lookup ',
      pattern: new RegExp(
        `dial tcp: lookup ${HOST} on [\\d.:[\\]a-f]{3,60}: (?:read udp .{1,120}: i/o timeout|server misbehaving|dial udp)`,
      ),
      when: (event) => event.kind === 'output' && event.by === 'container',
    },
    {
      on: 'output',
      says: 'Temporary failure in name resolution',
      pattern: new RegExp(
        `(?:host='|hostname "|host: |UnknownHostException: |host name "|hostname )${HOST}.{0,400}Temporary failure in name resolution`,
      ),
      when: (event) => event.kind === 'output' && event.by === 'container',
    },
  ],
  facts: (group, event) => ({ host: group('host'), service: event.service }),

  yieldsTo: ['ip-forward-disabled', 'systemd-resolved-loop', 'firewalld-zone-conflict', 'iptables-chain-missing'],
  headline: ({ host, service }) => ({
    en: `${service ?? 'The container'} gets no answer from its DNS server${host === '' ? '' : ` about ${host}`}`,
    zh: `${service ?? '容器'} 得不到 DNS 服务器${host === '' ? '' : `关于 ${host} `}的回答`,
  }),
  why: {
    en: `The resolver did not say that the name is unknown; it could not be asked. The engine passes names it does not know on to the servers of the
      host: they may be unreachable from the container's network, as behind a VPN, a firewall or after the host changed networks.`,
    zh: `解析器并没有说域名不存在，而是根本问不到。引擎会把自己不认识的名字转给宿主机的 DNS 服务器：
      从容器网络可能访问不到它们，例如使用 VPN、有防火墙，或宿主机更换了网络。`,
  },

  retry: 'unknown',
  remedies: ({ host }) => [
    {
      id: 'look-from-a-container',
      title: { en: 'Try a name from a container and from the host', zh: '分别在容器和宿主机上解析' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'run',
          '--rm',
          'alpine',
          'sh',
          '-c',
          'cat /etc/resolv.conf; nslookup "$0"',
          host === '' ? 'example.com' : host,
        ]),
        look(['nslookup', host === '' ? 'example.com' : host]),
      ],
    },
    {
      id: 'give-a-resolver',
      title: { en: 'Name a DNS server that containers can reach', zh: '指定容器可达的 DNS 服务器' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'At the service, as a first try.', zh: '先写在该服务中试一下。' },
          { after: 'dns:\n  - 192.0.2.53' },
        ),
        edit(
          '/etc/docker/daemon.json',
          { en: 'Then for all containers; restart Docker afterwards.', zh: '再对所有容器生效；之后重启 Docker。' },
          { after: '{ "dns": ["192.0.2.53"] }', on: 'linux' },
        ),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        advise(
          'With a VPN: Settings → Resources → Network, and restart Docker Desktop after the VPN is up.',
          '使用 VPN 时：检查 Settings → Resources → Network，并在 VPN 连接后重启 Docker Desktop。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/libnetwork/resolver.go', symbol: 'forwardExtDNS' },
    { repo: 'isc-projects/bind9', path: 'bin/dig/dighost.c', symbol: 'no servers could be reached' },
    { repo: 'libuv/libuv', path: 'src/unix/getaddrinfo.c', symbol: 'UV_EAI_AGAIN' },
  ],
});

export default containerNoDns;

export const examples: ExamplesOf<typeof containerNoDns> = [
  {
    name: 'nslookup',
    log: `dns-1  | ;; connection timed out; no servers could be reached
dns-1 exited with code 1
`,
    matches: { host: '', service: 'dns' },
    verdict: 'confirmed',
    remedies: ['look-from-a-container', 'give-a-resolver'],
  },
  {
    name: 'Node asks for a host of the outside',
    log: `app-1  | Error: getaddrinfo EAI_AGAIN api.payments.example
app-1 exited with code 1
`,
    matches: { host: 'api.payments.example', service: 'app' },
  },
  {
    name: 'Go',
    log: `api-1  | panic: Get "https://auth.example/keys": dial tcp: lookup auth.example on 127.0.0.11:53: read udp 172.20.0.3:40110->127.0.0.11:53: i/o timeout
api-1 exited with code 2
`,
    matches: { host: 'auth.example' },
  },
  {
    name: 'the name of a service',
    log: `app-1  | Error: getaddrinfo EAI_AGAIN postgres
app-1 exited with code 1
`,
    matches: false,
    is: 'service-dns-failure',
  },
  {
    name: 'in a build step',
    log: `#7 [3/3] RUN npm ci
#7 12.10 npm error code EAI_AGAIN
#7 12.10 npm error request to https://registry.example/a failed, reason: getaddrinfo EAI_AGAIN registry.example
#7 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'build-step-dns-failure',
  },
];
