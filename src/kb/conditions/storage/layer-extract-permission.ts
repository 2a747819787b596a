import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const layerExtractPermission = condition({
  id: 'layer-extract-permission',
  stage: 'storage',
  title: {
    en: 'The engine may not set the owners of an image while unpacking it',
    zh: '引擎解包镜像时无权设置文件属主',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'failed to register layer: ',
        'failed to extract layer ',
        'Error processing tar file',
        'potentially insufficient UIDs or GIDs available',
      ],
      pattern:
        /(?:l?chown|failed to Lchown "[^"]{1,200}" for UID \d+, GID \d+|mknod|failed to mknod|lsetxattr|setxattr) ?(?<path>"?\/[^\s:"]{1,200})?.{0,120}(?:operation not permitted|invalid argument)|potentially insufficient UIDs or GIDs available/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'cannot be mapped to a host ID',
      pattern: /Container ID \d+ cannot be mapped to a host ID/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `Unpacking an image failed: the engine may not set the owner or type of ${path === '' ? 'a file in it' : path}`,
    zh: `解包镜像失败：引擎无权设置${path === '' ? '其中某个文件' : ` ${path} `}的属主或类型`,
  }),
  why: {
    en: `The image has files of a user id the engine cannot map or devices it may not make. A rootless engine, userns-remap, a nested container (LXC) or a
      data root on a network share has only a limited range of ids; usually 65536 of them in /etc/subuid are enough.`,
    zh: `镜像中有文件使用了引擎无法映射的用户 id，或包含它不能创建的设备文件。rootless、userns-remap、嵌套容器（LXC）
      以及放在网络共享上的数据目录只有有限的 id 范围；通常 /etc/subuid 中 65536 个就够用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-ids',
      title: { en: 'See which ids the engine may use', zh: '查看引擎可用的 id 范围' },
      risk: 'read',
      steps: [
        shell('cat /etc/subuid /etc/subgid; id -un', 'wsl cat /etc/subuid /etc/subgid', 'read'),
        look(['docker', 'info', '--format', '{{json .SecurityOptions}} {{.DockerRootDir}}']),
      ],
    },
    {
      id: 'widen-range',
      title: {
        en: 'Give the user a full range, then restart the rootless engine',
        zh: '给用户完整的范围，然后重启 rootless 引擎',
      },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "$USER" && systemctl --user restart docker',
          'wsl sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $env:USERNAME',
          'disruptive',
        ),
        run(['podman', 'system', 'migrate'], 'disruptive', {
          on: 'linux',
          note: { en: 'For Podman only.', zh: '仅用于 Podman。' },
        }),
      ],
    },
    {
      id: 'nested-or-share',
      title: { en: 'In LXC or on a share', zh: '在 LXC 中或使用网络共享时' },
      risk: 'read',
      steps: [
        advise(
          'Turn on nesting for the LXC container (features: nesting=1,keyctl=1), and keep the data root on a local ext4 or xfs file system.',
          '为 LXC 容器打开 nesting（features: nesting=1,keyctl=1），并把数据目录放在本地的 ext4 或 xfs 上。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'pkg/archive/archive.go', symbol: 'createTarFile' },
    { repo: 'moby/moby', path: 'pkg/idtools/idtools.go', symbol: 'toHost' },
    { repo: 'containers/storage', path: 'pkg/idtools/idtools.go', symbol: 'SafeLchown' },
  ],
});

export default layerExtractPermission;

export const examples: ExamplesOf<typeof layerExtractPermission> = [
  {
    name: 'docker pull in LXC',
    log: `docker: Error response from daemon: failed to register layer: lchown /var/mail: operation not permitted
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'userns-remap with a short range',
    log: `Error response from daemon: failed to register layer: Container ID 1000720000 cannot be mapped to a host ID
`,
    matches: {},
  },
  {
    name: 'a RUN step may not change an owner',
    log: `#6 [2/4] RUN chown app /data
#6 1.20 chown: changing ownership of '/data': Operation not permitted
#6 ERROR: process "/bin/sh -c chown app /data" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c chown app /data" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
