import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const shimOrTtrpcDied = condition({
  id: 'shim-or-ttrpc-died',
  stage: 'runtime',
  title: { en: 'containerd or the shim of the container is gone', zh: 'containerd 或容器的 shim 已经消失' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'ttrpc: closed',
        'failed to start shim: ',
        'did not receive container exit event',
        'Error while dialing: dial unix /run/containerd/containerd.sock',
        'dial unix /run/containerd/containerd.sock: connect',
      ],
      strength: 'states',
    },
  ],

  yieldsTo: [
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
    'host-memory-pressure',
    'cgroup-driver-or-version-mismatch',
    'bind-file-vs-directory',
  ],
  headline: () => ({
    en: 'The engine lost containerd or the shim process of this container',
    zh: '引擎与 containerd 或该容器的 shim 进程失去了联系',
  }),
  why: {
    en: `Each container has a shim process, started by containerd. It was killed (memory), could not write to a full /run, or containerd was restarted or only half upgraded.
      The image and the Compose file are not to blame.`,
    zh: `每个容器都有一个由 containerd 启动的 shim 进程。它可能被杀死（内存不足）、因 /run 满而无法写入，
      或 containerd 被重启、只升级了一半。与镜像和 Compose 文件无关。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look-at-containerd',
      title: { en: 'See what happened to containerd', zh: '查看 containerd 发生了什么' },
      risk: 'read',
      steps: [
        shell(
          'systemctl status containerd docker --no-pager; journalctl -u containerd -n 50 --no-pager; df -h /run',
          'docker version',
          'read',
        ),
      ],
    },
    {
      id: 'restart-the-engine',
      title: { en: 'Restart both services', zh: '重启这两个服务' },
      risk: 'disruptive',
      steps: [shell('sudo systemctl restart containerd docker', 'docker desktop restart', 'disruptive')],
    },
  ],

  sources: [
    { repo: 'containerd/ttrpc', path: 'errors.go', symbol: 'ErrClosed' },
    { repo: 'containerd/containerd', path: 'core/runtime/v2/shim_manager.go' },
  ],
});

export default shimOrTtrpcDied;

export const examples: ExamplesOf<typeof shimOrTtrpcDied> = [
  {
    name: 'the shim was killed',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: ttrpc: closed: unknown
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the engine itself is not there',
    log: `Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: false,
  },
];
