import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const tlsClientTooOld = condition({
  id: 'tls-client-too-old',
  stage: 'shell',
  title: { en: 'The TLS library of the image is too old for the server', zh: '镜像中的 TLS 库对该服务器来说太旧' },

  signatures: [
    {
      on: 'output',
      says: [
        'tlsv1 alert protocol version',
        'gnutls_handshake() failed: Handshake failed',
        'gnutls_handshake() failed: A TLS fatal alert',
        'sslv3 alert handshake failure',
        'SSLV3_ALERT_HANDSHAKE_FAILURE',
        'TLSV1_ALERT_PROTOCOL_VERSION',
        'Received fatal alert: protocol_version',
        'problem making ssl connection',
        'gnutls_handshake() failed: A packet with illegal or unsupported version',
        'SSL routines:SSL23_GET_SERVER_HELLO',
        'Peer reports incompatible or unsupported protocol version',
      ],
      when: isOfBuild,
    },
    { on: 'output', says: 'TLS connect failed', pattern: /ssl_client: \S{1,200}: TLS connect failed/, when: isOfBuild },
    {
      on: 'output',
      says: 'not an http or ftp url: https:',
      when: isOfBuild,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The server refuses the TLS handshake: the image offers only old protocol versions or ciphers',
    zh: '服务器拒绝 TLS 握手：镜像只支持旧的协议版本或加密套件',
  }),
  why: {
    en: `The server ended the handshake before any certificate was looked at. Servers have switched off TLS 1.0 and 1.1, and the
      OpenSSL, GnuTLS, Python 2 or Java 7 of an old base image offers nothing newer. Certificates and network are fine.`,
    zh: `服务器在检查证书之前就结束了握手。服务器已停用 TLS 1.0 和 1.1，而旧基础镜像里的 OpenSSL、GnuTLS、Python 2 或 Java 7
      不支持更新的版本。证书和网络都没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-base',
      title: { en: 'Build on a base image with a current TLS library', zh: '改用带有新 TLS 库的基础镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'TLS 1.2 needs OpenSSL 1.0.1, Java 8 or Python 2.7.9 at least.',
            zh: 'TLS 1.2 至少需要 OpenSSL 1.0.1、Java 8 或 Python 2.7.9。',
          },
          { after: 'FROM debian:12-slim' },
        ),
      ],
    },
    {
      id: 'download-in-another-stage',
      title: { en: 'Or download in a stage of its own', zh: '或在单独的 stage 里下载' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'BuildKit itself fetches the file.', zh: '由 BuildKit 自己下载。' },
          { after: 'ADD https://files.example/tool.tgz /tmp/tool.tgz' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openssl/openssl', path: 'ssl/ssl_err.c', symbol: 'SSL_R_TLSV1_ALERT_PROTOCOL_VERSION' },
    { repo: 'gnutls/gnutls', path: 'lib/errors.c' },
  ],
});

export default tlsClientTooOld;

export const examples: ExamplesOf<typeof tlsClientTooOld> = [
  {
    name: 'an old OpenSSL',
    log: `Step 4/9 : RUN git clone https://git.example/tool.git
 ---> Running in 2f1c8ab0a6ce
Cloning into 'tool'...
fatal: unable to access 'https://git.example/tool.git/': error:1407742E:SSL routines:SSL23_GET_SERVER_HELLO:tlsv1 alert protocol version
The command '/bin/sh -c git clone https://git.example/tool.git' returned a non-zero code: 128
`,
    matches: {},
  },
  {
    name: 'the certificate is the problem',
    log: `#9 [4/6] RUN curl -fsSL https://files.example/x -o x
#9 0.301 curl: (60) SSL certificate problem: certificate has expired
#9 ERROR: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
`,
    matches: false,
    is: 'remote-certificate-invalid',
  },
];
