import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const ciContainerOom = condition({
  id: 'ci-container-oom',
  stage: 'ci',
  title: { en: 'The CI job reached the memory limit of its container', zh: 'CI 作业达到了容器的内存上限' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ["Received 'killed' signal", 'Received "killed" signal'],
    },
  ],

  yieldsTo: ['build-oom-killed', 'compiler-killed', 'container-oom-killed', 'ci-runner-lost'],
  headline: () => ({
    en: 'The job was killed, most likely for its memory',
    zh: '作业被杀死，很可能是内存超限',
  }),
  why: {
    en: `Exit code 137 means that the kernel ended the process with SIGKILL. In a CI container that nobody cancelled
      it is nearly always the memory limit of the job or pod, and compilers running in parallel are the usual
      ones to reach it.`,
    zh: `退出码 137 表示内核用 SIGKILL 结束了进程。在没有人取消的 CI 容器里，
      几乎总是作业或 pod 的内存上限，通常由并行的编译进程触发。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-limit',
      title: { en: 'See limit and peak', zh: '查看上限和峰值' },
      risk: 'read',
      steps: [
        shell(
          'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory.events',
          'docker stats --no-stream',
          'read',
        ),
      ],
    },
    {
      id: 'use-less',
      title: { en: 'Use less at once', zh: '降低并行度' },
      risk: 'reversible',
      steps: [
        advise(
          'Fewer parallel processes (make -j2, NODE_OPTIONS=--max-old-space-size, cargo build -j2), or split the job.',
          '减少并行进程（make -j2、NODE_OPTIONS=--max-old-space-size、cargo build -j2），或拆分作业。',
        ),
      ],
    },
    {
      id: 'give-more',
      title: { en: 'Or give the job more memory', zh: '或增加作业内存' },
      risk: 'costly',
      steps: [
        edit(
          '.gitlab-ci.yml',
          {
            en: 'With the Kubernetes executor, if the runner allows it',
            zh: 'Kubernetes executor，且 runner 允许覆盖',
          },
          { after: 'variables:\n  KUBERNETES_MEMORY_LIMIT: 8Gi' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'GitLab Runner', path: 'executors' }, { repo: 'CircleCI' }],
});

export default ciContainerOom;

export const examples: ExamplesOf<typeof ciContainerOom> = [
  {
    name: 'CircleCI',
    log: `$ make -j16
Received "killed" signal
`,
    matches: {},
  },
  {
    name: 'the job was cancelled',
    log: `##[error]The operation was canceled.
`,
    matches: false,
    is: 'ci-cancelled',
  },
];
