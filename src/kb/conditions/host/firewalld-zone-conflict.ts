import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const firewalldZoneConflict = condition({
  id: 'firewalld-zone-conflict',
  stage: 'host',
  title: { en: "firewalld has the engine's bridge in another zone", zh: 'firewalld 把引擎的网桥放在了另一个 zone' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'ZONE_CONFLICT',
      pattern: /ZONE_CONFLICT: '(?<bridge>[\w.-]{1,30})' already bound to (?:a zone|'(?<zone>[\w-]{1,40})')/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ bridge: group('bridge') }),

  headline: ({ bridge }) => ({
    en: `firewalld holds ${bridge} in another zone than docker`,
    zh: `firewalld 把 ${bridge} 放在了 docker 之外的 zone`,
  }),
  why: {
    en: `The engine puts its bridges into the firewalld zone "docker". firewalld refused because the interface is
      already bound to another zone, usually by an earlier manual change.`,
    zh: `引擎会把网桥加入 firewalld 的 "docker" zone。firewalld 拒绝了，
      因为该接口已绑定到别的 zone，通常是之前手动设置的。`,
  },

  retry: 'useless',
  remedies: ({ bridge }) => [
    {
      id: 'look-at-zones',
      title: { en: 'See the zones', zh: '查看 zone' },
      risk: 'read',
      steps: [look(['firewall-cmd', '--get-active-zones'])],
    },
    {
      id: 'move-the-bridge',
      title: { en: 'Move the bridge to the zone docker', zh: '把网桥移到 docker zone' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'firewall-cmd', '--permanent', '--zone=docker', `--change-interface=${bridge}`], 'disruptive'),
        run(['sudo', 'firewall-cmd', '--reload'], 'disruptive'),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'firewalld/firewalld', path: 'src/firewall/errors.py' },
    { repo: 'moby/moby', path: 'daemon/libnetwork/iptables/firewalld.go' },
  ],
});

export default firewalldZoneConflict;

export const examples: ExamplesOf<typeof firewalldZoneConflict> = [
  {
    name: 'the engine does not start',
    log: `failed to start daemon: Error initializing network controller: Error creating default "bridge" network: Failed to program NAT chain: ZONE_CONFLICT: 'docker0' already bound to a zone
`,
    matches: { bridge: 'docker0' },
  },
  {
    name: 'iptables has no nat table',
    log: `failed to start daemon: Error initializing network controller: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: iptables: No chain/target/match by that name.
`,
    matches: false,
    is: 'dockerd-network-init-failed',
  },
];
