import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const buildTlsUnknownCa = condition({
  id: 'build-tls-unknown-ca',
  stage: 'shell',
  title: {
    en: 'A build step does not trust the certificate authority of a server',
    zh: '构建步骤不信任服务器证书的签发机构',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'SELF_SIGNED_CERT_IN_CHAIN',
        'CERT_UNTRUSTED',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'self-signed certificate in certificate chain',
        'self signed certificate in certificate chain',
        'SSL certificate problem: self',
        'SSL certificate problem: unable to get local issuer certificate',
        'unable to get local issuer certificate',
        'x509: certificate signed by unknown authority',
        'server certificate verification failed. CAfile',
        'PKIX path building failed',
        'The certificate is NOT trusted. The certificate issuer is unknown',
        'in the certificate chain: UntrustedRoot',
        'in the certificate chain: PartialChain',
        'TLS: server certificate not trusted',
        'unable to verify the first certificate',
        "doesn't have a known issuer",
        'Self-signed certificate encountered',
        'invalid peer certificate: UnknownIssuer',
      ],
      when: isOfBuild,
      unless: [{ says: ['npm WARN notice', 'certificate has expired', 'CERT_HAS_EXPIRED'] }],
    },
    {
      on: 'output',
      says: ['CERTIFICATE_VERIFY_FAILED', 'certificate verify failed'],
      unless: [{ says: ['certificate has expired', 'Hostname mismatch', 'CERT_HAS_EXPIRED', 'tlsv1 alert'] }],
      when: isOfBuild,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['SSLv3 read server certificate B: certificate verify failed', 'issuer is not trusted'],
      when: isOfBuild,
      strength: 'states',
    },
  ],

  yieldsTo: [
    'ca-certificates-missing',
    'clock-skew-tls',
    'remote-certificate-invalid',
    'npm-client-too-old',
    'apt-clock-skew',
    'java-pkix',
  ],
  headline: () => ({
    en: 'The build step does not know the authority that signed the server certificate',
    zh: '构建步骤不认识签发服务器证书的机构',
  }),
  why: {
    en: `The connection worked; the certificate chain ends in an authority that the image does not trust. Most often a company
      firewall opens TLS and signs with its own CA, which is installed on the host but not in the image. Old images with an
      old CA list give the same text.`,
    zh: `连接成功，但证书链的根不在镜像信任的列表中。最常见的是公司防火墙解密 TLS 并用自己的 CA 重新签发，
      宿主机装了该 CA 而镜像没有。镜像过旧、CA 列表过期也会出现同样的信息。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-issuer',
      title: { en: 'See who signed it, from inside a container', zh: '在容器内查看签发者' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'curlimages/curl', '-sSvI', 'https://<host>'], {
          note: { en: 'Read the "issuer:" line.', zh: '查看 “issuer:” 一行。' },
        }),
      ],
    },
    {
      id: 'install-the-ca',
      title: { en: 'Install the CA in the image', zh: '把该 CA 装进镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Before the first download; each runtime that has its own list must be told.',
            zh: '放在第一次下载之前；自带证书列表的运行时需要单独指定。',
          },
          {
            after: `COPY corporate-ca.crt /usr/local/share/ca-certificates/corporate-ca.crt
RUN update-ca-certificates
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/corporate-ca.crt \\
    REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt \\
    PIP_CERT=/etc/ssl/certs/ca-certificates.crt`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openssl/openssl', path: 'crypto/x509/x509_txt.c', symbol: 'X509_verify_cert_error_string' },
    { repo: 'golang/go', path: 'src/crypto/x509/verify.go', symbol: 'UnknownAuthorityError' },
    { repo: 'nodejs/node', path: 'src/crypto/crypto_common.cc', symbol: 'X509ErrorCode' },
  ],
});

export default buildTlsUnknownCa;

export const examples: ExamplesOf<typeof buildTlsUnknownCa> = [
  {
    name: 'npm behind a company firewall',
    log: `#9 [4/6] RUN npm ci
#9 3.101 npm error code SELF_SIGNED_CERT_IN_CHAIN
#9 3.101 npm error request to https://registry.example/left-pad failed, reason: self-signed certificate in certificate chain
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'curl',
    log: `#9 [4/6] RUN curl -fsSL https://files.example/x -o x
#9 0.301 curl: (60) SSL certificate problem: unable to get local issuer certificate
#9 ERROR: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
`,
    matches: {},
  },
  {
    name: 'the certificate of the server has expired',
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
