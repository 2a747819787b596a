import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const rpmGpgKeyMissing = condition({
  id: 'rpm-gpg-key-missing',
  stage: 'packages',
  title: { en: 'The key of an RPM repository is missing or does not fit', zh: 'RPM 软件源的公钥缺失或不匹配' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Public key for ',
      pattern: /Public key for (?<file>\S{1,200}\.rpm) is not (?:installed|trusted)/,
      unless: [{ says: ['Retrieving key from ', 'Importing GPG key '] }],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['The GPG keys listed for the "', 'GPG check FAILED', 'Failing package is: '],
      pattern:
        /GPG keys listed for the "(?<file>[^"]{1,120})" repository|GPG check FAILED|Failing package is: (?<other>\S{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') || group('other') }),

  yieldsTo: ['build-step-dns-failure', 'yum-eol-mirrorlist'],
  headline: ({ file }) => ({
    en: `The signature of ${file === '' ? 'an RPM package' : file} cannot be verified: its key is not installed`,
    zh: `无法校验 ${file === '' ? 'RPM 软件包' : `${file} `}的签名：没有安装对应的公钥`,
  }),
  why: {
    en: `The package was downloaded and its signature is by a key that rpm does not know. The repository file names no gpgkey, an
      old one, or the vendor has changed its key.`,
    zh: `软件包已下载，但签名公钥不被 rpm 认识：repo 文件没有写 gpgkey、写的是旧公钥，或厂商更换了公钥。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'import-the-key',
      title: { en: "Import the vendor's current key", zh: '导入厂商当前的公钥' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Before the install, from the address the vendor documents.',
            zh: '放在安装之前，地址以厂商文档为准。',
          },
          { after: 'RUN rpm --import https://packages.vendor.example/RPM-GPG-KEY' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rpm-software-management/dnf', path: 'dnf/base.py', symbol: '_get_key_for_package' }],
});

export default rpmGpgKeyMissing;

export const examples: ExamplesOf<typeof rpmGpgKeyMissing> = [
  {
    name: 'a vendor package',
    log: `#6 [2/4] RUN dnf install -y vendor-agent
#6 4.201 Public key for vendor-agent-1.2-1.x86_64.rpm is not installed. Failing package is: vendor-agent-1.2-1.x86_64
#6 4.202 Error: GPG check FAILED
#6 ERROR: process "/bin/sh -c dnf install -y vendor-agent" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y vendor-agent" did not complete successfully: exit code: 1
`,
    matches: { file: 'vendor-agent-1.2-1.x86_64.rpm' },
    verdict: 'confirmed',
  },
  {
    name: 'no such package',
    log: `#6 [2/4] RUN dnf install -y vendor-agent
#6 4.201 Error: Unable to find a match: vendor-agent
#6 ERROR: process "/bin/sh -c dnf install -y vendor-agent" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y vendor-agent" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
