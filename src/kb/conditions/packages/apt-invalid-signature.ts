import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run, shell } from '#core/model/steps.ts';

const aptInvalidSignature = condition({
  id: 'apt-invalid-signature',
  stage: 'packages',
  title: { en: 'apt cannot check the signature of a repository', zh: 'apt 无法校验软件源的签名' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'At least one invalid signature was encountered',
        "Couldn't execute /usr/bin/gpgv",
        "Couldn't execute /usr/bin/apt-key",
      ],
    },
    { on: ['output', 'error'], says: "Clearsigned file isn't valid, got 'NODATA'", strength: 'states' },
    { on: ['output', 'error'], says: 'BADSIG ', pattern: /BADSIG [0-9A-F]{8,40}/, strength: 'states' },
    // sqv, which apt uses from Debian 13 on.
    { on: ['output', 'error'], says: 'OpenPGP signature verification failed: ', pattern: /: No good signature$/ },
  ],

  yieldsTo: ['disk-full-data-root', 'inode-exhaustion', 'apt-key-missing', 'build-step-network-blocked'],
  headline: () => ({
    en: 'apt calls the signature of a repository invalid',
    zh: 'apt 判定软件源的签名无效',
  }),
  why: {
    en: `The key is known, but the check itself failed. If it is the distribution's own repository, the usual reasons are on
      the engine's side: a full disk (most often on Docker Desktop), an engine or libseccomp too old for this image, or a
      /tmp that is not writable. If the message says NODATA, a proxy or a login page answered instead of the mirror.`,
    zh: `公钥已知，但校验过程本身失败了。如果是发行版自己的软件源，原因通常在引擎一侧：磁盘已满（Docker Desktop 上最常见）、
      引擎或 libseccomp 对该镜像来说太旧、/tmp 不可写。如果出现 NODATA，则是代理或登录页面代替镜像站作了回答。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-the-engine',
      title: { en: "Check the engine's disk and version", zh: '检查引擎的磁盘与版本' },
      risk: 'read',
      steps: [
        look(['docker', 'system', 'df']),
        shell(
          'df -h "$(docker info -f {{.DockerRootDir}})"; df -i "$(docker info -f {{.DockerRootDir}})"',
          'docker run --rm alpine df -h /',
          'read',
        ),
        look(['docker', 'version', '--format', '{{.Server.Version}}']),
      ],
    },
    {
      id: 'free-unused-cache',
      title: { en: 'Free build cache if the disk is full', zh: '磁盘已满时清理构建缓存' },
      risk: 'costly',
      steps: [run(['docker', 'builder', 'prune', '--filter', 'until=24h'], 'costly')],
    },
    {
      id: 'newer-engine-or-tmp',
      title: { en: 'Otherwise update the engine and correct /tmp', zh: '否则更新引擎，并修正 /tmp 权限' },
      risk: 'disruptive',
      steps: [
        advise(
          'Update Docker and libseccomp2 on the host; the engine restarts.',
          '更新宿主机上的 Docker 与 libseccomp2；引擎会重启。',
          'linux',
        ),
        edit(
          'Dockerfile',
          { en: 'If an earlier COPY replaced /tmp.', zh: '如果之前的 COPY 覆盖了 /tmp。' },
          { after: 'RUN chmod 1777 /tmp' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'methods/gpgv.cc', symbol: 'GPGVMethod::URIAcquire' }],
});

export default aptInvalidSignature;

export const examples: ExamplesOf<typeof aptInvalidSignature> = [
  {
    name: 'the own repository of the distribution',
    log: `#8 [3/6] RUN apt-get update
#8 1.412 W: GPG error: http://debian.example/debian bookworm InRelease: At least one invalid signature was encountered.
#8 1.412 E: The repository 'http://debian.example/debian bookworm InRelease' is not signed.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: {},
  },
  {
    name: 'a key is missing',
    log: `#8 [3/6] RUN apt-get update
#8 1.412 W: GPG error: https://packages.vendor.example/apt stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 7EA0A9C3F273FCD8
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-key-missing',
  },
  {
    name: 'sqv of Debian 13',
    log: `#9 [4/6] RUN apt-get update
#9 0.9 Err:1 http://deb.debian.example/debian trixie InRelease
#9 0.9   No good signature
#9 1.0 Warning: OpenPGP signature verification failed: http://deb.debian.example/debian trixie InRelease: No good signature
#9 1.0 Error: The repository 'http://deb.debian.example/debian trixie InRelease' is not signed.
#9 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: {},
  },
];
