import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run, shell } from '#core/model/steps.ts';

const inotifyWatchLimit = condition({
  id: 'inotify-watch-limit',
  stage: 'resources',
  title: { en: "The host's limit on file watches is reached", zh: '达到主机的文件监视数量上限' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'System limit for number of file watchers reached',
      pattern: /number of file watchers reached(?:, watch '(?<path>[^']{1,300})')?/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'inotify_add_watch: no space left on device',
        'inotify_add_watch() failed: No space left on device',
        'inotify watch limit reached',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'inotify_add_watch',
      pattern: /inotify_add_watch.{0,120}[Nn]o space left on device/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `No file watch is left${path === '' ? '' : ` for ${path}`}: fs.inotify.max_user_watches is reached; the disk is not full`,
    zh: `${path === '' ? '' : `无法监视 ${path}：`}已达到 fs.inotify.max_user_watches 上限；磁盘并没有满`,
  }),
  why: {
    en: `inotify answers ENOSPC ("no space") when a user has used up the watches of the kernel. The limit belongs to the kernel that runs the
      containers, is shared by all of them, and cannot be set inside one.`,
    zh: `用户的监视名额用完时，inotify 返回 ENOSPC（"no space"）。这个上限属于运行容器的内核，由所有容器共享，
      无法在容器内设置。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-limit',
      title: { en: 'See the limit of that kernel', zh: '查看该内核的上限' },
      risk: 'read',
      steps: [look(['docker', 'run', '--rm', 'alpine', 'cat', '/proc/sys/fs/inotify/max_user_watches'])],
    },
    {
      id: 'raise-watches',
      title: { en: 'Raise it on the host, or in the virtual machine', zh: '在主机或虚拟机中调高' },
      risk: 'reversible',
      steps: [
        run(['sudo', 'sysctl', '-w', 'fs.inotify.max_user_watches=524288'], 'reversible', { on: 'linux' }),
        shell(
          'docker run --rm --privileged alpine sysctl -w fs.inotify.max_user_watches=524288',
          'wsl -d docker-desktop sysctl -w fs.inotify.max_user_watches=524288',
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
            after: 'fs.inotify.max_user_watches=524288\nfs.inotify.max_user_instances=512',
            on: 'linux',
          },
        ),
      ],
    },
    {
      id: 'watch-less',
      title: { en: 'Watch fewer files', zh: '减少监视的文件' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Polling needs no watches; exclude node_modules from watching.',
            zh: '轮询不占用监视名额；并在监视配置中排除 node_modules。',
          },
          {
            after: 'environment:\n  CHOKIDAR_USEPOLLING: "true"\n  WATCHPACK_POLLING: "true"',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/fs/watchers.js' },
    { repo: 'torvalds/linux', path: 'fs/notify/inotify/inotify_user.c', symbol: 'inotify_new_watch' },
  ],
});

export default inotifyWatchLimit;

export const examples: ExamplesOf<typeof inotifyWatchLimit> = [
  {
    name: 'a development server',
    log: `web-1  | Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src/pages'
web-1  |     at FSWatcher.<computed> (node:internal/fs/watchers:247:19)
web-1 exited with code 1
`,
    matches: { path: '/app/src/pages' },
    verdict: 'confirmed',
  },
  {
    name: 'the disk is full',
    log: `web-1  | Error: ENOSPC: no space left on device, write
web-1 exited with code 1
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
