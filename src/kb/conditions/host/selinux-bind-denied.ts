import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const selinuxBindDenied = condition({
  id: 'selinux-bind-denied',
  stage: 'host',
  title: { en: 'SELinux forbids a container to use a file of the host', zh: 'SELinux 禁止容器访问宿主机文件' },

  signatures: [
    {
      on: ['output', 'error', 'daemon'],
      says: ['avc:  denied', 'avc: denied'],
      pattern:
        /avc: {1,2}denied {1,2}\{ ?(?<access>[\w ]{1,60}?) ?\}[^\n]{0,400}scontext=[^\s:]{1,60}:[^\s:]{1,60}:(?:container_t|container_init_t|svirt_lxc_net_t)\b/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ access: group('access') }),

  headline: ({ access }) => ({
    en: `SELinux denied "${access}" to a container`,
    zh: `SELinux 拒绝了容器的 "${access}" 操作`,
  }),
  why: {
    en: `The audit log names the container as the one that was refused, so owner and mode of the file do not matter.
      A bind mount needs a label that containers may use.`,
    zh: '审计日志表明被拒绝的是容器，与文件属主和权限位无关。绑定挂载需要允许容器使用的标签。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-labels',
      title: { en: 'See label and denials', zh: '查看标签和拒绝记录' },
      risk: 'read',
      steps: [shell('getenforce; ls -dZ ./data; sudo ausearch -m AVC -ts recent | tail', 'docker info', 'read')],
    },
    {
      id: 'relabel-the-mount',
      title: { en: 'Let the engine label the mount', zh: '让引擎为挂载打标签' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: ':Z for this container alone, :z to share it; never on /home, /usr or /etc',
            zh: ':Z 仅供该容器使用，:z 可共享；不要用于 /home、/usr 或 /etc',
          },
          { before: '      - ./data:/data', after: '      - ./data:/data:Z' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'security/selinux/avc.c' },
    { repo: 'opencontainers/selinux', path: 'go-selinux/label/label_linux.go' },
  ],
});

export default selinuxBindDenied;

export const examples: ExamplesOf<typeof selinuxBindDenied> = [
  {
    name: 'audit lines beside the container log',
    log: `app-1  | PermissionError: [Errno 13] Permission denied: '/data/state.json'
app-1 exited with code 1
type=AVC msg=audit(1763971200.123:456): avc:  denied  { write } for  pid=4242 comm="python" name="state.json" dev="dm-0" ino=131 scontext=system_u:system_r:container_t:s0:c12,c34 tcontext=unconfined_u:object_r:user_home_t:s0 tclass=file permissive=0
`,
    matches: { access: 'write' },
  },
  {
    name: 'plain permissions',
    log: `app-1  | PermissionError: [Errno 13] Permission denied: '/data/state.json'
app-1 exited with code 1
`,
    matches: false,
  },
];
