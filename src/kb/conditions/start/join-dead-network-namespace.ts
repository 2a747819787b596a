import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const joinDeadNetworkNamespace = condition({
  id: 'join-dead-network-namespace',
  stage: 'start',
  title: { en: 'The container whose network is shared is not running', zh: '被共享网络的那个容器没有运行' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'of a non running container: ',
        'joining network namespace of container: ',
        'cannot share network namespace with service ',
        'namespace path: lstat /proc/',
      ],
      pattern:
        /(?:cannot join (?:the )?(?:network|network namespace|IPC|PID)(?: namespace)? of a non running container: (?:container )?(?<container>[\w.-]{1,128})|joining network namespace of container: No such container: (?<gone>[\w.-]{1,128})|cannot share network namespace with service (?<service>[\w.-]{1,100})|namespace path: lstat \/proc\/\d{1,9}\/ns\/\w{2,8}: no such file)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ container: (group('container') || group('gone') || group('service')).replace(/\.$/, '') }),

  headline: ({ container }) => ({
    en: `The network of ${container === '' ? 'another container' : container} cannot be shared: that container does not run`,
    zh: `无法共享${container === '' ? '另一个容器' : ` ${container} `}的网络：该容器没有运行`,
  }),
  why: {
    en: `network_mode: "service:…" or "container:…" uses the network of another container, which must run. It ended, or it was made anew and has another id
      (typical for a VPN container that was updated alone).`,
    zh: `network_mode: "service:…" 或 "container:…" 使用另一个容器的网络，后者必须在运行。它已经退出，或被重建后 id 变了
      （单独更新 VPN 容器时常见）。`,
  },

  retry: 'useless',
  remedies: ({ container }) => [
    {
      id: 'see-why-it-ended',
      title: { en: 'See why the other container does not run', zh: '查看另一个容器为何没有运行' },
      risk: 'read',
      steps: [
        look(['docker', 'ps', '--all']),
        ...(container === '' ? [] : [look(['docker', 'logs', '--tail', '50', container])]),
      ],
    },
    {
      id: 'recreate-both',
      title: { en: 'Make both anew together', zh: '两个一起重建' },
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
    { repo: 'moby/moby', path: 'daemon/container_operations.go' },
    { repo: 'docker/compose', path: 'pkg/compose/convergence.go' },
  ],
});

export default joinDeadNetworkNamespace;

export const examples: ExamplesOf<typeof joinDeadNetworkNamespace> = [
  {
    name: 'engine 28 and later',
    log: ` Container shop-app-1  Starting
Error response from daemon: cannot join network namespace of a non running container: container shop-vpn-1 is exited
`,
    matches: { container: 'shop-vpn-1' },
    verdict: 'confirmed',
  },
  {
    name: 'the other container was made anew',
    log: `Error response from daemon: joining network namespace of container: No such container: 3341b6103a937f8c8befcf06825ba57b1adb9d2a34dd2104d5e2e151ced17cb4
`,
    matches: {},
  },
  {
    name: 'docker exec into a stopped container',
    log: `Error response from daemon: container 4696d0977ce0667ac7dc5a6e77a46a02a029968877ea2b7d9b59c9bf24bfdf66 is not running
`,
    matches: false,
  },
  {
    name: 'runc finds its namespace gone',
    log: `Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to create new parent process: namespace path: lstat /proc/630422/ns/net: no such file or directory: unknown
`,
    matches: { container: '' },
  },
];
