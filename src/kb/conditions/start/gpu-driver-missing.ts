import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run, shell } from '#core/model/steps.ts';

const gpuDriverMissing = condition({
  id: 'gpu-driver-missing',
  stage: 'start',
  title: { en: 'The engine has no way to give a GPU to a container', zh: '引擎无法把 GPU 提供给容器' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'could not select device driver',
      pattern:
        /could not select device driver \\?"(?<driver>[\w.-]{0,40})\\?" with capabilities: (?<capabilities>\[\[[\w, \][]{0,80}\]\])/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ driver: group('driver') }),

  headline: ({ driver }) => ({
    en: `A GPU was asked for${driver === '' ? '' : ` from the driver "${driver}"`}, but the NVIDIA Container Toolkit is not set up for this engine`,
    zh: `请求了 GPU${driver === '' ? '' : `（驱动 "${driver}"）`}，但该引擎没有配置 NVIDIA Container Toolkit`,
  }),
  why: {
    en: `The engine found no device driver with the capability "gpu": nvidia-container-toolkit is not installed or not registered with this engine
      (a snap or rootless engine has its own configuration). Docker Desktop on a Mac has no GPU for containers.`,
    zh: `引擎没有找到具备 "gpu" 能力的设备驱动：nvidia-container-toolkit 没有安装，或没有注册到这个引擎
      （snap 和 rootless 引擎有各自的配置）。Mac 版 Docker Desktop 不向容器提供 GPU。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-gpu',
      title: { en: 'See whether driver and toolkit are there', zh: '查看驱动和 toolkit 是否存在' },
      risk: 'read',
      steps: [
        look(['nvidia-smi']),
        shell(
          "nvidia-ctk --version; docker info --format '{{json .Runtimes}}'",
          "docker info --format '{{json .Runtimes}}'",
          'read',
        ),
      ],
    },
    {
      id: 'run-without-gpu',
      title: { en: 'Run without a GPU', zh: '不使用 GPU 运行' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Remove the reservation, or --gpus from docker run.', zh: '删除该预留，或去掉 docker run 的 --gpus。' },
          {
            before:
              'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          capabilities: [gpu]',
          },
        ),
      ],
    },
    {
      id: 'install-toolkit',
      title: { en: 'Install the toolkit and register it', zh: '安装并注册 toolkit' },
      risk: 'disruptive',
      steps: [
        advise(
          'Add the NVIDIA Container Toolkit package repository (see its install guide), then:',
          '先按官方安装指南添加 NVIDIA Container Toolkit 软件源，然后：',
          'linux',
        ),
        run(['sudo', 'apt-get', 'install', '-y', 'nvidia-container-toolkit'], 'reversible', { on: 'linux' }),
        run(['sudo', 'nvidia-ctk', 'runtime', 'configure', '--runtime=docker'], 'reversible', { on: 'linux' }),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
        advise(
          'On Windows, install the NVIDIA driver for Windows and use the WSL 2 backend; nothing is installed inside WSL.',
          'Windows 上安装 Windows 版 NVIDIA 驱动并使用 WSL 2 后端，不需要在 WSL 里安装驱动。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'incompatibleDeviceRequest' }],
});

export default gpuDriverMissing;

export const examples: ExamplesOf<typeof gpuDriverMissing> = [
  {
    name: 'docker run --gpus all',
    log: `docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]

Run 'docker run --help' for more information
`,
    matches: { driver: '' },
    verdict: 'confirmed',
  },
  {
    name: 'compose reservation',
    log: ` Container shop-llm-1  Starting
Error response from daemon: could not select device driver "nvidia" with capabilities: [[gpu]]
`,
    matches: { driver: 'nvidia' },
  },
  {
    name: 'the toolkit is there, the driver is not',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: nvidia-container-cli: initialization error: nvml error: driver not loaded: unknown
`,
    matches: false,
    is: 'gpu-nvml-error',
  },
];
