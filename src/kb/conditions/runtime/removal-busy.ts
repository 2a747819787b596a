import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const removalBusy = condition({
  id: 'removal-busy',
  stage: 'runtime',
  title: {
    en: 'A container cannot be removed: its filesystem is still in use',
    zh: '容器无法删除：其文件系统仍在使用中',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'device or resource busy',
      pattern:
        /(?:failed to remove root filesystem|unable to remove filesystem|error while removing|removal of container)[^\n]{0,400}device or resource busy/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The container cannot be removed: another process still holds its filesystem',
    zh: '容器无法删除：仍有别的进程占用其文件系统',
  }),
  why: {
    en: `The overlay mount of the container leaked into the mount namespace of another process, often a monitoring agent or a container that mounts / or /var/lib/docker.
      Until that one ends, the kernel answers EBUSY. No data is damaged.`,
    zh: `容器的 overlay 挂载泄漏到了另一个进程的挂载命名空间，常见的是监控代理，或挂载了 / 或 /var/lib/docker 的容器。
      在它结束之前，内核会一直返回 EBUSY。数据没有损坏。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'find-the-holder',
      title: { en: 'Find the process that holds the mount', zh: '找出占用挂载的进程' },
      risk: 'read',
      steps: [
        shell(
          "sudo grep -l 'docker/overlay2' /proc/[0-9]*/mountinfo 2>/dev/null | cut -d/ -f3 | xargs -r ps -o pid,cmd -p",
          'docker ps -a --filter status=dead',
          'read',
        ),
      ],
    },
    {
      id: 'restart-then-remove',
      title: { en: 'Restart the holder or the engine, then repeat the removal', zh: '重启占用者或引擎，再删除容器' },
      risk: 'disruptive',
      steps: [
        shell('sudo systemctl restart docker', 'docker desktop restart', 'disruptive'),
        advise('Then run the command that failed again.', '然后重新执行刚才失败的命令。'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/delete.go', symbol: 'cleanupContainer' }],
});

export default removalBusy;

export const examples: ExamplesOf<typeof removalBusy> = [
  {
    name: 'a leaked mount',
    log: `Error response from daemon: container 4696d0977ce0: driver "overlay2" failed to remove root filesystem: unlinkat /var/lib/docker/overlay2/7f3a/merged: device or resource busy
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'moving a mounted file inside a container',
    log: `app-1  | mv: cannot move '/etc/hosts.new' to '/etc/hosts': Device or resource busy
app-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
