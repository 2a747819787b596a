import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';

const daemonTlsClientCert = condition({
  id: 'daemon-tls-client-cert',
  stage: 'client',
  title: { en: 'The engine wants a client certificate', zh: '引擎要求客户端证书' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'the server probably has client authentication (--tlsverify) enabled',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The engine refused the connection: no valid client certificate',
    zh: '引擎拒绝连接：没有有效的客户端证书',
  }),
  why: {
    en: `The TLS handshake with the engine failed because it verifies its clients and this one sent no certificate,
      or one signed by another CA. The files come from DOCKER_CERT_PATH or from the context.`,
    zh: `引擎会验证客户端，而该客户端没有发送证书，或证书由另一个 CA 签发，因此 TLS 握手失败。
      证书文件来自 DOCKER_CERT_PATH 或 context。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-certificates',
      title: { en: 'See which certificates are used and until when they are valid', zh: '查看所用证书及其有效期' },
      risk: 'read',
      steps: [
        shell(
          'ls -l "${DOCKER_CERT_PATH:-$HOME/.docker}"; openssl x509 -noout -subject -issuer -enddate -in "${DOCKER_CERT_PATH:-$HOME/.docker}/cert.pem"',
          'Get-ChildItem $env:DOCKER_CERT_PATH',
          'read',
        ),
        look(['docker', 'context', 'ls']),
      ],
    },
    {
      id: 'set-certificate-path',
      title: { en: 'Point the client at the certificates of this engine', zh: '让客户端使用该引擎的证书' },
      risk: 'reversible',
      steps: [
        advise(
          'Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem issued for this engine; issue new ones if they have expired.',
          '设置 DOCKER_TLS_VERIFY=1，并把 DOCKER_CERT_PATH 指向为该引擎签发的 ca.pem、cert.pem、key.pem 所在目录；过期则重新签发。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' }],
});

export default daemonTlsClientCert;

export const examples: ExamplesOf<typeof daemonTlsClientCert> = [
  {
    name: 'no certificate sent',
    log: `error during connect: the server probably has client authentication (--tlsverify) enabled; check your TLS client certification settings: Get "https://build.example:2376/v1.47/containers/json": remote error: tls: certificate required
`,
    matches: {},
  },
  {
    name: 'plain HTTP to a TLS port',
    log: `Error response from daemon: Client sent an HTTP request to an HTTPS server.
`,
    matches: false,
    is: 'daemon-tls-required',
  },
];
