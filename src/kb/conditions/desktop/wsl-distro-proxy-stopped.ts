import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const wslDistroProxyStopped = condition({
  id: 'wsl-distro-proxy-stopped',
  stage: 'desktop',
  title: {
    en: 'The WSL integration of Docker Desktop stopped for a distribution',
    zh: 'Docker Desktop 与某个 WSL 发行版的集成意外停止',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: ["WSL integration with distro '", 'running wsl distro proxy in '],
      pattern: /(?:WSL integration with distro '|running wsl distro proxy in )(?<distro>[\w.-]{1,60})/,
      strength: 'states',
    },
    { on: ['error', 'output'], says: '/opt/docker-desktop/componentsVersion.json: no such file' },
  ],
  facts: (group) => ({ distro: group('distro') }),

  headline: ({ distro }) => ({
    en: `The integration with ${distro === '' ? 'the distribution' : distro} stopped`,
    zh: `与${distro === '' ? '该发行版' : ` ${distro} `}的集成已停止`,
  }),
  why: {
    en: `Docker Desktop runs a small proxy inside the distribution, and that program ended. Its own reason stands
      behind the colon; a full disk in the distribution, a broken /etc/wsl.conf or an update in progress are
      common.`,
    zh: `Docker Desktop 在发行版内运行一个小代理，而它退出了。具体原因在冒号之后；
      常见的是发行版磁盘已满、/etc/wsl.conf 有误，或正在更新。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look-at-distribution',
      title: { en: 'See whether the distribution itself is well', zh: '查看发行版本身是否正常' },
      risk: 'read',
      steps: [shell('df -h /; cat /etc/wsl.conf', 'wsl -l -v; wsl df -h /', 'read')],
    },
    {
      id: 'restart-wsl',
      title: { en: 'Restart WSL and Docker Desktop', zh: '重启 WSL 和 Docker Desktop' },
      risk: 'disruptive',
      steps: [
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', {
          on: 'desktop-windows',
        }),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default wslDistroProxyStopped;

export const examples: ExamplesOf<typeof wslDistroProxyStopped> = [
  {
    name: 'after an update',
    log: `WSL integration with distro 'Ubuntu-22.04' unexpectedly stopped. Do you want to restart it?

running wsl distro proxy in Ubuntu-22.04 distro: running proxy: running wslexec: exit status 1
`,
    matches: { distro: 'Ubuntu-22.04' },
  },
  {
    name: 'the integration is off',
    log: `The command 'docker' could not be found in this WSL 2 distro.
We recommend to activate the WSL integration in Docker Desktop settings.
`,
    matches: false,
    is: 'wsl-integration-off',
  },
];
