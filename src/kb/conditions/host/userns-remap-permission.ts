import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const usernsRemapPermission = condition({
  id: 'userns-remap-permission',
  stage: 'host',
  title: { en: 'Privileged mode does not go with user namespace remapping', zh: '特权模式与用户命名空间重映射不兼容' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'privileged mode is incompatible with user namespaces',
        "cannot share the host's network namespace when user namespaces are enabled",
        'cannot share the host PID namespace when user namespaces are enabled',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The engine remaps users, and this container asks for the host',
    zh: '引擎启用了用户重映射，而该容器要求使用宿主机的命名空间',
  }),
  why: {
    en: `The engine runs with userns-remap, where root of a container is an ordinary user of the host. A container
      that wants to be privileged, or to share the network of the host, has to leave that namespace explicitly.`,
    zh: `引擎启用了 userns-remap，容器内的 root 在宿主机上是普通用户。
      需要特权或共享宿主机网络的容器必须明确退出该命名空间。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'do-without',
      title: { en: 'Do without the privilege', zh: '不使用特权' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Add only the capability that is needed', zh: '只添加需要的 capability' },
          { before: '    privileged: true', after: '    cap_add: [NET_ADMIN]' },
        ),
      ],
    },
    {
      id: 'leave-the-namespace',
      title: { en: 'Or leave the namespace for this container alone', zh: '或者仅为该容器退出命名空间' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Root in it is then root on the host', zh: '此时容器内的 root 就是宿主机的 root' },
          { after: '    userns_mode: host' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/daemon_unix.go', symbol: 'verifyPlatformContainerSettings' }],
});

export default usernsRemapPermission;

export const examples: ExamplesOf<typeof usernsRemapPermission> = [
  {
    name: 'a privileged container',
    log: `docker: Error response from daemon: privileged mode is incompatible with user namespaces.  You must run the container in the host namespace when running privileged mode
`,
    matches: {},
  },
  {
    name: 'no right inside a container',
    log: `app-1  | mount: /mnt: permission denied.
app-1 exited with code 32
`,
    matches: false,
  },
];
