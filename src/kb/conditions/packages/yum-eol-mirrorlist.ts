import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { ancestry, instructionsOf, textOf } from '../../shared/dockerfiles.ts';
import { imageNameOf } from '../../shared/stack.ts';
import { builtDockerfiles, stagesNeeded } from '../../shared/targets.ts';

const yumEolMirrorlist = condition({
  id: 'yum-eol-mirrorlist',
  stage: 'packages',
  title: {
    en: 'The CentOS release of the base image has ended: its mirror list is gone',
    zh: '基础镜像的 CentOS 已停止支持，镜像列表已下线',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'No URLs in mirrorlist',
        'Cannot find a valid baseurl for repo: base/',
        'Could not retrieve mirrorlist http://mirrorlist.centos.org',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'Could not resolve host: mirrorlist.centos.org',
        'Could not resolve hostname] for http://mirrorlist.centos.org',
        "Couldn't resolve host 'mirrorlist.centos.org'",
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'YumRepo Error: All mirror URLs are not using ftp, http[s] or file',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'yum finds no mirrors: this CentOS release has ended and mirrorlist.centos.org is switched off',
    zh: 'yum 找不到镜像：该 CentOS 版本已停止支持，mirrorlist.centos.org 已关闭',
  }),
  why: {
    en: `The repositories of CentOS 6, 7 and 8 were retired and their mirror list no longer answers; it may look like a DNS
      failure, but other host names resolve. The packages remain only in vault.centos.org, without updates.`,
    zh: `CentOS 6、7、8 的软件源已下线，镜像列表不再响应；看起来像 DNS 故障，但其他域名可以解析。
      软件包只保留在 vault.centos.org，而且不再更新。`,
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      builtDockerfiles(dockerfiles).flatMap((dockerfile) =>
        [...stagesNeeded(dockerfile, services)].flatMap((stage) => {
          const base = ancestry(dockerfile, stage).at(-1)?.from ?? '';
          const { name, tag } = imageNameOf(base);
          const install = instructionsOf(dockerfile, stage).find(
            ({ keyword, text }) => keyword === 'RUN' && /\b(?:yum|dnf)\b/.test(text),
          );
          const isEnded = name === 'centos' && /^(?:centos)?[5-8](?:\.|$)|^latest$/.test(tag);
          if (!isEnded || install === undefined || /vault\.centos|yum\.repos\.d/.test(textOf(dockerfile, stage)))
            return [];
          return [
            {
              facts: {},
              how: 'likely' as const,
              tells: {
                en: `${base} asks mirrorlist.centos.org for its packages.`,
                zh: `${base} 向 mirrorlist.centos.org 查询软件包。`,
              },
              at: { file: dockerfile.path, line: install.line },
            },
          ];
        }),
      ),
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'supported-base',
      title: { en: 'Move to a supported rebuild of the same family', zh: '迁移到同系列仍受支持的发行版' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Rocky, AlmaLinux and UBI use the same package names.', zh: 'Rocky、AlmaLinux、UBI 的软件包名相同。' },
          { before: 'FROM centos:8', after: 'FROM rockylinux:9' },
        ),
      ],
    },
    {
      id: 'use-the-vault',
      title: {
        en: 'Or, for a while, read from the vault (no security updates)',
        zh: '或者暂时使用 vault（没有安全更新）',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before the first yum call.', zh: '放在第一次调用 yum 之前。' },
          {
            after:
              "RUN sed -i -e 's|^mirrorlist=|#mirrorlist=|' -e 's|^#\\?baseurl=http://mirror.centos.org|baseurl=https://vault.centos.org|' /etc/yum.repos.d/CentOS-*.repo",
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rpm-software-management/yum', path: 'yum/yumRepo.py', symbol: 'YumRepository' },
    { repo: 'rpm-software-management/librepo', path: 'librepo/handle.c', symbol: 'lr_handle_prepare_mirrorlist' },
  ],
});

export default yumEolMirrorlist;

export const examples: ExamplesOf<typeof yumEolMirrorlist> = [
  {
    name: 'CentOS 8',
    log: `#5 [2/3] RUN dnf install -y git
#5 1.812 CentOS Linux 8 - AppStream                       92  B/s |  38  B     00:00
#5 1.820 Error: Failed to download metadata for repo 'appstream': Cannot prepare internal mirrorlist: No URLs in mirrorlist
#5 ERROR: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'CentOS 7: it looks like a DNS failure',
    log: `#5 [2/3] RUN yum install -y git
#5 2.110 Could not retrieve mirrorlist http://mirrorlist.centos.org/?release=7&arch=x86_64&repo=os&infra=container error was
#5 2.110 14: curl#6 - "Could not resolve host: mirrorlist.centos.org; Unknown error"
#5 2.111 Cannot find a valid baseurl for repo: base/7/x86_64
#5 ERROR: process "/bin/sh -c yum install -y git" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c yum install -y git" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a repository of a supported release fails',
    log: `#5 [2/3] RUN dnf install -y git
#5 1.820 Error: Failed to download metadata for repo 'epel': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried
#5 ERROR: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y git" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-metadata-failed',
  },
];

export const aheadExamples: AheadExamplesOf<typeof yumEolMirrorlist> = [
  {
    name: 'CentOS 7',
    project: { Dockerfile: 'FROM centos:7\nRUN yum install -y git\n' },
    finds: [{ how: 'likely', at: 'Dockerfile:2' }],
  },
  {
    name: 'pointed at the vault',
    project: {
      Dockerfile: 'FROM centos:7\nRUN sed -i s/mirrorlist/#mirrorlist/ /etc/yum.repos.d/*.repo && yum install -y git\n',
    },
    finds: [],
  },
];
