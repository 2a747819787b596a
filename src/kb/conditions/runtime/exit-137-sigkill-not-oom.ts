import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { seeWhoSentIt } from '../../shared/kill-events.ts';

const exit137SigkillNotOom = condition({
  id: 'exit-137-sigkill-not-oom',
  stage: 'runtime',
  title: {
    en: 'The container was killed with SIGKILL, not for lack of memory',
    zh: '容器被 SIGKILL 杀死，但不是因为内存',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['"OOMKilled":false', '"OOMKilled": false'],
      pattern: /"OOMKilled": ?false,[^}]{0,200}"ExitCode": ?137\b/,
    },
  ],

  headline: () => ({
    en: 'Exit code 137 with OOMKilled=false: somebody sent SIGKILL, mostly a stop that took too long',
    zh: '退出码 137 且 OOMKilled=false：有人发送了 SIGKILL，多半是停止超时',
  }),
  why: {
    en: `docker stop sends SIGTERM, waits (10 s by default) and then sends SIGKILL. A program that runs under "sh -c" or ignores SIGTERM as PID 1
      always ends that way. A host-wide lack of memory on cgroup v1 can look the same: then dmesg names the process.`,
    zh: `docker stop 先发 SIGTERM，等待（默认 10 秒）后再发 SIGKILL。以 "sh -c" 运行、或作为 PID 1 忽略 SIGTERM 的程序总是这样结束。
      在 cgroup v1 上，整机内存不足也会是这个样子：此时 dmesg 会写出进程名。`,
  },

  retry: 'unknown',
  remedies: () => [
    seeWhoSentIt('die', 'oom'),
    {
      id: 'end-on-sigterm',
      title: { en: 'Let the program receive SIGTERM and give it time', zh: '让程序收到 SIGTERM，并给它时间' },
      risk: 'disruptive',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Exec form, so that the program is PID 1.', zh: '用 exec 形式，让程序成为 PID 1。' },
          { before: 'CMD python server.py', after: 'CMD ["python", "server.py"]' },
        ),
        edit(
          'compose.yaml',
          { en: 'An init process forwards signals.', zh: '用 init 进程转发信号。' },
          { after: 'init: true\nstop_grace_period: 30s' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/stop.go', symbol: 'containerStop' }],
});

export default exit137SigkillNotOom;

export const examples: ExamplesOf<typeof exit137SigkillNotOom> = [
  {
    name: 'docker inspect',
    log: `{"Status":"exited","Running":false,"Paused":false,"Restarting":false,"OOMKilled":false,"Dead":false,"Pid":0,"ExitCode":137,"Error":""}
`,
    matches: {},
    verdict: 'suspected',
  },
  {
    name: 'the kernel did it',
    log: `{"Status":"exited","Running":false,"Paused":false,"Restarting":false,"OOMKilled":true,"Dead":false,"Pid":0,"ExitCode":137,"Error":""}
`,
    matches: false,
    is: 'container-oom-killed',
  },
];
