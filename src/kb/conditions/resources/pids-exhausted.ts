import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { KernelMessage } from '#core/model/probes/machine.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import { exampleContainer } from '../../shared/example-world.ts';

const pidsExhausted = condition({
  id: 'pids-exhausted',
  stage: 'resources',
  title: { en: 'No more processes or threads may be started', zh: '无法再创建进程或线程' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'fork: retry: Resource temporarily unavailable',
        'fork: Resource temporarily unavailable',
        "can't fork: Resource temporarily unavailable",
        'runtime: failed to create new OS thread',
        'pthread_create failed: Resource temporarily unavailable',
        'pthread_create failed (EAGAIN)',
        'pthread_create failed for thread',
        "RuntimeError: can't start new thread",
        'unable to create native thread',
        ': resource temporarily unavailable',
      ],
      pattern:
        /fork: (?:retry: )?Resource temporarily unavailable|failed to create new OS thread \(have \d+ already; errno=11\)|pthread_create failed(?: \(EAGAIN\)|: Resource temporarily unavailable| for thread \d+ of \d+: Resource temporarily unavailable)|can't start new thread|unable to create native thread|fork\/exec \S{1,300}: resource temporarily unavailable/,
    },
  ],
  facts: (_, event) => ({ service: event.service, said: event.text, isOfStep: event.step !== undefined }),

  headline: () => ({
    en: 'The limit on processes and threads was reached: fork or thread creation was refused (EAGAIN)',
    zh: '进程/线程数达到上限：创建进程或线程被拒绝（EAGAIN）',
  }),
  why: {
    en: `The kernel answers EAGAIN when the container's pids limit, the user's nproc limit or the host's thread limit is reached. The program that
      fails is only the one that asked next; one with a thread per core and job, or a fork loop, used them up. If it said "Operation not
      permitted", a seccomp filter would be the reason.`,
    zh: `容器的 pids 限制、用户的 nproc 限制或主机的线程上限达到后，内核返回 EAGAIN。报错的程序只是下一个申请者；
      真正用尽的是按核数开线程的程序或失控的 fork。如果报的是 "Operation not permitted"，原因则是 seccomp 过滤。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ service, said, isOfStep }) => (isOfStep ? undefined : service === undefined ? { said } : { service }),
      // A machine has room for tens of thousands: a limit this low is reached first.
      confirms: ({ limits }) => limits.pids !== undefined && limits.pids <= LOW,
      refutes: () => false,
      tells: ({ name, limits }) => ({
        en: `Container ${name} may have ${limits.pids ?? 0} processes and threads at a time.`,
        zh: `容器 ${name} 最多只能同时有 ${limits.pids ?? 0} 个进程和线程。`,
      }),
    },
    kernel: {
      probe: 'host.kernelLog',
      about: () => ({}),
      confirms: (messages) => messages.some(isRejected),
      refutes: () => false,
      tells: (messages) => {
        const text = messages.findLast(isRejected)?.text ?? '';
        return { en: `The kernel says: ${text}`, zh: `内核日志：${text}` };
      },
    },
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-pids',
      title: { en: 'See the limits and who uses them', zh: '查看限制和使用者' },
      risk: 'read',
      steps: [
        look(['docker', 'stats', '--no-stream', '--format', '{{.Name}} {{.PIDs}}']),
        shell(
          'ulimit -u; cat /proc/sys/kernel/threads-max; systemctl show docker -p TasksMax',
          'wsl -d docker-desktop cat /proc/sys/kernel/threads-max',
          'read',
        ),
      ],
    },
    {
      id: 'fewer-threads',
      title: { en: 'Start fewer threads', zh: '减少线程数' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For numerical libraries and build tools.', zh: '适用于数值计算库和构建工具。' },
          {
            after: 'ENV OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 GOMAXPROCS=2 MAKEFLAGS=-j2',
          },
        ),
      ],
    },
    {
      id: 'raise-limit',
      title: { en: 'Or raise the limit of the container', zh: '或者提高容器的限制' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Then docker compose up -d.', zh: '然后执行 docker compose up -d。' },
          {
            after: 'pids_limit: 4096\nulimits:\n  nproc: 65535',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'kernel/cgroup/pids.c', symbol: 'pids_can_fork' },
    { repo: 'golang/go', path: 'src/runtime/os_linux.go', symbol: 'newosproc' },
  ],
});

const LOW = 1024;
/** Seconds. An older message is of another failure. */
const LATELY = 600;

/** kernel/cgroup/pids.c, once for each control group. */
function isRejected({ text, secondsAgo = Infinity }: KernelMessage): boolean {
  return secondsAgo <= LATELY && text.includes('fork rejected by pids controller');
}

export default pidsExhausted;

export const examples: ExamplesOf<typeof pidsExhausted> = [
  {
    name: 'a shell in a container with --pids-limit',
    log: `sh: can't fork: Resource temporarily unavailable
`,
    matches: {},
  },
  {
    name: 'the container may have five processes',
    log: `app-1  | sh: can't fork: Resource temporarily unavailable
app-1 exited with code 2
`,
    matches: { service: 'app' },
    world: { 'engine.container': exampleContainer({ limits: { pids: 5 } }) },
    speaks: ['for', 'could-not-look'],
    verdict: 'confirmed',
  },
  {
    name: 'the container has no limit of its own: then it is the machine, or the user',
    log: `app-1  | sh: can't fork: Resource temporarily unavailable
app-1 exited with code 2
`,
    matches: { service: 'app' },
    world: { 'engine.container': exampleContainer({}) },
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the container is gone, the kernel has refused it',
    log: `sh: can't fork: Resource temporarily unavailable
`,
    matches: {},
    world: {
      'host.kernelLog': [
        { kind: 'no-memory', text: 'cgroup: fork rejected by pids controller in /docker/3341b6103a93', secondsAgo: 3 },
      ],
    },
    speaks: ['could-not-look', 'for'],
    verdict: 'confirmed',
  },
  {
    name: 'OpenBLAS while building',
    log: `#8 [4/4] RUN python train.py
#8 2.120 OpenBLAS blas_thread_init: pthread_create failed for thread 15 of 64: Resource temporarily unavailable
#8 ERROR: process "/bin/sh -c python train.py" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python train.py" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'an old seccomp profile refuses threads',
    log: `#8 [4/4] RUN python train.py
#8 2.120 OpenBLAS blas_thread_init: pthread_create failed for thread 1 of 8: Operation not permitted
#8 ERROR: process "/bin/sh -c python train.py" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python train.py" did not complete successfully: exit code: 1
`,
    matches: false,
  },
  {
    name: 'a lock is held by another apt',
    log: `#8 [4/4] RUN apt-get install -y git
#8 2.120 E: Could not get lock /var/lib/dpkg/lock-frontend - open (11: Resource temporarily unavailable)
#8 ERROR: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
`,
    matches: false,
  },
];
