import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const xattrUnsupported = condition({
  id: 'xattr-unsupported',
  stage: 'host',
  title: { en: 'The file system of the engine cannot store extended attributes', zh: '引擎所在文件系统不支持扩展属性' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['lsetxattr ', 'failed to set xattr', 'setxattr '],
      pattern:
        /(?:l?setxattr|failed to set xattr) "?(?<attribute>[\w.]{1,80})"?[^\n]{0,300}(?:operation not supported|not supported)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ attribute: group('attribute') }),

  headline: ({ attribute }) => ({
    en: `The attribute ${attribute} cannot be stored where the engine keeps its layers`,
    zh: `引擎存放镜像层的位置无法保存属性 ${attribute}`,
  }),
  why: {
    en: `A file of the image carries an attribute (security.capability on ping, for example), and the file system
      below the data directory refuses it: NFS, 9p, eCryptfs and some others do not have them.`,
    zh: `镜像中的文件带有扩展属性（例如 ping 的 security.capability），
      而数据目录所在文件系统拒绝保存：NFS、9p、eCryptfs 等不支持。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-fs',
      title: { en: 'See which file system it is', zh: '查看文件系统类型' },
      risk: 'read',
      steps: [shell('df -T "$(docker info -f {{.DockerRootDir}})"', 'docker info', 'read')],
    },
    {
      id: 'move-data-root',
      title: { en: 'Put the data directory on ext4 or xfs', zh: '把数据目录放到 ext4 或 xfs' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'A new, empty place; the old one stays untouched, its images and volumes are not visible there',
            zh: '使用新的空目录；旧目录保持不变，但其中的镜像和卷在新位置不可见',
          },
          { after: '{ "data-root": "/mnt/ext4/docker" }' },
        ),
        shell('sudo systemctl restart docker', 'docker desktop restart', 'disruptive', { on: 'linux' }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'pkg/archive/archive.go' },
    { repo: 'containerd/continuity', path: 'sysx/xattr.go' },
  ],
});

export default xattrUnsupported;

export const examples: ExamplesOf<typeof xattrUnsupported> = [
  {
    name: 'pulling an image with file capabilities',
    log: `Error response from daemon: failed to register layer: lsetxattr security.capability /usr/bin/ping: operation not supported
`,
    matches: { attribute: 'security.capability' },
  },
  {
    name: 'no right to write',
    log: `Error response from daemon: failed to register layer: lchown /etc/shadow: operation not permitted
`,
    matches: false,
  },
];
