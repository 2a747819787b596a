import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const gpgKeyDownloadInvalid = condition({
  id: 'gpg-key-download-invalid',
  stage: 'packages',
  title: { en: 'What was downloaded as a key is no key', zh: '下载到的内容不是公钥' },

  signatures: [
    { on: 'output', says: 'gpg: no valid OpenPGP data found' },
    { on: ['output', 'error'], says: ' not an armored public key', strength: 'states' },
  ],

  yieldsTo: [
    'gpg-keyserver-failed',
    'download-404',
    'download-403',
    'download-5xx',
    'command-not-found',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'ca-certificates-missing',
    'remote-certificate-invalid',
    'tls-client-too-old',
    'proxy-missing-in-build',
    'build-arg-missing',
  ],
  headline: () => ({
    en: 'gpg was given something that is no key: the download failed or brought a web page',
    zh: 'gpg 得到的不是公钥：下载失败，或返回的是网页',
  }),
  why: {
    en: `In "curl … | gpg" or "curl … | apt-key add -" the download comes first. It returned nothing, an error page or a redirect, and gpg
      finds no key in that. The address of the key has changed, or curl or wget failed silently.`,
    zh: `在 “curl … | gpg” 或 “curl … | apt-key add -” 中，下载先执行。它返回了空内容、错误页面或重定向，gpg 在其中找不到公钥。
      公钥地址已变更，或 curl、wget 静默失败。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-what-comes',
      title: { en: 'See what the address delivers', zh: '查看该地址返回的内容' },
      risk: 'read',
      steps: [
        look(['curl', '-sSIL', 'https://packages.vendor.example/key.asc'], {
          note: { en: 'With the address of the failing step.', zh: '换成失败步骤中的地址。' },
        }),
      ],
    },
    {
      id: 'fail-and-follow',
      title: { en: 'Let the download fail by itself, without a pipe', zh: '不用管道，让下载失败时直接报错' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'With the address that the vendor documents today.', zh: '使用厂商当前文档中的地址。' },
          { after: 'RUN curl -fsSL https://packages.vendor.example/key.asc -o /etc/apt/keyrings/vendor.asc' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'gpg/gnupg', path: 'g10/openfile.c / g10/armor.c', symbol: 'armor_filter' }],
});

export default gpgKeyDownloadInvalid;

export const examples: ExamplesOf<typeof gpgKeyDownloadInvalid> = [
  {
    name: 'a web page piped into apt-key',
    log: `#6 [2/4] RUN curl -s https://packages.vendor.example/key.asc | apt-key add -
#6 0.801 gpg: no valid OpenPGP data found.
#6 ERROR: process "/bin/sh -c curl -s https://packages.vendor.example/key.asc | apt-key add -" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -s https://packages.vendor.example/key.asc | apt-key add -" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'curl says why',
    log: `#6 [2/4] RUN curl -fsSL https://packages.vendor.example/key.asc -o key.asc
#6 0.801 curl: (22) The requested URL returned error: 404
#6 ERROR: process "/bin/sh -c curl -fsSL https://packages.vendor.example/key.asc -o key.asc" did not complete successfully: exit code: 22
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://packages.vendor.example/key.asc -o key.asc" did not complete successfully: exit code: 22
`,
    matches: false,
    is: 'download-404',
  },
];
