import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const dnfMetadataFailed = condition({
  id: 'dnf-metadata-failed',
  stage: 'packages',
  title: { en: 'dnf could not read the metadata of a repository', zh: 'dnf 无法读取某个软件源的元数据' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['Failed to download metadata for repo', 'cannot update repo', 'Failure: repodata/repomd.xml from '],
      pattern: /(?:for repo|cannot update repo|repomd\.xml from) '?(?<repo>[\w.:+@-]{1,120})/,
    },
    { on: ['output', 'error'], says: 'repomd.xml GPG signature verification error' },
    { on: ['output', 'error'], says: '[Errno 256] No more mirrors to try' },
    {
      on: ['output', 'error'],
      says: [
        'Cannot retrieve metalink for repository: ',
        'Cannot retrieve repository metadata (repomd.xml) for repository: ',
      ],
      pattern: /for repository: (?<repo>[\w.:+@-]{1,120}?)\. /,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['One of the configured repositories failed (', 'Problem retrieving files from '],
    },
    {
      on: ['output', 'error'],
      says: 'Failed to synchronize cache for repo ',
      pattern: /cache for repo '(?<repo>[\w.:+@-]{1,120})'/,
    },
  ],
  facts: (group) => ({ repo: group('repo') }),

  yieldsTo: [
    'yum-eol-mirrorlist',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'disk-full-data-root',
    'remote-certificate-invalid',
  ],
  headline: ({ repo }) => ({
    en: repo === '' ? 'dnf could not read a repository' : `dnf could not read the repository "${repo}"`,
    zh: repo === '' ? 'dnf 无法读取软件源' : `dnf 无法读取软件源 "${repo}"`,
  }),
  why: {
    en: `No mirror delivered a valid repomd.xml: the repository is down, has moved, needs a subscription (RHEL, entitlement
      certificates), or its signature does not fit. Without it every package of that repository seems not to exist.`,
    zh: `没有镜像返回有效的 repomd.xml：软件源宕机、已迁移、需要订阅（RHEL 的 entitlement 证书），或签名不符。
      读不到它时，该软件源的所有软件包看起来都不存在。`,
  },

  retry: 'unknown',
  remedies: ({ repo }) => [
    {
      id: 'build-again',
      title: { en: 'Try again: mirrors recover', zh: '重试：镜像站可能会恢复' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
    {
      id: 'leave-the-repository-out',
      title: { en: 'Leave the repository out if it is not needed', zh: '如果不需要，就不使用该软件源' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Or correct its baseurl in /etc/yum.repos.d.', zh: '或修正 /etc/yum.repos.d 中的 baseurl。' },
          {
            after: `RUN dnf install -y --disablerepo=${repo === '' ? '<repo>' : repo} …`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rpm-software-management/dnf', path: 'dnf/repo.py', symbol: 'RepoError' },
    { repo: 'rpm-software-management/librepo', path: 'librepo/yum.c' },
  ],
});

export default dnfMetadataFailed;

export const examples: ExamplesOf<typeof dnfMetadataFailed> = [
  {
    name: 'all mirrors were tried',
    log: `#5 [2/3] RUN dnf install -y git
#5 1.820 Error: Failed to download metadata for repo 'epel': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried
#5 ERROR: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
`,
    matches: { repo: 'epel' },
  },
  {
    name: 'the package is not known',
    log: `#5 [2/3] RUN dnf install -y gti
#5 4.820 No match for argument: gti
#5 4.822 Error: Unable to find a match: gti
#5 ERROR: process "/bin/sh -c dnf install -y gti" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y gti" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
