import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { isCommand, isOfBuild } from '../../shared/build-event.ts';

const downloadInterrupted = condition({
  id: 'download-interrupted',
  stage: 'shell',
  title: { en: 'A download broke off in the middle', zh: '下载在中途中断' },

  signatures: [
    {
      on: 'output',
      says: ['curl: (18) ', 'curl: (92) ', 'curl: (16) '],
      pattern: /curl: \((?:16|18|92)\) (?<reason>.{1,160})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'curl: (56) ',
      pattern: /curl: \(56\) (?<reason>(?!.{0,80}reset by peer|.{0,80}CONNECT).{1,160})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'error: RPC failed; ',
        'fetch-pack: unexpected disconnect while reading sideband packet',
        'fatal: early EOF',
        'The TLS connection was non-properly terminated',
        'the remote end hung up unexpectedly',
      ],
      pattern:
        /error: RPC failed; (?:HTTP \d{3} )?(?<reason>curl .{1,160})|fetch-pack: unexpected disconnect|fatal: early EOF|non-properly terminated|the remote end hung up unexpectedly/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'SSL_ERROR_SYSCALL',
      pattern: /curl: \(35\) (?<reason>.{0,80}SSL_ERROR_SYSCALL.{0,120})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'transfer closed with ',
      pattern: /(?<reason>transfer closed with (?:\d{1,15} bytes|outstanding read data) remaining.{0,20})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['IncompleteRead(', 'InvalidChunkLength(', 'Connection broken: '],
      pattern: /(?<reason>IncompleteRead\(\d{1,15} bytes read|InvalidChunkLength\(|Connection broken: .{1,80})/,
      when: isOfBuild,
    },
    { on: 'error', exitCode: 18, when: (event) => isCommand(event, /\bcurl\b/), strength: 'hints' },
    { on: 'output', says: 'network failure seems to have happened', strength: 'hints' },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-oom-killed',
    'git-auth-failed',
    'git-ref-missing',
    'git-ssh-auth',
    'disk-full-data-root',
  ],
  headline: ({ reason }) => ({
    en: reason === '' ? 'A download broke off in the middle' : `A download broke off: ${reason}`,
    zh: reason === '' ? '下载在中途中断' : `下载中断：${reason}`,
  }),
  why: {
    en: 'The server was reached and sent a part; then the connection ended. A passing fault of the network, a proxy or mirror that cuts long transfers, or a VPN with too small an MTU. The next attempt often works.',
    zh: '服务器已连通并发送了一部分数据，随后连接结束。可能是网络的瞬时故障、代理或镜像站切断长时间传输，或 VPN 的 MTU 太小。再试一次往往就能成功。',
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'run-again',
      title: { en: 'Run the build again', zh: '重新构建' },
      risk: 'read',
      steps: [
        advise(
          'Nothing of the Dockerfile is wrong; finished steps come from the cache.',
          'Dockerfile 没有错；已完成的步骤来自缓存。',
        ),
      ],
    },
    {
      id: 'let-it-retry',
      title: { en: 'Let the download try again by itself', zh: '让下载自动重试' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'curl from 7.71 on retries broken transfers too.', zh: 'curl 7.71 起也会重试中断的传输。' },
          {
            before: 'curl -fsSL -o file https://host/file',
            after: 'curl -fsSL --retry 5 --retry-all-errors -o file https://host/file',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'A shallow clone moves far less data.', zh: '浅克隆传输的数据少得多。' },
          { before: 'git clone https://host/repo', after: 'git clone --depth 1 https://host/repo' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/strerror.c', symbol: 'curl_easy_strerror' },
    { repo: 'git/git', path: 'remote-curl.c', symbol: 'rpc_service' },
    { repo: 'git/git', path: 'fetch-pack.c' },
  ],
});

export default downloadInterrupted;

export const examples: ExamplesOf<typeof downloadInterrupted> = [
  {
    name: 'curl',
    log: `#8 [4/5] RUN curl -fsSLO https://dl.example/a.tgz
#8 1.104 curl: (18) transfer closed with 1234 bytes remaining to read
#8 ERROR: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 18
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 18
`,
    matches: { reason: 'transfer closed with 1234 bytes remaining to read' },
  },
  {
    name: 'a clone',
    log: `#8 [4/5] RUN git clone https://git.example/x/y
#8 1.104 Cloning into 'y'...
#8 1.125 error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)
#8 1.146 error: 2157 bytes of body are still expected
#8 1.167 fetch-pack: unexpected disconnect while reading sideband packet
#8 1.188 fatal: early EOF
#8 1.209 fatal: fetch-pack: invalid index-pack output
#8 ERROR: process "/bin/sh -c git clone https://git.example/x/y" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/x/y" did not complete successfully: exit code: 128
`,
    matches: {},
  },
  {
    name: 'never connected',
    log: `#8 [4/5] RUN curl -fsSLO https://dl.example/a.tgz
#8 1.104 curl: (7) Failed to connect to dl.example port 443 after 3001 ms: Connection refused
#8 ERROR: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 7
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 7
`,
    matches: false,
    is: 'build-step-network-blocked',
  },
];
