import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const dockerdPidfileStale = condition({
  id: 'dockerd-pidfile-stale',
  stage: 'client',
  title: { en: 'The engine finds a pid file and will not start', zh: '引擎发现 pid 文件，拒绝启动' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['ensure docker is not running or delete', 'pid file found, ensure docker is not running'],
      pattern:
        /ensure docker is not running or delete (?<file>[^\s:]{1,300})(?:: process with PID (?<pid>\d{1,10}) is still running)?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file'), pid: group('pid') }),

  headline: ({ file }) => ({
    en: `The engine will not start: ${file} names a running process`,
    zh: `引擎拒绝启动：${file} 指向仍在运行的进程`,
  }),
  why: {
    en: `dockerd found its pid file with the number of a process that is alive. Either another dockerd really runs,
      or the file is left over and the number now belongs to something else, as happens when a docker:dind
      container is restarted.`,
    zh: `dockerd 发现 pid 文件中的进程号仍然存在。要么真有另一个 dockerd 在运行，要么文件是残留的，
      而该进程号已属于别的程序，例如重启 docker:dind 容器时。`,
  },

  retry: 'useless',
  remedies: ({ file }) => [
    {
      id: 'look-at-the-process',
      title: { en: 'See whether that process is a dockerd', zh: '查看该进程是不是 dockerd' },
      risk: 'read',
      steps: [shell('ps -o pid,comm,args -p "$(cat /var/run/docker.pid)"', 'docker ps -a', 'read')],
    },
    {
      id: 'clear-the-file',
      title: {
        en: 'Stop the other engine, or remove the file if the process is no dockerd',
        zh: '停止另一个引擎；若该进程不是 dockerd 则删除文件',
      },
      risk: 'disruptive',
      steps: [
        advise(
          `A running dockerd: stop it (systemctl stop docker). Anything else: delete ${file} and start again. For docker:dind create a new container instead of restarting the old one.`,
          `如果是 dockerd：停止它（systemctl stop docker）。如果不是：删除 ${file} 后重新启动。docker:dind 请新建容器，不要重启旧容器。`,
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/command/daemon.go' },
    { repo: 'moby/moby', path: 'pkg/pidfile/pidfile.go' },
  ],
});

export default dockerdPidfileStale;

export const examples: ExamplesOf<typeof dockerdPidfileStale> = [
  {
    name: 'a dind container was restarted',
    log: `dind-1  | failed to start daemon, ensure docker is not running or delete /var/run/docker.pid: process with PID 22 is still running
dind-1 exited with code 1
`,
    matches: { file: '/var/run/docker.pid', pid: '22' },
  },
  {
    name: 'a broken configuration file',
    log: `unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid JSON: unexpected end of JSON input
`,
    matches: false,
    is: 'dockerd-config-invalid',
  },
];
