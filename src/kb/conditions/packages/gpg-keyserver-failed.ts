import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const gpgKeyserverFailed = condition({
  id: 'gpg-keyserver-failed',
  stage: 'packages',
  title: { en: 'A key server did not deliver the key', zh: '密钥服务器没有返回公钥' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'gpg: keyserver receive failed',
        'gpg: keyserver timed out',
        'gpg: keyserver internal error',
        'gpg: keyserver communications error',
        'gpg: keyserver unreachable',
      ],
      pattern: /gpg: keyserver (?<reason>[^\n]{1,120})/,
    },
    {
      on: ['output', 'error'],
      says: 'gpgkeys: key ',
      pattern: /gpgkeys: key [0-9A-F]{8,40} (?<reason>can't be retrieved|not found on keyserver|partially retrieved)/,
    },
    { on: ['output', 'error'], says: 'gpgkeys: HTTP fetch error', pattern: /gpgkeys: (?<reason>HTTP fetch error \d+)/ },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['build-step-dns-failure', 'proxy-missing-in-build', 'interactive-prompt'],
  headline: ({ reason }) => ({
    en: `The key server did not deliver the key: ${reason}`,
    zh: `密钥服务器没有返回公钥：${reason}`,
  }),
  why: {
    en: `Key servers are often slow or down, the old SKS pool (pool.sks-keyservers.net) is gone for good, and port 11371 is
      blocked in many networks. The build depends on such a server being up at this moment.`,
    zh: `密钥服务器经常很慢或宕机，旧的 SKS 池（pool.sks-keyservers.net）已永久关闭，许多网络还封锁了 11371 端口。
      该构建依赖这类服务器此刻可用。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'fetch-over-https',
      title: { en: 'Fetch the key as a file over https', zh: '通过 https 直接下载公钥文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'From the vendor, or keep the key file in the repository and COPY it.',
            zh: '从厂商网站下载，或把公钥文件放进仓库再 COPY。',
          },
          {
            after: 'RUN curl -fsSL https://packages.vendor.example/key.asc -o /etc/apt/keyrings/vendor.asc',
          },
        ),
        edit(
          'Dockerfile',
          { en: 'If it must be a key server.', zh: '如果必须使用密钥服务器。' },
          {
            after: 'RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys <fingerprint>',
          },
        ),
      ],
    },
    {
      id: 'build-again',
      title: { en: 'Or try again', zh: '或者重试' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
  ],

  sources: [{ repo: 'gpg/gnupg', path: 'g10/keyserver.c', symbol: 'keyserver_get' }],
});

export default gpgKeyserverFailed;

export const examples: ExamplesOf<typeof gpgKeyserverFailed> = [
  {
    name: 'the server has no such key',
    log: `#6 [2/5] RUN gpg --keyserver ha.pool.sks-keyservers.net --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4
#6 0.871 gpg: keyserver receive failed: No data
#6 ERROR: process "/bin/sh -c gpg --keyserver ha.pool.sks-keyservers.net --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c gpg --keyserver ha.pool.sks-keyservers.net --recv-keys B42F6819007F00F88E364FD4036A9C25BF357DD4" did not complete successfully: exit code: 2
`,
    matches: { reason: 'receive failed: No data' },
  },
  {
    name: 'the key is there, the signature is by another one',
    log: `#6 [2/5] RUN gpg --verify tool.asc tool
#6 0.871 gpg: Can't check signature: No public key
#6 ERROR: process "/bin/sh -c gpg --verify tool.asc tool" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c gpg --verify tool.asc tool" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'gpg-signature-key-missing',
  },
];
