import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gpgSignatureKeyMissing = condition({
  id: 'gpg-signature-key-missing',
  stage: 'packages',
  title: { en: 'A download is signed with a key the image does not have', zh: '下载文件的签名公钥不在镜像中' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ["gpg: Can't check signature: No public key", "gpg: Can't check signature: public key not found"],
      strength: 'states',
    },
  ],

  yieldsTo: ['gpg-keyserver-failed', 'build-step-dns-failure', 'disk-full-data-root'],
  headline: () => ({
    en: 'gpg cannot verify the download: the key it is signed with is not in the keyring',
    zh: 'gpg 无法校验下载文件：签名所用的公钥不在 keyring 中',
  }),
  why: {
    en: `The file and its signature were read, but the key that made the signature was never imported. Projects change the
      person who signs: a new release is often signed with a key that an older Dockerfile does not list.`,
    zh: `文件和签名都已读取，但没有导入签名所用的公钥。项目会更换签名人：新版本常用旧 Dockerfile 没有列出的公钥签名。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'import-the-release-key',
      title: { en: 'Import the key named in "using … key"', zh: '导入 “using … key” 一行所示的公钥' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'First compare the fingerprint with the one the project publishes.', zh: '先与项目公布的指纹核对。' },
          {
            after:
              'RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys <fingerprint> && gpg --batch --verify file.asc file',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'gpg/gnupg', path: 'g10/mainproc.c', symbol: 'check_sig_and_print' }],
});

export default gpgSignatureKeyMissing;

export const examples: ExamplesOf<typeof gpgSignatureKeyMissing> = [
  {
    name: 'the release was signed by somebody new',
    log: `#6 [2/5] RUN gpg --batch --verify SHASUMS256.txt.asc
#6 0.411 gpg: Signature made Tue Jun 30 10:15:51 2020 UTC
#6 0.411 gpg:                using RSA key 4ED778F539E3634C779C87C6D7062848A1AB005C
#6 0.411 gpg: Can't check signature: No public key
#6 ERROR: process "/bin/sh -c gpg --batch --verify SHASUMS256.txt.asc" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c gpg --batch --verify SHASUMS256.txt.asc" did not complete successfully: exit code: 2
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'apt misses the key of a repository',
    log: `#8 [3/6] RUN apt-get update
#8 1.412 W: GPG error: https://packages.vendor.example/apt stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 7EA0A9C3F273FCD8
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-key-missing',
  },
];
