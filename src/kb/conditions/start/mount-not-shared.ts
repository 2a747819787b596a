import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const mountNotShared = condition({
  id: 'mount-not-shared',
  stage: 'start',
  title: { en: 'A mount wants to be shared, and its host folder is not', zh: '挂载要求 shared 传播，但宿主机目录不是' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['but it is not a shared mount', 'but it is not a shared or slave mount'],
      pattern: /[Pp]ath (?<path>\/[^\n]{1,300}?) is mounted on (?<mount>\/[^\n]{0,200}?) but it is not a shared/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), mount: group('mount') }),

  headline: ({ path, mount }) => ({
    en: `${path} cannot be mounted with propagation: ${mount} is not a shared mount`,
    zh: `${path} 无法以传播方式挂载：${mount} 不是 shared 挂载`,
  }),
  why: {
    en: `rshared and rslave (and the :z of some tools, node-exporter, CSI and storage plugins) pass mounts on between host and container; that works only where the host's own mount is shared. Hosts without systemd, WSL and some NAS systems mount / as private.`,
    zh: `rshared 和 rslave（以及某些工具、node-exporter、CSI 与存储插件的设置）会在宿主机和容器之间传播挂载；只有宿主机自己的挂载是 shared 时才行。没有 systemd 的主机、WSL 和一些 NAS 系统把 / 挂载为 private。`,
  },

  retry: 'useless',
  remedies: ({ mount }) => [
    {
      id: 'see-propagation',
      title: { en: 'See how it is mounted', zh: '查看挂载方式' },
      risk: 'read',
      steps: [look(['findmnt', '-o', 'TARGET,PROPAGATION', mount === '' ? '/' : mount])],
    },
    {
      id: 'do-without',
      title: { en: 'Do without propagation, if nothing needs it', zh: '如果不需要，去掉传播' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Remove :rslave, :rshared or bind.propagation; also a trailing slash of the source, which an old Compose read as one.',
            zh: '删除 :rslave、:rshared 或 bind.propagation；源路径末尾的斜杠也去掉，旧版 Compose 会误判。',
          },
          { before: '/:/host:ro,rslave', after: '/:/host:ro' },
        ),
      ],
    },
    {
      id: 'make-it-shared',
      title: { en: 'Or make the mount shared, until the next boot', zh: '或把该挂载设为 shared（重启后失效）' },
      risk: 'reversible',
      steps: [run(['sudo', 'mount', '--make-rshared', mount === '' ? '/' : mount], 'reversible', { on: 'linux' })],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/oci_linux.go', symbol: 'ensureShared' }],
});

export default mountNotShared;

export const examples: ExamplesOf<typeof mountNotShared> = [
  {
    name: 'WSL',
    log: `[+] Running 0/0
Error response from daemon: path /mnt/c/work/shop/data is mounted on /mnt/c but it is not a shared mount.
`,
    matches: { path: '/mnt/c/work/shop/data', mount: '/mnt/c' },
  },
  {
    name: 'a folder that is not there',
    log: `Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/data
`,
    matches: false,
    is: 'bind-source-missing',
  },
];
