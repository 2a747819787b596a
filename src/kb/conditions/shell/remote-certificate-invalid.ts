import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const remoteCertificateInvalid = condition({
  id: 'remote-certificate-invalid',
  stage: 'shell',
  title: { en: 'The certificate of a server has expired or is for another name', zh: '服务器证书已过期，或与域名不符' },

  signatures: [
    {
      on: 'output',
      says: [
        'SSL certificate problem: certificate has expired',
        'certificate verify failed: certificate has expired',
        'CERT_HAS_EXPIRED',
        'certificate has expired or is not yet valid',
        'has expired.',
        'The certificate chain uses expired certificate',
        'certificate has expired',
      ],
      pattern: /certificate.{0,120}expired|CERT_HAS_EXPIRED/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: [
        'no alternative certificate subject name matches',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'Hostname mismatch, certificate is not valid for',
        'x509: certificate is valid for',
        'certificate common name',
      ],
      when: isOfBuild,
      strength: 'states',
    },
  ],

  yieldsTo: ['clock-skew-tls', 'apt-clock-skew', 'npm-client-too-old'],
  headline: () => ({
    en: 'A server that the step downloads from shows a certificate that is not valid',
    zh: '该步骤要访问的服务器出示的证书无效',
  }),
  why: {
    en: `The chain was checked and the certificate is out of date or made for another name. Three things cause that: the server
      itself, a clock that is wrong on the engine's side, or an image so old that a root in its CA list has expired (the
      root of Let's Encrypt in 2021).`,
    zh: `证书链已校验，证书过期或属于别的域名。原因有三种：服务器本身、引擎一侧时钟不准，
      或镜像太旧，其 CA 列表里的根证书已过期（例如 2021 年 Let's Encrypt 的根证书）。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-clock-and-certificate',
      title: { en: 'Check the clock and the certificate', zh: '检查时钟与证书' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'alpine', 'date', '-u']),
        look(['curl', '-sSvI', 'https://files.example'], {
          note: { en: 'With the host of the failing download.', zh: '换成失败的下载主机。' },
        }),
      ],
    },
    {
      id: 'newer-ca-list-or-source',
      title: {
        en: 'Renew the CA list of the image, or download from elsewhere',
        zh: '更新镜像的 CA 列表，或换下载来源',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Or take a newer base image. Do not switch verification off.',
            zh: '或使用更新的基础镜像。不要关闭证书校验。',
          },
          { after: 'RUN apt-get update && apt-get install -y --only-upgrade ca-certificates openssl' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openssl/openssl', path: 'crypto/x509/x509_txt.c', symbol: 'X509_V_ERR_CERT_HAS_EXPIRED' },
    { repo: 'curl/curl', path: 'lib/vtls/openssl.c', symbol: 'Curl_ossl_verifyhost' },
  ],
});

export default remoteCertificateInvalid;

export const examples: ExamplesOf<typeof remoteCertificateInvalid> = [
  {
    name: 'expired',
    log: `#9 [4/6] RUN curl -fsSL https://files.example/x -o x
#9 0.301 curl: (60) SSL certificate problem: certificate has expired
#9 ERROR: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
`,
    matches: {},
  },
  {
    name: 'the authority is not known',
    log: `#9 [4/6] RUN curl -fsSL https://files.example/x -o x
#9 0.301 curl: (60) SSL certificate problem: unable to get local issuer certificate
#9 ERROR: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/x -o x" did not complete successfully: exit code: 60
`,
    matches: false,
    is: 'build-tls-unknown-ca',
  },
];
