import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const rpmdbChecksumOverlayfs = condition({
  id: 'rpmdb-checksum-overlayfs',
  stage: 'packages',
  title: {
    en: 'yum 3 and overlayfs disagree about the RPM database',
    zh: 'yum 3 与 overlayfs 对 RPM 数据库的看法不一致',
  },

  signatures: [
    { on: ['output', 'error'], says: 'Rpmdb checksum is invalid: dCDPT(pkg checksums)', strength: 'states' },
    {
      on: ['output', 'error'],
      says: ['rpmdb: page ', 'rpmdb open failed'],
      pattern: /(?:Thread\/process .{1,80} failed: |rpmdb open failed)/,
      strength: 'hints',
    },
  ],

  yieldsTo: ['disk-full-data-root', 'disk-io-error'],
  headline: () => ({
    en: 'yum calls the RPM database invalid because of the overlay file system',
    zh: '由于 overlay 文件系统，yum 认为 RPM 数据库无效',
  }),
  why: {
    en: `overlayfs copies a file up when it is first opened for writing, and the yum of CentOS 6 and 7 then still reads the
      old copy. The database is intact. Touching its files before yum runs, in the same RUN, avoids it.`,
    zh: `overlayfs 在文件首次以写方式打开时才复制到上层，而 CentOS 6、7 的 yum 仍在读旧副本。数据库并没有损坏。
      在同一条 RUN 中、yum 运行之前先 touch 这些文件即可避免。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'touch-the-database-first',
      title: { en: 'Touch the database before yum, in the same RUN', zh: '在同一条 RUN 中，先 touch 数据库再执行 yum' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'In every RUN that calls yum, or install yum-plugin-ovl once.',
            zh: '每条调用 yum 的 RUN 都要加；或一次性安装 yum-plugin-ovl。',
          },
          {
            after: 'RUN touch /var/lib/rpm/* && yum install -y …',
          },
        ),
      ],
    },
    {
      id: 'supported-base',
      title: { en: 'Better: use a base image with dnf', zh: '更好的办法：改用带 dnf 的基础镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'dnf does not have this problem.', zh: 'dnf 没有这个问题。' },
          { after: 'FROM rockylinux:9' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'rpm-software-management/yum', path: 'yum/rpmsack.py', symbol: 'RPMDBPackageSack' }],
});

export default rpmdbChecksumOverlayfs;

export const examples: ExamplesOf<typeof rpmdbChecksumOverlayfs> = [
  {
    name: 'CentOS 6 on overlay2',
    log: `Step 3/7 : RUN yum install -y git
 ---> Running in 2f1c8ab0a6ce
Rpmdb checksum is invalid: dCDPT(pkg checksums): fipscheck-lib.x86_64 0:1.4.1-6.el7 - u
The command '/bin/sh -c yum install -y git' returned a non-zero code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'yum knows no such package',
    log: `Step 3/7 : RUN yum install -y gti
 ---> Running in 2f1c8ab0a6ce
No package gti available.
Error: Nothing to do
The command '/bin/sh -c yum install -y gti' returned a non-zero code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
