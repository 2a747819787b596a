import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const systemdResolvedLoop = condition({
  id: 'systemd-resolved-loop',
  stage: 'host',
  title: {
    en: 'Containers were given a resolver that exists only on the host',
    zh: '容器得到了只存在于宿主机上的 DNS 服务器',
  },

  signatures: [
    {
      on: 'output',
      says: [' on 127.0.0.53:53', 'on 127.0.0.1:53', ' on [::1]:53'],
      pattern: /lookup (?<name>[^\s]{1,200}) on (?<resolver>127\.0\.0\.(?:53|1)|\[::1\]):53: /,
      strength: 'states',
      when: (event) => event.kind === 'output' && event.by !== 'unknown',
    },
  ],
  facts: (group) => ({ name: group('name'), resolver: group('resolver') }),

  headline: ({ name, resolver }) => ({
    en: `In the container ${name} was asked of ${resolver}, where nobody answers`,
    zh: `容器内向 ${resolver} 查询 ${name}，而那里没有 DNS 服务`,
  }),
  why: {
    en: `The address of the resolver is a loopback address. On the host systemd-resolved or dnsmasq listens there;
      inside a container loopback is the container itself. It got the file of the host as it is, for example by a
      bind mount of /etc/resolv.conf.`,
    zh: `DNS 服务器地址是回环地址。宿主机上有 systemd-resolved 或 dnsmasq 监听，
      而在容器内回环就是容器自己。容器原样得到了宿主机的文件，例如通过绑定挂载 /etc/resolv.conf。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-resolver',
      title: { en: 'See what the container got', zh: '查看容器得到的配置' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'alpine', 'cat', '/etc/resolv.conf']),
        shell('ls -l /etc/resolv.conf; resolvectl dns', 'Get-DnsClientServerAddress', 'read'),
      ],
    },
    {
      id: 'give-a-resolver',
      title: { en: 'Name a resolver that containers can reach', zh: '指定容器可达的 DNS 服务器' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          { en: 'One that your network allows', zh: '使用你的网络允许的服务器' },
          { after: '{ "dns": ["192.0.2.53"] }' },
        ),
        shell('sudo systemctl restart docker', 'docker desktop restart', 'disruptive'),
      ],
    },
    {
      id: 'do-not-mount-it',
      title: { en: 'And do not mount /etc/resolv.conf', zh: '同时不要挂载 /etc/resolv.conf' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'The engine writes this file itself', zh: '该文件由引擎生成' },
          { before: '      - /etc/resolv.conf:/etc/resolv.conf:ro', after: '' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/libnetwork/internal/resolvconf' },
    { repo: 'moby/buildkit', path: 'executor/oci/resolvconf.go' },
  ],
});

export default systemdResolvedLoop;

export const examples: ExamplesOf<typeof systemdResolvedLoop> = [
  {
    name: 'a Go program in a container',
    log: `app-1  | dial tcp: lookup api.example on 127.0.0.53:53: read udp 127.0.0.1:41273->127.0.0.53:53: read: connection refused
app-1 exited with code 1
`,
    matches: { name: 'api.example', resolver: '127.0.0.53' },
  },
  {
    name: "the engine's own resolver",
    log: `app-1  | dial tcp: lookup database on 127.0.0.11:53: no such host
app-1 exited with code 1
`,
    matches: false,
  },
];
