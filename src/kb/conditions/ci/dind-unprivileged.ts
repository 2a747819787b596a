import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const dindUnprivileged = condition({
  id: 'dind-unprivileged',
  stage: 'ci',
  title: { en: 'docker:dind runs without the privileges it needs', zh: 'docker:dind 没有所需的特权' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['Could not mount /sys/kernel/security', 'mount: permission denied (are you root?)'],
      also: [
        {
          says: [
            'AppArmor detection and --privileged mode might break',
            'Could not mount /sys/kernel/security',
            'failed to start daemon',
          ],
          within: 'log',
        },
      ],
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'Permission denied (you must be root)',
      pattern: /(?:network controller|iptables)[^\n]{0,400}Permission denied \(you must be root\)/,
      when: (event) => event.step === undefined,
    },
  ],

  headline: () => ({
    en: 'docker-in-docker was started without privileged mode',
    zh: 'docker-in-docker 没有以特权模式启动',
  }),
  why: {
    en: `An engine inside a container has to mount file systems and write iptables rules. Without privileged mode
      the kernel refuses both, although the process is root in its container.`,
    zh: `容器内的引擎需要挂载文件系统并写 iptables 规则。没有特权模式时，即使进程在容器内是 root，
      内核也会拒绝。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'another-builder',
      title: { en: 'Build without an engine', zh: '改用不需要引擎的构建方式' },
      risk: 'reversible',
      steps: [
        advise(
          'Buildah, rootless BuildKit or a remote builder (docker buildx create --driver remote) need no privileged job.',
          'Buildah、rootless BuildKit 或远程 builder（docker buildx create --driver remote）不需要特权作业。',
        ),
      ],
    },
    {
      id: 'privileged-runner',
      title: { en: 'Or allow privileged jobs on a runner used for nothing else', zh: '或在专用 runner 上允许特权作业' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/gitlab-runner/config.toml',
          { en: 'Such a job controls the host of the runner', zh: '这样的作业可以控制 runner 所在主机' },
          { after: '  [runners.docker]\n    privileged = true' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker-library/docker', path: 'dockerd-entrypoint.sh' },
    { repo: 'moby/moby', path: 'hack/dind' },
  ],
});

export default dindUnprivileged;

export const examples: ExamplesOf<typeof dindUnprivileged> = [
  {
    name: 'the log of the service',
    log: `mount: permission denied (are you root?)
Could not mount /sys/kernel/security.
AppArmor detection and --privileged mode might break.
failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: iptables v1.8.10 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)
`,
    matches: {},
  },
  {
    name: 'the host has no nat table',
    log: `failed to start daemon: Error initializing network controller: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: iptables: No chain/target/match by that name.
`,
    matches: false,
    is: 'dockerd-network-init-failed',
  },
];
