import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const caCertificatesMissing = condition({
  id: 'ca-certificates-missing',
  stage: 'shell',
  title: { en: 'The image has no list of certificate authorities', zh: '镜像中没有 CA 证书列表' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'error setting certificate file',
        'error setting certificate verify locations',
        'error adding trust anchors from file',
        'Problem with the SSL CA cert',
      ],
      strength: 'states',
    },
    { on: 'output', says: 'CAfile: none CRLfile: none', strength: 'states' },
    { on: 'output', says: 'No system certificates available. Try installing ca-certificates', strength: 'states' },
    { on: 'output', says: 'the trustAnchors parameter must be non-empty', strength: 'states' },
    {
      on: 'output',
      says: 'Unable to locally verify the issuer',
      also: [{ says: 'ERROR: cannot verify ' }],
      strength: 'hints',
    },
  ],

  headline: () => ({
    en: 'No certificate can be verified: the package ca-certificates is not in the image',
    zh: '无法校验任何证书：镜像中没有安装 ca-certificates',
  }),
  why: {
    en: `The TLS library looked for its file of trusted authorities and did not find one, so it trusts nobody. Slim, alpine and
      scratch images come without it. The server is fine.`,
    zh: `TLS 库找不到受信任机构的列表文件，因此不信任任何证书。slim、alpine、scratch 镜像默认不带它。服务器没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-ca-certificates',
      title: { en: 'Install ca-certificates', zh: '安装 ca-certificates' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Debian and Ubuntu.', zh: 'Debian、Ubuntu 系。' },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit('Dockerfile', { en: 'Alpine.', zh: 'Alpine 系。' }, { after: 'RUN apk add --no-cache ca-certificates' }),
        edit(
          'Dockerfile',
          { en: 'scratch: from the build stage.', zh: 'scratch：从构建 stage 复制。' },
          { after: 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/vtls/openssl.c', symbol: 'populate_x509_store' },
    { repo: 'git/git', path: 'http.c' },
  ],
});

export default caCertificatesMissing;

export const examples: ExamplesOf<typeof caCertificatesMissing> = [
  {
    name: 'git on a slim image',
    log: `#6 [2/4] RUN git clone https://git.example/tool.git
#6 0.511 fatal: unable to access 'https://git.example/tool.git/': server certificate verification failed. CAfile: none CRLfile: none
#6 ERROR: process "/bin/sh -c git clone https://git.example/tool.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/tool.git" did not complete successfully: exit code: 128
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'there is a list, the authority is not in it',
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
