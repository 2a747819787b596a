import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';
import { registryRequest, restartEngine } from '../../shared/registry.ts';

const registryDnsFailure = condition({
  id: 'registry-dns-failure',
  stage: 'registry',
  title: { en: 'The engine cannot resolve the name of the registry', zh: '引擎无法解析镜像仓库的域名' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'dial tcp: lookup ',
      pattern: registryRequest(
        String.raw`dial tcp: lookup (?<name>[^\s:]{1,253})(?: on (?<server>\S{1,80}))?: (?<reason>[^\n]{1,200})`,
      ),
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'dial tcp: lookup ',
      pattern:
        /dial tcp: lookup (?<name>(?:registry-1|auth|index)\.docker\.io|production\.cloudflare\.docker\.com|ghcr\.io|quay\.io|mcr\.microsoft\.com)(?: on (?<server>\S{1,80}))?: (?<reason>[^\n]{1,200})/,
    },
  ],
  facts: (group) => ({ name: group('name'), server: group('server').replace(/:\d+$/, '') }),

  yieldsTo: [
    'registry-mirror-broken',
    'stage-name-pulled',
    'frontend-image-unavailable',
    'daemon-proxy-misconfig',
    'image-ref-invalid',
  ],
  headline: ({ name, server }) => ({
    en: `The engine cannot resolve ${name}${server === '' ? '' : ` (asked ${server})`}`,
    zh: `引擎无法解析 ${name}${server === '' ? '' : `（DNS 服务器 ${server}）`}`,
  }),
  why: {
    en: `The engine itself asked its DNS server for the registry and got no address. It uses the resolver of the machine (or VM)
      it runs in: "dns" in daemon.json only concerns containers. A VPN, a stopped local resolver or a misspelled registry host are usual.`,
    zh: `引擎向 DNS 服务器查询仓库域名，没有得到地址。引擎使用所在机器（或虚拟机）的解析配置，daemon.json 中的 "dns" 只影响容器。
      常见原因是 VPN、本地解析服务停止，或仓库地址写错。`,
  },

  retry: 'unknown',
  remedies: ({ name }) => [
    {
      id: 'ask-dns',
      title: { en: 'Ask for the name outside of the engine', zh: '在引擎之外查询该域名' },
      risk: 'read',
      steps: [
        look(['nslookup', name]),
        shell('cat /etc/resolv.conf; resolvectl status | head -n 20', 'Get-DnsClientServerAddress', 'read'),
      ],
    },
    {
      id: 'repair-resolver',
      title: { en: 'Repair the resolver of the machine the engine runs on', zh: '修复引擎所在机器的 DNS 配置' },
      risk: 'disruptive',
      steps: [
        advise(
          'If it does not resolve there either: correct the host name of the registry, connect or disconnect the VPN, or set a reachable DNS server for this network. Then restart the engine, which may have kept the old servers.',
          '如果那里也无法解析：更正仓库地址，连接或断开 VPN，或为当前网络设置可用的 DNS 服务器。然后重启引擎，它可能还保留着旧的服务器。',
        ),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
        ...restartEngine().filter(({ on }) => on === 'linux'),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/net/net.go', symbol: 'DNSError.Error' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'failed to do request' },
  ],
});

export default registryDnsFailure;

export const examples: ExamplesOf<typeof registryDnsFailure> = [
  {
    name: 'BuildKit',
    log: `#2 [internal] load metadata for docker.io/library/alpine:3.20
#2 ERROR: failed to do request: Head "https://registry.example/v2/library/alpine/manifests/3.20": dial tcp: lookup registry.example on 192.0.2.53:53: server misbehaving
------
ERROR: failed to build: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: failed to do request: Head "https://registry.example/v2/library/alpine/manifests/3.20": dial tcp: lookup registry.example on 192.0.2.53:53: server misbehaving
`,
    matches: { name: 'registry.example', server: '192.0.2.53' },
    verdict: 'confirmed',
    remedies: ['ask-dns', 'repair-resolver'],
  },
  {
    name: 'docker pull',
    log: `Error response from daemon: Get "https://registry.example/v2/": dial tcp: lookup registry.example on [2001:db8::1]:53: read udp [2001:db8::2]:41000->[2001:db8::1]:53: i/o timeout
`,
    matches: { name: 'registry.example' },
  },
  {
    name: 'a program in a step cannot resolve',
    log: `#7 [3/3] RUN go mod download
#7 1.201 go: example.test/lib@v1.0.0: Get "https://goproxy.example/v2/lib/": dial tcp: lookup goproxy.example on 192.0.2.53:53: no such host
#7 ERROR: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c go mod download" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
