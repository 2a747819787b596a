import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const rhelNotEntitled = condition({
  id: 'rhel-not-entitled',
  stage: 'packages',
  title: { en: 'A Red Hat image has no subscription and so no repositories', zh: 'Red Hat 镜像没有订阅，因此没有仓库' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'This system is not registered with an entitlement server',
        'Found 0 entitlement certificates',
        'This system is not registered to Red Hat Subscription Management',
      ],
      also: [
        {
          says: [
            'There are no enabled repo',
            'Unable to find a match',
            'No package matches',
            'No match for argument',
            'No enabled repositories',
            'No package ',
          ],
        },
      ],
    },
    {
      on: ['output', 'error'],
      says: 'This system has no repositories available through subscriptions',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The image has no Red Hat subscription; the package is not in the free repositories',
    zh: '镜像没有 Red Hat 订阅，免费仓库中没有该软件包',
  }),
  why: {
    en: 'Without a subscription, UBI images see only the UBI repositories, and RHEL images see none. The notice itself is harmless; what is missing is the package.',
    zh: '没有订阅时，UBI 镜像只能使用 UBI 仓库，RHEL 镜像则没有任何仓库。提示本身无害，真正的问题是缺少软件包。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'free-rebuild',
      title: { en: 'Build on a free rebuild of RHEL', zh: '改用 RHEL 的免费重构版' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Has the whole distribution.', zh: '包含完整的发行版。' },
          { before: 'FROM registry.access.redhat.com/ubi9/ubi', after: 'FROM rockylinux:9' },
        ),
      ],
    },
    {
      id: 'entitle-the-build',
      title: { en: 'Give the build the entitlement of a registered host', zh: '把已注册主机的授权交给构建' },
      risk: 'read',
      steps: [
        advise(
          'Mount /etc/pki/entitlement and /etc/rhsm of a registered RHEL host as build secrets; with podman on such a host it happens by itself.',
          '把已注册 RHEL 主机的 /etc/pki/entitlement 和 /etc/rhsm 作为构建 secret 挂载；在这样的主机上使用 podman 会自动完成。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'candlepin/subscription-manager', path: 'src/plugins/dnf/dnf_plugins/subscription_manager.py' },
    { repo: 'rpm-software-management/librhsm', path: 'rhsm/rhsm-utils.c' },
  ],
});

export default rhelNotEntitled;

export const examples: ExamplesOf<typeof rhelNotEntitled> = [
  {
    name: 'dnf on ubi',
    log: `#8 [4/5] RUN dnf install -y foo-devel
#8 1.104 This system is not registered with an entitlement server. You can use subscription-manager to register.
#8 1.125 No match for argument: foo-devel
#8 1.146 Error: Unable to find a match: foo-devel
#8 ERROR: process "/bin/sh -c dnf install -y foo-devel" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y foo-devel" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'the notice alone',
    log: `#8 [4/5] RUN dnf install -y foo-devel
#8 1.104 Error: Unable to find a match: foo-devel
#8 ERROR: process "/bin/sh -c dnf install -y foo-devel" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dnf install -y foo-devel" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dnf-no-match',
  },
];
