import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const aptKeyMissing = condition({
  id: 'apt-key-missing',
  stage: 'packages',
  title: {
    en: 'The key that signs an apt repository is missing or has expired',
    zh: '缺少 apt 软件源的签名公钥，或公钥已过期',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'NO_PUBKEY',
      pattern: /(?:GPG error: (?<repository>\S{1,300}) .{1,300})?NO_PUBKEY (?<key>[0-9A-F]{8,40})/,
    },
    {
      on: ['output', 'error'],
      says: 'Missing key ',
      pattern: /Missing key (?<key>[0-9A-F]{16,40}), which is needed to verify/,
    },
    {
      on: ['output', 'error'],
      says: ['EXPKEYSIG', 'KEYEXPIRED'],
      pattern: /(?:EXPKEYSIG|KEYEXPIRED) (?<key>[0-9A-F]{8,40})/,
    },
    {
      on: ['output', 'error'],
      says: [
        'WARNING: The following packages cannot be authenticated!',
        'There were unauthenticated packages and -y was used',
        'There are problems and -y was used without --force-yes',
      ],
    },
  ],
  facts: (group) => ({ key: group('key'), repository: group('repository') }),

  yieldsTo: [
    'apt-eol-release',
    'build-step-dns-failure',
    'gpg-keyserver-failed',
    'apt-add-repository-missing',
    'disk-full-data-root',
    'apt-repository-unavailable',
  ],
  headline: ({ key, repository }) => ({
    en:
      key === ''
        ? 'apt cannot verify a repository: its key is not known'
        : `apt cannot verify ${repository === '' ? 'a repository' : repository}: key ${key} is missing or expired`,
    zh:
      key === ''
        ? 'apt 无法验证软件源：不认识它的公钥'
        : `apt 无法验证${repository === '' ? '软件源' : ` ${repository}`}：公钥 ${key} 缺失或已过期`,
  }),
  why: {
    en: `The repository is signed with a key that is not in the image, or the key has expired or been replaced by its owner.
      apt then leaves the repository out or refuses its packages. The signature itself was not found to be wrong.`,
    zh: `软件源用镜像中没有的公钥签名，或者公钥已过期、已被更换。apt 会忽略该软件源或拒绝其软件包。签名本身并没有被判定为错误。`,
  },

  retry: 'useless',
  remedies: ({ key }) => [
    {
      id: 'install-the-key',
      title: {
        en: "Fetch the vendor's current key into a keyring of its own",
        zh: '把厂商当前的公钥放进单独的 keyring',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Before apt-get update, with the key address that the vendor documents.',
            zh: '放在 apt-get update 之前，使用厂商文档中的公钥地址。',
          },
          {
            after: `RUN install -d -m 0755 /etc/apt/keyrings \\
 && curl -fsSL https://packages.vendor.example/key.asc -o /etc/apt/keyrings/vendor.asc && chmod a+r /etc/apt/keyrings/vendor.asc \\
 && echo "deb [signed-by=/etc/apt/keyrings/vendor.asc] https://packages.vendor.example/apt stable main" > /etc/apt/sources.list.d/vendor.list`,
          },
        ),
      ],
    },
    key !== '' && {
      id: 'look-at-the-key',
      title: { en: 'See whose key it is', zh: '查看这是谁的公钥' },
      risk: 'read',
      steps: [look(['curl', '-fsSL', `https://keyserver.ubuntu.com/pks/lookup?op=index&search=0x${key}`])],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'methods/gpgv.cc', symbol: 'GPGVMethod::URIAcquire' },
    { repo: 'Debian/apt', path: 'apt-private/private-download.cc', symbol: 'AuthPrompt' },
  ],
});

export default aptKeyMissing;

export const examples: ExamplesOf<typeof aptKeyMissing> = [
  {
    name: 'the key was never installed',
    log: `#8 [3/6] RUN apt-get update
#8 1.412 W: GPG error: https://packages.vendor.example/apt stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 7EA0A9C3F273FCD8
#8 1.412 E: The repository 'https://packages.vendor.example/apt stable InRelease' is not signed.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { key: '7EA0A9C3F273FCD8', repository: 'https://packages.vendor.example/apt' },
  },
  {
    name: 'the signature could not be checked at all',
    log: `#8 [3/6] RUN apt-get update
#8 1.412 W: GPG error: http://debian.example/debian bookworm InRelease: At least one invalid signature was encountered.
#8 1.412 E: The repository 'http://debian.example/debian bookworm InRelease' is not signed.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-invalid-signature',
  },
];
