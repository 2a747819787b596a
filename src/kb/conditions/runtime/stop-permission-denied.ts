import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const stopPermissionDenied = condition({
  id: 'stop-permission-denied',
  stage: 'runtime',
  title: { en: 'The engine may not stop the container: AppArmor or snap', zh: '引擎无权停止容器：AppArmor 或 snap' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'unable to signal init: permission denied',
        'cannot stop container: ',
        'cannot kill container: ',
        'did not receive an exit event',
      ],
      pattern:
        /(?:cannot (?:stop|kill) container: [^\n]{1,200}permission denied|unable to signal init: permission denied|did not receive an exit event)/,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The container cannot be stopped: a security profile denies the signal',
    zh: '容器无法停止：安全配置拒绝了信号',
  }),
  why: {
    en: `The kernel refused the signal although the engine is root. Mostly an AppArmor profile is left over from another installation (Docker from snap beside docker-ce),
      or AppArmor and runc do not suit each other after an upgrade.`,
    zh: `引擎虽是 root，内核仍拒绝了信号。多半是另一套安装（snap 版 Docker 与 docker-ce 并存）留下的 AppArmor 配置，
      或升级后 AppArmor 与 runc 不匹配。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-profiles',
      title: { en: 'See the profiles and what was denied', zh: '查看配置和被拒绝的记录' },
      risk: 'read',
      steps: [
        shell(
          'sudo aa-status | grep -i docker; snap list docker 2>/dev/null; sudo dmesg | grep -i \'apparmor="DENIED"\' | tail',
          'docker info',
          'read',
        ),
      ],
    },
    {
      id: 'remove-leftover-profiles',
      title: { en: 'Remove profiles nobody loaded, then restart the engine', zh: '移除无主的配置，再重启引擎' },
      risk: 'disruptive',
      steps: [shell('sudo aa-remove-unknown && sudo systemctl restart docker', 'docker desktop restart', 'disruptive')],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/kill.go', symbol: 'killWithSignal' },
    { repo: 'opencontainers/runc', path: 'libcontainer/container_linux.go' },
  ],
});

export default stopPermissionDenied;

export const examples: ExamplesOf<typeof stopPermissionDenied> = [
  {
    name: 'a leftover profile',
    log: `Error response from daemon: cannot stop container: shop-web-1: permission denied
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the client may not reach the engine',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/containers/json": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: false,
  },
];
