import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const apkUntrusted = condition({
  id: 'apk-untrusted',
  stage: 'packages',
  title: { en: 'apk does not trust the signature of a package or index', zh: 'apk 不信任软件包或索引的签名' },

  signatures: [
    {
      on: ['output', 'error', 'warning'],
      says: ['UNTRUSTED signature', 'BAD signature', 'BAD archive'],
      pattern: /(?:(?<file>\S{1,300}): )?(?<reason>UNTRUSTED signature|BAD signature|BAD archive)/,
      strength: 'states',
      // gpg says the same of a file that it verified.
      when: ({ text }) => !text.includes('gpg: '),
    },
  ],
  facts: (group) => ({ file: group('file'), reason: group('reason') }),

  yieldsTo: ['download-404', 'download-403', 'download-5xx', 'disk-full-data-root', 'build-tls-unknown-ca'],
  headline: ({ file, reason }) => ({
    en: `apk rejects ${file === '' ? 'a package' : file}: ${reason}`,
    zh: `apk 拒绝${file === '' ? '软件包' : ` ${file}`}：${reason}`,
  }),
  why: {
    en: `"UNTRUSTED" means that the key which signed the package is not in /etc/apk/keys. "BAD" means that the bytes are not
      those that were signed: a broken download, or a proxy that answered with something else.`,
    zh: `“UNTRUSTED” 表示签名公钥不在 /etc/apk/keys 中。“BAD” 表示内容不是被签名的内容：下载损坏，或代理返回了别的东西。`,
  },

  retry: 'unknown',
  remedies: ({ reason }) => [
    reason === 'UNTRUSTED signature' && {
      id: 'install-the-key',
      title: { en: 'Install the public key of the repository', zh: '安装该软件源的公钥' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The file name must be the one the signature names.', zh: '文件名必须与签名中的名字一致。' },
          {
            after: 'ADD https://packages.vendor.example/vendor.rsa.pub /etc/apk/keys/vendor.rsa.pub',
          },
        ),
      ],
    },
    {
      id: 'build-without-cache',
      title: { en: 'Download it again', zh: '重新下载' },
      risk: 'costly',
      steps: [run(['docker', 'build', '--no-cache', '.'], 'costly')],
    },
  ],

  sources: [{ repo: 'alpinelinux/apk-tools', path: 'src/print.c', symbol: 'apk_error_str' }],
});

export default apkUntrusted;

export const examples: ExamplesOf<typeof apkUntrusted> = [
  {
    name: 'a package of somebody else without its key',
    log: `#5 [2/3] RUN apk add glibc-2.35-r1.apk
#5 0.312 ERROR: glibc-2.35-r1.apk: UNTRUSTED signature
#5 ERROR: process "/bin/sh -c apk add glibc-2.35-r1.apk" did not complete successfully: exit code: 99
------
ERROR: failed to solve: process "/bin/sh -c apk add glibc-2.35-r1.apk" did not complete successfully: exit code: 99
`,
    matches: { file: 'glibc-2.35-r1.apk', reason: 'UNTRUSTED signature' },
  },
  {
    name: 'the package has no such name',
    log: `#5 [2/3] RUN apk add glibc
#5 1.121 ERROR: unable to select packages:
#5 1.121   glibc (no such package):
#5 1.121     required by: world[glibc]
#5 ERROR: process "/bin/sh -c apk add glibc" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add glibc" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'apk-no-such-package',
  },
];
