import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const hostGatewayUnderivable = condition({
  id: 'host-gateway-underivable',
  stage: 'start',
  title: { en: 'The engine does not know the address for host-gateway', zh: '引擎不知道 host-gateway 的地址' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['unable to derive the IP value for host-gateway', 'invalid IP address in add-host: "host-gateway"'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'host-gateway cannot be turned into an address by this engine or builder',
    zh: '该引擎或构建器无法把 host-gateway 换成地址',
  }),
  why: {
    en: `host-gateway stands for the gateway of the default bridge. The engine has none ("bridge": "none", or host networking only), or the engine or builder
      is older than the word.`,
    zh: `host-gateway 代表默认网桥的网关。引擎没有默认网桥（"bridge": "none" 或只用 host 网络），
      或者引擎/构建器的版本太旧，不认识这个词。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-bridge',
      title: { en: 'See whether there is a default bridge, and the versions', zh: '查看是否有默认网桥以及版本' },
      risk: 'read',
      steps: [look(['docker', 'network', 'inspect', 'bridge']), look(['docker', 'version'])],
    },
    {
      id: 'give-address',
      title: { en: 'Give the address yourself', zh: '自己指定地址' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'An address of the host that containers can reach.', zh: '容器能访问到的主机地址。' },
          {
            before: '- "host.docker.internal:host-gateway"',
            after: '- "host.docker.internal:192.168.1.10"',
          },
        ),
        edit(
          '/etc/docker/daemon.json',
          { en: 'Or for the whole engine, then restart it.', zh: '或为整个引擎设置，然后重启。' },
          {
            after: '{ "host-gateway-ip": "192.168.1.10" }',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/container_operations.go' },
    { repo: 'docker/buildx', path: 'build/utils.go', symbol: 'toBuildkitExtraHosts' },
  ],
});

export default hostGatewayUnderivable;

export const examples: ExamplesOf<typeof hostGatewayUnderivable> = [
  {
    name: 'an engine without a default bridge',
    log: ` Container shop-app-1  Starting
Error response from daemon: unable to derive the IP value for host-gateway
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the name is not known at all',
    log: `app-1  | getaddrinfo ENOTFOUND host.docker.internal
app-1 exited with code 1
`,
    matches: false,
  },
];
