import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run, shell } from '#core/model/steps.ts';

const inotifyInstanceLimit = condition({
  id: 'inotify-instance-limit',
  stage: 'resources',
  title: { en: "The host's limit on inotify instances is reached", zh: '达到主机的 inotify 实例数上限' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'hit OS limits creating a watcher',
        'inotify_init: too many open files',
        'unable to init inotify: too many open files',
        'failed to create fsnotify watcher: too many open files',
        'on the number of inotify instances has been reached',
        'Failed to initialize inotify: Too many open files',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['EMFILE: too many open files, watch', 'inotify_init', 'fsnotify'],
      pattern: /EMFILE: too many open files, watch|(?:inotify_init|fsnotify).{0,120}[Tt]oo many open files/,
    },
  ],

  headline: () => ({
    en: 'No inotify instance is left: fs.inotify.max_user_instances is reached',
    zh: '没有可用的 inotify 实例：已达到 fs.inotify.max_user_instances 上限',
  }),
  why: {
    en: `Every program that watches files takes one instance, and the default is 128 for all containers of a user together. The words are "too many
      open files", but the number of open files has nothing to do with it, and raising ulimits does not help.`,
    zh: `每个监视文件的程序占用一个实例，默认同一用户的所有容器总共只有 128 个。报错虽是 "too many open files"，
      但与打开文件数无关，提高 ulimits 没有用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-limit',
      title: { en: 'See the limit of the kernel that runs the containers', zh: '查看运行容器的内核的上限' },
      risk: 'read',
      steps: [look(['docker', 'run', '--rm', 'alpine', 'cat', '/proc/sys/fs/inotify/max_user_instances'])],
    },
    {
      id: 'raise-instances',
      title: { en: 'Raise it on the host, or in the virtual machine', zh: '在主机或虚拟机中调高' },
      risk: 'reversible',
      steps: [
        run(['sudo', 'sysctl', '-w', 'fs.inotify.max_user_instances=512'], 'reversible', { on: 'linux' }),
        shell(
          'docker run --rm --privileged alpine sysctl -w fs.inotify.max_user_instances=512',
          'wsl -d docker-desktop sysctl -w fs.inotify.max_user_instances=512',
          'reversible',
          {
            on: 'desktop',
            note: {
              en: 'Privileged, because it changes a setting of the kernel; it lasts until the virtual machine restarts.',
              zh: '需要特权，因为要修改内核设置；虚拟机重启后失效。',
            },
          },
        ),
        edit(
          '/etc/sysctl.d/60-inotify.conf',
          { en: 'Keeps it over a reboot.', zh: '重启后仍然有效。' },
          {
            after: 'fs.inotify.max_user_instances=512',
            on: 'linux',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/compose', path: 'pkg/watch/watcher_naive.go' },
    { repo: 'opencontainers/runc', path: 'libcontainer/notify_v2_linux.go' },
    {
      repo: 'dotnet/runtime',
      path: 'src/libraries/System.IO.FileSystem.Watcher/src/System/IO/FileSystemWatcher.Linux.cs',
    },
  ],
});

export default inotifyInstanceLimit;

export const examples: ExamplesOf<typeof inotifyInstanceLimit> = [
  {
    name: '.NET watches its configuration',
    log: `api-1  | Unhandled exception. System.IO.IOException: The configured user limit (128) on the number of inotify instances has been reached, or the per-process limit on the number of open file descriptors has been reached.
api-1 exited with code 134
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a development server of Node.js',
    log: `web-1  | Error: EMFILE: too many open files, watch '/app'
web-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'files and sockets, not watches',
    log: `api-1  | http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 5ms
api-1 exited with code 1
`,
    matches: false,
    is: 'nofile-exhausted',
  },
];
