import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Container } from '#core/model/probes/engine.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { exampleContainer } from '../../shared/example-world.ts';

const capabilityMissing = condition({
  id: 'capability-missing',
  stage: 'runtime',
  title: {
    en: 'A program in the container needs a capability it does not have',
    zh: '容器里的程序缺少所需的 capability',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'RTNETLINK answers: Operation not permitted',
        'SIOCSIFFLAGS: Operation not permitted',
        'SIOCSIFADDR: Operation not permitted',
        'Permission denied (you must be root)',
        'ping: socket: Operation not permitted',
        'ulimit: error setting limit (Operation not permitted)',
        'unshare failed: Operation not permitted',
        'Failed to create TUN device',
        '/dev/net/tun: Operation not permitted',
        "can't initialize iptables table",
      ],
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service, needs: neededFor(event.text) }),

  yieldsTo: ['iptables-chain-missing', 'dind-unprivileged'],
  headline: ({ service }) => ({
    en: `${service ?? 'The program'} wants a right of the kernel (capability) that containers do not have by default`,
    zh: `${service === undefined ? '程序' : `${service} `}需要容器默认没有的内核权限（capability）`,
  }),
  why: {
    en: `Root in a container is not root of the host: changing network interfaces, firewall rules or mounts needs a capability such as NET_ADMIN.
      A service with user: or cap_drop: has even fewer; a rootless engine may be unable to give any.`,
    zh: `容器里的 root 不是宿主机的 root：修改网络接口、防火墙规则或挂载需要 NET_ADMIN 等 capability。
      设置了 user: 或 cap_drop: 的服务权限更少；rootless 引擎可能根本给不了。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ service, needs }) => (service === undefined || needs === '' ? undefined : { service }),
      confirms: ({ capabilities }, { needs }) => capabilities !== undefined && !isHeld(capabilities, needs),
      // It may have been made anew since, and a user that is not root does not hold what its container was given.
      refutes: () => false,
      tells: ({ name }, { needs }) => ({
        en: `Container ${name} has no ${needs}, which the kernel asks for here.`,
        zh: `容器 ${name} 没有 ${needs}，而内核在此要求它。`,
      }),
    },
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-what-it-has',
      title: { en: 'See which capabilities and user it has', zh: '查看它有哪些 capability、以什么用户运行' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'inspect',
          '--format',
          '{{.HostConfig.CapAdd}} {{.HostConfig.CapDrop}} {{.HostConfig.Privileged}} {{.Config.User}}',
          service ?? '<container>',
        ]),
      ],
    },
    {
      id: 'add-the-one',
      title: {
        en: 'Add only the one that is needed, never privileged: true',
        zh: '只添加所需的那一个，不要用 privileged: true',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'NET_ADMIN for interfaces and firewall (with /dev/net/tun for a VPN), NET_RAW for ping.',
            zh: '接口和防火墙用 NET_ADMIN（VPN 还要 /dev/net/tun），ping 用 NET_RAW。',
          },
          { after: 'cap_add: [NET_ADMIN]\ndevices: ["/dev/net/tun"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'oci/caps/defaults.go', symbol: 'DefaultCapabilities' },
    { repo: 'torvalds/linux', path: 'net/core/rtnetlink.c', symbol: 'rtnetlink_rcv_msg' },
  ],
});

/** What the kernel checks where it says this, and nothing less: rtnetlink_rcv_msg, devinet_ioctl, tun_set_iff, prlimit, unshare. */
function neededFor(text: string): string {
  if (/RTNETLINK|SIOCSIF|TUN device|\/dev\/net\/tun|iptables/.test(text)) return 'NET_ADMIN';
  if (text.includes('ping: socket')) return 'NET_RAW';
  return text.includes('unshare failed') ? 'SYS_ADMIN' : text.includes('ulimit: ') ? 'SYS_RESOURCE' : '';
}

/** Given by the engine without being asked for (moby oci/caps/defaults.go), of those needed here. */
const USUAL = 'NET_RAW';

function isHeld({ added, dropped, isPrivileged }: NonNullable<Container['capabilities']>, needs: string): boolean {
  if (isPrivileged || added.includes(needs)) return true;
  if (dropped.includes(needs)) return false;
  return added.includes('ALL') || (needs === USUAL && !dropped.includes('ALL'));
}

export default capabilityMissing;

export const examples: ExamplesOf<typeof capabilityMissing> = [
  {
    name: 'a VPN',
    log: `vpn-1  | RTNETLINK answers: Operation not permitted
vpn-1 exited with code 2
`,
    matches: { service: 'vpn', needs: 'NET_ADMIN' },
    world: {},
    speaks: ['could-not-look'],
    verdict: 'suspected',
  },
  {
    name: 'the container was not given it',
    log: `vpn-1  | ip: SIOCSIFFLAGS: Operation not permitted
vpn-1 exited with code 1
`,
    matches: { service: 'vpn', needs: 'NET_ADMIN' },
    world: {
      'engine.container': exampleContainer({
        capabilities: { added: ['SYS_TIME'], dropped: [], isPrivileged: false },
      }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'the container was given it: something else says no',
    log: `vpn-1  | ip: SIOCSIFFLAGS: Operation not permitted
vpn-1 exited with code 1
`,
    matches: { service: 'vpn', needs: 'NET_ADMIN' },
    world: {
      'engine.container': exampleContainer({
        capabilities: { added: ['NET_ADMIN'], dropped: ['ALL'], isPrivileged: false },
      }),
    },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'ping needs a usual one, which was taken away',
    log: `app-1  | ping: socket: Operation not permitted
app-1 exited with code 2
`,
    matches: { service: 'app', needs: 'NET_RAW' },
    world: {
      'engine.container': exampleContainer({ capabilities: { added: [], dropped: ['ALL'], isPrivileged: false } }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'a folder of another user',
    log: `vpn-1  | chown: changing ownership of '/config/wg0': Operation not permitted
vpn-1 exited with code 1
`,
    matches: false,
    is: 'bind-mount-permission',
  },
];
