import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const networkStaleId = condition({
  id: 'network-stale-id',
  stage: 'start',
  title: { en: 'The container belongs to a network that no longer exists', zh: '容器所属的网络已不存在' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['failed to set up container networking: network ', 'could not find a network matching network mode'],
      pattern: /network (?<network>[\w.-]{1,128}) not found/,
      strength: 'states',
    },
    // Engines before 28 say no more than the id.
    {
      on: 'error',
      says: 'network ',
      pattern: /^network (?<network>[0-9a-f]{64}) not found$/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ network: group('network') }),

  headline: ({ network }) => ({
    en: `The container was made for the network ${network.slice(0, 24)}, which is gone`,
    zh: `容器是为网络 ${network.slice(0, 24)} 创建的，而该网络已不存在`,
  }),
  why: {
    en: `A container remembers the id of its network. The network was removed (and perhaps made again under the same name, with another id)
      while the stopped container stayed. A new container of the same service uses the present network.`,
    zh: `容器记住的是网络的 id。网络被删除（可能又以同名重建，但 id 不同），而停止的容器还在。
      为同一服务重新创建容器就会使用现在的网络。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-networks',
      title: { en: 'See which networks there are', zh: '查看现有网络' },
      risk: 'read',
      steps: [look(['docker', 'network', 'ls', '--no-trunc']), look(['docker', 'compose', 'ps', '--all'])],
    },
    {
      id: 'recreate-containers',
      title: { en: 'Make the containers anew', zh: '重新创建容器' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'compose', 'up', '-d', '--force-recreate'], 'disruptive', {
          note: {
            en: 'Volumes stay; what was written elsewhere in the old containers is gone.',
            zh: '卷会保留；旧容器中写在卷之外的内容会消失。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'libnetwork/error.go', symbol: 'ErrNoSuchNetwork' },
    { repo: 'moby/moby', path: 'daemon/container_operations.go' },
  ],
});

export default networkStaleId;

export const examples: ExamplesOf<typeof networkStaleId> = [
  {
    name: 'docker start after network prune',
    log: `Error response from daemon: failed to set up container networking: network 9af1b9a179190c2a54dd2a3b6dc27ffb6e5c2b2d93d5b9aa71a45d12e0ea4f6c not found
`,
    matches: { network: '9af1b9a179190c2a54dd2a3b6dc27ffb6e5c2b2d93d5b9aa71a45d12e0ea4f6c' },
    verdict: 'confirmed',
  },
  {
    name: 'a name given by hand does not exist',
    log: `network traefik declared as external, but could not be found
`,
    matches: false,
    is: 'external-network-missing',
  },
];
