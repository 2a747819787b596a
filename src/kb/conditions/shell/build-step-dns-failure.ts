import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { isCommand, isOfBuild, isOfStep } from '../../shared/build-event.ts';

const buildStepDnsFailure = condition({
  id: 'build-step-dns-failure',
  stage: 'shell',
  title: { en: 'A build step cannot resolve host names', zh: '构建步骤中无法解析域名' },

  signatures: [
    {
      on: 'output',
      says: [
        'Temporary failure resolving ',
        "Could not resolve '",
        "Couldn't resolve host",
        'Could not resolve host',
        'unable to resolve host address',
      ],
      pattern:
        /(?:Temporary failure resolving '|Could not resolve '|Could not resolve host(?:name)?:? ?[‘'"(]?|Couldn't resolve host(?: name)? [‘'"(]?|unable to resolve host address [‘'"]?)(?<host>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)/,
      when: isOfBuild,
      unless: [{ says: 'Could not resolve host: https' }],
    },
    {
      on: 'output',
      says: ['getaddrinfo EAI_AGAIN', 'getaddrinfo ENOTFOUND'],
      pattern: /getaddrinfo (?:EAI_AGAIN|ENOTFOUND) (?<host>[\w.-]{1,200})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'Temporary failure in name resolution',
        'Name or service not known',
        'nodename nor servname provided',
        'Name does not resolve',
        'Try again (os error',
      ],
      pattern:
        /^(?:.{0,400}?(?:host=|host |access 'https?:\/\/|address )[‘'"]?(?<host>[\w.-]{1,200}))?.{0,600}(?:Temporary failure in name resolution|Name or service not known|nodename nor servname|Name does not resolve)/,
      // Clients of databases, which a service has and a step hardly ever.
      unless: [{ says: ['could not translate host name "', 'Error -2 connecting to ', 'Error -3 connecting to '] }],
      when: isOfBuild,
    },
    {
      on: ['output', 'error'],
      says: 'dial tcp: lookup ',
      pattern:
        /dial tcp: lookup (?<host>[\w.-]{1,200})(?: on [\d.:[\]a-f]{1,60})?: (?:no such host|i\/o timeout|server misbehaving|read udp|Temporary failure|dial udp)/,
      when: (event) => event.step !== undefined && event.kind === 'output',
    },
    {
      on: 'output',
      says: 'no servers could be reached',
      pattern: /^;; (?:connection timed out; )?no servers could be reached/,
      when: isOfStep,
    },
    { on: 'output', says: "bad address '", pattern: /bad address '(?<host>[\w.:-]{1,200})'/, when: isOfBuild },
    {
      on: 'output',
      says: ['DNS: transient error (try again later)', 'DNS lookup error', "Couldn't resolve host name"],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'UnknownHostException',
      pattern: /UnknownHostException: (?<host>[\w.-]{1,200})/,
      when: isOfStep,
    },
    { on: 'error', exitCode: 6, when: (event) => isCommand(event, /\bcurl\b[^|]*$/), strength: 'hints' },
    {
      on: 'output',
      says: ':nxdomain',
      pattern: /\{:?to_address, \{['"](?<host>[\w.-]{1,200})['"]|:nxdomain\b/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ["code: 'EAI_AGAIN'", "code: 'ENOTFOUND'"],
      pattern: /^\s*code: '(?:EAI_AGAIN|ENOTFOUND)',?$/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'UnknownHostError: no such name',
      pattern: /no such name \(https?:\/\/(?<host>[\w.-]{1,200})/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        '[Errno -3] Temporary',
        '[Errno -5] No address associated with hostname',
        '[Errno -3] Try again',
        '[Errno -2] Name does not resolve',
      ],
      pattern: /\[Errno -[235]\] (?:Temporary|No address|Try again|Name does not)/,
      when: isOfBuild,
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: ['yum-eol-mirrorlist', 'proxy-missing-in-build', 'build-arg-missing', 'ip-forward-disabled'],
  headline: ({ host }) => ({
    en: host === '' ? 'The build step could not resolve a host name' : `The build step could not resolve "${host}"`,
    zh: host === '' ? '构建步骤无法解析域名' : `构建步骤无法解析 "${host}"`,
  }),
  why: {
    en: `The name lookup failed inside the step, before any connection. If every name fails, the resolver that the builder
      hands to its steps is unreachable (VPN, firewall, a resolver on 127.0.0.1). If only this one does, the name is wrong,
      gone, or known only to an internal DNS. "Package not found" lines after this follow from it.`,
    zh: `步骤内的域名解析在建立连接之前就失败了。如果所有域名都失败，说明构建器交给步骤的 DNS 不可达
      （VPN、防火墙、127.0.0.1 上的解析器）；如果只有这一个失败，则该域名写错、已停用，或只有内部 DNS 认识。
      之后出现的“找不到软件包”只是它的后果。`,
  },

  retry: 'unknown',
  remedies: ({ host }) => [
    {
      id: 'look-from-a-container',
      title: { en: 'Try the name from a container and from the host', zh: '分别在容器和宿主机上解析' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'run',
          '--rm',
          'alpine',
          'sh',
          '-c',
          'cat /etc/resolv.conf; nslookup "$0"; nslookup example.com',
          host === '' ? 'example.com' : host,
        ]),
        look(['nslookup', host === '' ? 'example.com' : host]),
      ],
    },
    {
      id: 'host-network-as-a-test',
      title: { en: 'As a test, build with the network of the host', zh: '作为测试，使用宿主机网络构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '--network=host', '.'], 'reversible')],
    },
    {
      id: 'set-dns-for-the-engine',
      title: { en: 'Give the engine a DNS server that containers reach', zh: '为引擎配置容器可达的 DNS' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'The DNS server of your network; restart Docker afterwards.',
            zh: '填所在网络的 DNS；之后重启 Docker。',
          },
          { after: '{ "dns": ["192.0.2.53", "1.1.1.1"] }', on: 'linux' },
        ),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        advise(
          'Settings → Docker Engine: add "dns": ["…"], then Apply & restart; with a VPN also try Settings → Resources → Network.',
          'Settings → Docker Engine 中加入 "dns": ["…"]，再点 Apply & restart；使用 VPN 时也检查 Settings → Resources → Network。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'methods/connect.cc', symbol: 'ConnectToHostname' },
    { repo: 'curl/curl', path: 'lib/hostip.c', symbol: 'CURLE_COULDNT_RESOLVE_HOST' },
    { repo: 'moby/buildkit', path: 'executor/oci/resolvconf.go', symbol: 'GetResolvConf' },
  ],
});

export default buildStepDnsFailure;

export const examples: ExamplesOf<typeof buildStepDnsFailure> = [
  {
    name: 'a script waits with BusyBox',
    log: `server-1  | nc: bad address 'db'
server-1 exited with code 1
`,
    matches: false,
    is: 'service-dns-failure',
  },
  {
    name: 'redis-py, without a name before it',
    log: `[2026-05-12 10:00:00,000: ERROR/MainProcess] consumer: Cannot connect to redis://redis:6379/0: Error -2 connecting to redis:6379. Name or service not known..
`,
    matches: false,
    is: 'service-dns-failure',
  },
  {
    name: 'apt; the package then seems missing',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y curl
#5 0.148 Err:1 http://mirror.example/debian bookworm InRelease
#5 0.148   Temporary failure resolving 'mirror.example'
#5 0.157 W: Failed to fetch http://mirror.example/debian/dists/bookworm/InRelease  Temporary failure resolving 'mirror.example'
#5 0.167 E: Unable to locate package curl
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: { host: 'mirror.example' },
  },
  {
    name: 'npm',
    log: `#9 [4/6] RUN npm ci
#9 21.11 npm error code EAI_AGAIN
#9 21.11 npm error request to https://registry.example/left-pad failed, reason: getaddrinfo EAI_AGAIN registry.example
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'the name resolves, the connection is refused',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.148 curl: (7) Failed to connect to files.example port 443 after 2 ms: Connection refused
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'build-step-network-blocked',
  },
];
