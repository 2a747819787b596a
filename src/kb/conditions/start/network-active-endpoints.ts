import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const networkActiveEndpoints = condition({
  id: 'network-active-endpoints',
  stage: 'start',
  title: { en: 'The network cannot be removed: containers still use it', zh: '网络无法删除：仍有容器在使用' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'has active endpoints',
      pattern:
        /network (?<network>[\w.-]{1,128}) (?:id \w{12,64} )?has active endpoints(?: \(name:"(?<container>[\w.-]{1,128})")?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ network: group('network'), container: group('container') }),

  headline: ({ network, container }) => ({
    en: `The network ${network} is still used by ${container === '' ? 'a container' : container}`,
    zh: `网络 ${network} 仍被${container === '' ? '某个容器' : ` ${container} `}使用`,
  }),
  why: {
    en: `A network goes only when no container is attached. What is left is usually a container of another project, a one-off
      "compose run", or a service that was removed from the file (an orphan).`,
    zh: `只有没有容器连接时网络才能删除。剩下的通常是其他项目的容器、一次性的 "compose run"，
      或已从文件中删掉的服务（orphan）。`,
  },

  retry: 'useless',
  remedies: ({ network, container }) => [
    {
      id: 'see-who-uses-it',
      title: { en: 'See which containers are attached', zh: '查看连接着哪些容器' },
      risk: 'read',
      steps: [look(['docker', 'network', 'inspect', '--format', '{{range .Containers}}{{.Name}} {{end}}', network])],
    },
    {
      id: 'disconnect',
      title: { en: 'Disconnect them, then remove the network', zh: '断开它们，再删除网络' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'network', 'disconnect', network, container === '' ? 'CONTAINER' : container], 'disruptive'),
        run(['docker', 'network', 'rm', network], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'libnetwork/error.go', symbol: 'ActiveEndpointsError' }],
});

export default networkActiveEndpoints;

export const examples: ExamplesOf<typeof networkActiveEndpoints> = [
  {
    name: 'engine 28.5',
    log: `Error response from daemon: error while removing network: network shop_default has active endpoints (name:"shop-debug" id:"2dc460a61354")
`,
    matches: { network: 'shop_default', container: 'shop-debug' },
    verdict: 'confirmed',
  },
  {
    name: 'engine 27',
    log: `failed to remove network shop_default: Error response from daemon: error while removing network: network shop_default id 5b1c8f0a2d3e has active endpoints
`,
    matches: { network: 'shop_default' },
  },
  {
    name: 'compose down leaves it: no failure',
    log: ` Container shop-web-1  Removed
 Network shop_default  Removing
 Network shop_default  Resource is still in use
`,
    matches: false,
  },
];
