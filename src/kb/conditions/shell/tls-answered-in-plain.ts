import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const tlsAnsweredInPlain = condition({
  id: 'tls-answered-in-plain',
  stage: 'shell',
  title: { en: 'The other side answered a TLS connection in plain text', zh: '对方以明文应答了 TLS 连接' },

  signatures: [
    {
      on: 'output',
      says: [
        'wrong version number',
        'WRONG_VERSION_NUMBER',
        'packet length too long',
        'PACKET_LENGTH_TOO_LONG',
        'first record does not look like a TLS handshake',
        'Unsupported or unrecognized SSL message',
      ],
      pattern:
        /(?:SSL|ssl|tls|TLS).{0,120}(?:wrong version number|WRONG_VERSION_NUMBER|packet length too long|PACKET_LENGTH_TOO_LONG)|first record does not look like a TLS handshake|Unsupported or unrecognized SSL message/,
      when: isOfStep,
      strength: 'states',
    },
  ],

  yieldsTo: ['pypi-http-index', 'registry-http-only'],
  headline: () => ({ en: 'A server or proxy answered TLS in plain text', zh: '服务器或代理以明文应答 TLS' }),
  why: {
    en: 'What was asked over TLS speaks plain HTTP: mostly a proxy written as https:// in HTTPS_PROXY although the proxy itself speaks http://, a captive network that answers instead of the server, or a wrong port.',
    zh: '请求使用 TLS，而对方只说明文 HTTP：多半是 HTTPS_PROXY 写成了 https://，而代理本身使用 http://；也可能是强制门户代替服务器应答，或端口有误。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'proxy-scheme',
      title: { en: 'Write the proxy with http://', zh: '代理地址使用 http://' },
      risk: 'read',
      steps: [
        advise(
          'Build with --build-arg HTTPS_PROXY=http://proxy:port; the scheme is that of the proxy, not of the target. Look into ~/.docker/config.json too, whose "proxies" are passed to every build.',
          '构建时使用 --build-arg HTTPS_PROXY=http://proxy:port；协议指代理本身，而不是目标。也要检查 ~/.docker/config.json，其中的 “proxies” 会传给每次构建。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openssl/openssl', path: 'crypto/err/openssl.txt', symbol: 'SSL_R_WRONG_VERSION_NUMBER' },
    { repo: 'golang/go', path: 'src/crypto/tls/conn.go', symbol: 'RecordHeaderError' },
  ],
});

export default tlsAnsweredInPlain;

export const examples: ExamplesOf<typeof tlsAnsweredInPlain> = [
  {
    name: 'curl',
    log: `#8 [4/5] RUN curl -fsSLO https://dl.example/a.tgz
#8 1.104 curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number
#8 ERROR: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 35
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 35
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'an unknown authority',
    log: `#8 [4/5] RUN curl -fsSLO https://dl.example/a.tgz
#8 1.104 curl: (60) SSL certificate problem: self-signed certificate in certificate chain
#8 ERROR: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 60
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz" did not complete successfully: exit code: 60
`,
    matches: false,
    is: 'build-tls-unknown-ca',
  },
];
