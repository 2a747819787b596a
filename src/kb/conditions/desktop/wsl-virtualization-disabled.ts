import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const wslVirtualizationDisabled = condition({
  id: 'wsl-virtualization-disabled',
  stage: 'desktop',
  title: {
    en: 'Windows cannot start the virtual machine of Docker Desktop',
    zh: 'Windows 无法启动 Docker Desktop 的虚拟机',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        '0x80370102',
        'Hardware assisted virtualization and data execution protection must be enabled in the BIOS',
        'Virtualization support not detected',
        'Virtual Machine Platform not enabled',
        'HCS_E_HYPERV_NOT_INSTALLED',
        'HCS_E_SERVICE_NOT_AVAILABLE',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Virtualisation is off in the firmware, or a Windows feature it needs is not installed',
    zh: '固件中没有开启虚拟化，或缺少所需的 Windows 功能',
  }),
  why: {
    en: `WSL 2 and Hyper-V need the virtualisation of the processor and the Windows feature Virtual Machine
      Platform. The pipe that the docker command cannot find is only a consequence.`,
    zh: `WSL 2 和 Hyper-V 需要处理器虚拟化，以及 Windows 功能“虚拟机平台”。
      docker 命令找不到管道只是后果。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-virtualization',
      title: { en: 'See what is switched on', zh: '查看哪些已开启' },
      risk: 'read',
      steps: [shell('wsl.exe --status', 'systeminfo | Select-String "Hyper-V|Virtual"; wsl --status', 'read')],
    },
    {
      id: 'enable-it',
      title: { en: 'Switch it on', zh: '开启它' },
      risk: 'disruptive',
      steps: [
        shell(
          'wsl.exe --install --no-distribution',
          'dism /online /enable-feature /featurename:VirtualMachinePlatform /all /norestart; dism /online /enable-feature /featurename:Microsoft-Windows-Subsystem-Linux /all /norestart; bcdedit /set hypervisorlaunchtype auto; wsl --update',
          'disruptive',
          {
            note: {
              en: 'In a shell of an administrator; Windows has to be restarted.',
              zh: '在管理员终端中执行；之后需要重启 Windows。',
            },
            on: 'desktop-windows',
          },
        ),
        advise(
          'If the processor shows virtualisation as disabled, switch on Intel VT-x or AMD-V (SVM) in the firmware; in a virtual machine, nested virtualisation.',
          '如果处理器显示虚拟化已禁用，请在固件中开启 Intel VT-x 或 AMD-V（SVM）；在虚拟机中则开启嵌套虚拟化。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'microsoft/WSL' }, { repo: 'Docker Desktop' }],
});

export default wslVirtualizationDisabled;

export const examples: ExamplesOf<typeof wslVirtualizationDisabled> = [
  {
    name: 'the distribution does not start',
    log: `deploying WSL2 distributions
ensuring main distro is deployed: deploying "docker-desktop": importing WSL distro "The virtual machine could not be started because a required feature is not installed. Error code: Wsl/Service/RegisterDistro/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED"
`,
    matches: {},
  },
  {
    name: 'the distribution proxy ended',
    log: `running wsl distro proxy in Ubuntu distro: running proxy: running wslexec: exit status 1
`,
    matches: false,
    is: 'wsl-distro-proxy-stopped',
  },
];
