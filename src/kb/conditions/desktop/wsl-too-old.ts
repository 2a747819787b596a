import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';

const wslTooOld = condition({
  id: 'wsl-too-old',
  stage: 'desktop',
  title: { en: 'WSL is too old for this Docker Desktop', zh: 'WSL 版本对当前的 Docker Desktop 来说太旧' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'Invalid command line option: --mount',
      pattern: /Invalid command line option: (?<option>--mount)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ option: group('option') }),

  headline: ({ option }) => ({
    en: `Docker Desktop cannot use this WSL${option === '' ? '' : `: it does not know ${option}`}`,
    zh: `Docker Desktop 无法使用当前的 WSL${option === '' ? '' : `：它不认识 ${option}`}`,
  }),
  why: {
    en: `Docker Desktop keeps its disk in a file that a newer wsl.exe mounts. The WSL that comes with Windows itself does not know the option;
      the one from the Microsoft Store, or "wsl --update", does. Images and volumes are in that file and stay as they are.`,
    zh: `Docker Desktop 的磁盘是一个文件，由较新的 wsl.exe 挂载。Windows 自带的 WSL 不认识这个选项，
      微软商店版或 “wsl --update” 之后的版本才认识。镜像和卷都在那个文件里，不受影响。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'update-wsl',
      title: { en: 'Update WSL, then start Docker Desktop again', zh: '更新 WSL，然后重新启动 Docker Desktop' },
      risk: 'disruptive',
      steps: [
        shell('wsl.exe --update', 'wsl --update; wsl --shutdown; docker desktop restart', 'disruptive', {
          on: 'desktop-windows',
        }),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }, { repo: 'microsoft/WSL' }],
});

export default wslTooOld;

export const examples: ExamplesOf<typeof wslTooOld> = [
  {
    name: 'the disk cannot be mounted',
    log: `deploying WSL2 distributions
ensuring data disk is available: exit code: 4294967295: running WSL command wsl.exe C:\\WINDOWS\\System32\\wsl.exe --mount --bare --vhd <HOME>\\AppData\\Local\\Docker\\wsl\\disk\\docker_data.vhdx: Invalid command line option: --mount
`,
    matches: { option: '--mount' },
  },
  {
    name: 'the integration with a distribution',
    log: `WSL integration with distro 'Ubuntu-24.04' unexpectedly stopped. Do you want to restart it?
`,
    matches: false,
    is: 'wsl-distro-proxy-stopped',
  },
];
