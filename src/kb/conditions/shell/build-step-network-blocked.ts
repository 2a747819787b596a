import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { isCommand, isOfStep } from '../../shared/build-event.ts';

const buildStepNetworkBlocked = condition({
  id: 'build-step-network-blocked',
  stage: 'shell',
  title: { en: 'A build step cannot reach a server', zh: '构建步骤无法连接到服务器' },

  signatures: [
    {
      on: 'output',
      says: ['Failed to connect to ', 'Could not connect to ', 'Unable to connect to '],
      pattern:
        /(?:Failed to connect to|Could not connect to|Unable to connect to) (?!127\.0\.0\.1|localhost|\[::1\]|proxy)(?<host>[\w.-]{1,200})(?: port |:)\d{1,5}/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        'connect ECONNREFUSED',
        'connect ETIMEDOUT',
        'connect ENETUNREACH',
        'connect EHOSTUNREACH',
        'read ECONNRESET',
        'npm error code ETIMEDOUT',
        'ERR! code ETIMEDOUT',
      ],
      pattern:
        /(?:ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ECONNRESET)(?: (?!127\.0\.0\.1|::1)(?<host>[\w.:-]{1,100}))?$/,
      unless: [{ says: ['ECONNREFUSED 127.0.0.1', 'ECONNREFUSED ::1'] }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        'Connection timed out',
        'Connection refused',
        'Network is unreachable',
        'No route to host',
        'Connection reset by peer',
        'Operation timed out',
      ],
      unless: [
        {
          says: [
            'computed checksum',
            '"localhost" (127.0.0.1)',
            'localhost port ',
            '127.0.0.1 port ',
            'localhost:',
            '127.0.0.1:',
          ],
        },
      ],
      pattern:
        /(?:curl: \(\d+\)|wget: |wget:|ssh: connect to host|Connecting to|connect \(\d+:|fatal: unable to access|failed:|unable to connect).{0,300}(?:timed out|refused|unreachable|No route to host|reset by peer)|^E: .{1,300}(?:timed out|refused|unreachable|No route to host)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'Recv failure: Connection reset by peer',
      unless: [{ says: 'computed checksum' }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['dial tcp '],
      pattern:
        /dial tcp (?!127\.0\.0\.1|\[::1\])(?<host>[\d.:[\]a-f]{1,60}): (?:i\/o timeout|connect: (?:connection refused|connection timed out|network is unreachable|no route to host|cannot assign requested address))/,
      when: isOfStep,
    },
    { on: 'error', exitCode: 7, when: (event) => isCommand(event, /\bcurl\b/), strength: 'hints' },
    { on: 'error', exitCode: 28, when: (event) => isCommand(event, /\bcurl\b/), strength: 'hints' },
    { on: 'error', exitCode: 4, when: (event) => isCommand(event, /\bwget\b/), strength: 'hints' },
    {
      on: 'output',
      says: ["code: 'ENETUNREACH'", "code: 'ETIMEDOUT'", "code: 'EHOSTUNREACH'", "code: 'UND_ERR_CONNECT_TIMEOUT'"],
      pattern: /^\s*code: '(?:ENETUNREACH|ETIMEDOUT|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)',?$/,
      unless: [{ says: ["address: '127.0.0.1'", "address: '::1'"] }],
      when: isOfStep,
    },
    {
      on: 'output',
      says: [
        'Timeout was reached ',
        'Curl error (28): ',
        'Curl error (7): ',
        'Caused by: operation timed out',
        'CondaHTTPError: HTTP 000 CONNECTION FAILED',
        'failed to open stream: Connection timed out',
        'fatal: unable to connect to ',
      ],
      pattern:
        /\[28\] Timeout was reached|Curl error \((?:28|7)\)|operation timed out|HTTP 000 CONNECTION FAILED for url <https?:\/\/(?<host>[\w.-]{1,200})|Connection timed out|unable to connect to [\w.-]{1,200}:$/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: 'Failed to fetch http',
      pattern:
        /^E: Failed to fetch https?:\/\/(?<host>[\w.-]{1,200})\S{0,300}\s+(?:Connection failed|Connection timed out|Could not connect|Undetermined Error)/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: [
    'git-protocol-gone',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'remote-certificate-invalid',
    'tls-client-too-old',
    'proxy-missing-in-build',
    'yum-eol-mirrorlist',
    'service-start-in-build',
    'ip-forward-disabled',
  ],
  headline: ({ host }) => ({
    en: host === '' ? 'A build step could not reach a server' : `A build step could not reach ${host}`,
    zh: host === '' ? '构建步骤无法连接到服务器' : `构建步骤无法连接到 ${host}`,
  }),
  why: {
    en: `The name was resolved, and the connection was refused, timed out or was cut. If everything outside fails, a firewall
      stops forwarded traffic (iptables, firewalld, VPN) or the network needs a proxy. If only this server fails, it is down
      or closes that port.`,
    zh: `域名已解析，但连接被拒绝、超时或中断。如果所有外部地址都失败，说明防火墙阻断了转发流量（iptables、firewalld、VPN），
      或网络需要代理；如果只有这台服务器失败，则是它宕机或关闭了该端口。`,
  },

  retry: 'unknown',
  remedies: ({ host }) => [
    {
      id: 'look-from-a-container',
      title: { en: 'Compare the host with a container', zh: '对比宿主机与容器' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'curlimages/curl', '-sSIm', '10', 'https://example.com']),
        look(['curl', '-sSIm', '10', `https://${/^[\w.-]+$/.test(host) ? host : 'example.com'}`]),
      ],
    },
    {
      id: 'host-network-as-a-test',
      title: { en: 'As a test, build with the network of the host', zh: '作为测试，使用宿主机网络构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '--network=host', '.'], 'reversible')],
    },
    {
      id: 'retry-in-the-step',
      title: { en: 'If it comes and goes, let the download retry', zh: '如果时好时坏，让下载自动重试' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'curl retries; apt: -o Acquire::Retries=3.', zh: 'curl 重试；apt 用 -o Acquire::Retries=3。' },
          { after: 'RUN curl -fsSL --retry 5 --retry-all-errors …' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/connect.c', symbol: 'CURLE_COULDNT_CONNECT' },
    { repo: 'Debian/apt', path: 'methods/connect.cc', symbol: 'DoConnect' },
  ],
});

export default buildStepNetworkBlocked;

export const examples: ExamplesOf<typeof buildStepNetworkBlocked> = [
  {
    name: 'curl',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 130.1 curl: (28) Failed to connect to files.example port 443 after 129873 ms: Connection timed out
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 28
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 28
`,
    matches: { host: 'files.example' },
  },
  {
    name: 'apt',
    log: `#5 [2/2] RUN apt-get update
#5 30.2 W: Failed to fetch http://mirror.example/debian/dists/bookworm/InRelease  Could not connect to mirror.example:80 (192.0.2.7). - connect (113: No route to host)
#5 30.3 E: Unable to locate package curl
#5 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { host: 'mirror.example' },
  },
  {
    name: 'the name does not resolve',
    log: `#5 [2/2] RUN curl -fsSL https://files.example/tool.tgz -o tool.tgz
#5 0.101 curl: (6) Could not resolve host: files.example
#5 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 6
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool.tgz -o tool.tgz" did not complete successfully: exit code: 6
`,
    matches: false,
    is: 'build-step-dns-failure',
  },
];
