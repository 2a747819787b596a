import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run, shell } from '#core/model/steps.ts';

const dataRootPermission = condition({
  id: 'data-root-permission',
  stage: 'storage',
  title: { en: 'The engine may not use its data root', zh: '引擎无权使用其数据目录' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'Cannot create daemon root: ',
      pattern: /Cannot create daemon root: (?:mkdir |chmod |stat )?(?<path>\/[^\s:]{1,300}): (?<reason>[a-z -]{4,60})/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'restricts access to the remapped root uid/gid',
      pattern: /graphroot path \((?<path>\/[^)]{1,300})\) (?<reason>restricts access)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), reason: group('reason') }),

  yieldsTo: ['filesystem-readonly', 'disk-full-data-root', 'disk-io-error'],
  headline: ({ path, reason }) => ({
    en: `The engine cannot use its data root ${path}${reason === '' ? '' : ` (${reason})`}`,
    zh: `引擎无法使用数据目录 ${path}${reason === '' ? '' : `（${reason}）`}`,
  }),
  why: {
    en: `data-root points at a place the engine cannot enter or make: a disk that is not mounted yet at boot, a parent directory without x for others
      (userns-remap), or a share that squashes root.`,
    zh: `data-root 指向引擎无法进入或创建的位置：开机时尚未挂载的磁盘、父目录没有给其他用户 x 权限（userns-remap），
      或会压制 root 的网络共享。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'look-at-path',
      title: { en: 'See the permissions on the way there', zh: '查看整条路径的权限' },
      risk: 'read',
      steps: [look(['namei', '-l', path]), shell('findmnt; cat /etc/docker/daemon.json', 'docker info', 'read')],
    },
    {
      id: 'wait-for-mount',
      title: { en: 'Let the engine wait for the disk', zh: '让引擎等待磁盘挂载' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/systemd/system/docker.service.d/mount.conf',
          { en: 'So that it never starts on an empty directory.', zh: '避免在空目录上启动。' },
          {
            after: `[Unit]\nRequiresMountsFor=${path}`,
            on: 'linux',
          },
        ),
        run(['sudo', 'systemctl', 'daemon-reload'], 'reversible', { on: 'linux' }),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/daemon_unix.go', symbol: 'setupDaemonRoot' }],
});

export default dataRootPermission;

export const examples: ExamplesOf<typeof dataRootPermission> = [
  {
    name: 'the disk is not mounted',
    log: `failed to start daemon: Cannot create daemon root: mkdir /mnt/data/docker: permission denied
`,
    matches: { path: '/mnt/data/docker' },
  },
  {
    name: 'the disk is read-only',
    log: `failed to start daemon: chmod /mnt/data/docker: read-only file system
`,
    matches: false,
    is: 'filesystem-readonly',
  },
];
