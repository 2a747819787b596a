import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const endpointNameExists = condition({
  id: 'endpoint-name-exists',
  stage: 'start',
  title: { en: 'A network still has an endpoint of an old container', zh: '网络中仍有旧容器留下的端点' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'endpoint with name ',
      pattern: /endpoint with name (?<name>[\w.-]{1,128}) already exists in network (?<network>[\w.-]{1,128})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name'), network: group('network').replace(/\.$/, '') }),

  headline: ({ name, network }) => ({
    en: `The network ${network} still has an endpoint named ${name}`,
    zh: `网络 ${network} 中仍有名为 ${name} 的端点`,
  }),
  why: {
    en: `A container of this name was killed or the engine crashed before the endpoint was removed. The name of the container is free, that of the endpoint
      is not.`,
    zh: `同名容器被强杀或引擎崩溃，端点没来得及删除。容器名已经空闲，端点名却没有。`,
  },

  retry: 'useless',
  remedies: ({ name, network }) => [
    {
      id: 'look-at-network',
      title: { en: 'See what the network holds', zh: '查看网络中的端点' },
      risk: 'read',
      steps: [look(['docker', 'network', 'inspect', network])],
    },
    {
      id: 'remove-endpoint',
      title: { en: 'Remove the left-over endpoint', zh: '删除残留的端点' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'network', 'disconnect', '--force', network, name], 'disruptive'),
        run(['docker', 'compose', 'up', '-d'], 'disruptive'),
      ],
    },
    {
      id: 'restart-engine',
      title: { en: 'If it stays: restart the engine', zh: '如果仍在：重启引擎' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'libnetwork/network.go', symbol: 'CreateEndpoint' }],
});

export default endpointNameExists;

export const examples: ExamplesOf<typeof endpointNameExists> = [
  {
    name: 'after a crash',
    log: `docker: Error response from daemon: endpoint with name shop-web-1 already exists in network shop_default.
`,
    matches: { name: 'shop-web-1', network: 'shop_default' },
  },
  {
    name: 'the container itself exists',
    log: `docker: Error response from daemon: Conflict. The container name "/shop-web-1" is already in use by container "3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4". You have to remove (or rename) that container to be able to reuse that name.
`,
    matches: false,
    is: 'container-name-conflict',
  },
];
