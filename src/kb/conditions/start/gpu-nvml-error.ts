import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run, shell } from '#core/model/steps.ts';

const gpuNvmlError = condition({
  id: 'gpu-nvml-error',
  stage: 'start',
  title: { en: "The host's NVIDIA driver cannot be used", zh: '主机的 NVIDIA 驱动无法使用' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['nvidia-container-cli: initialization error', 'nvidia-container-cli: detection error'],
      pattern: /nvidia-container-cli: (?:initialization|detection) error: (?<reason>[^\n]{3,200}?)(?:: unknown)?$/m,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: ['nvidia-container-cli: requirement error', 'unsatisfied condition: cuda'],
      pattern: /(?<reason>unsatisfied condition: \S{1,60}(?:, please update your driver[^\n]{0,120})?)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Failed to initialize NVML: ',
      pattern: /Failed to initialize NVML: (?<reason>[^\n]{3,100})/,
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The NVIDIA driver of the host refuses: ${reason}`,
    zh: `主机的 NVIDIA 驱动拒绝工作：${reason}`,
  }),
  why: {
    en: `The toolkit is installed, so Docker is set up; it could not talk to the kernel driver. After a driver update without a reboot the versions
      differ; after a kernel update the module is not built; "no adapters" means WSL sees no GPU; "cuda>=" means the image needs a newer driver.`,
    zh: `toolkit 已安装，Docker 的配置没有问题；只是它无法与内核驱动通信。更新驱动后没有重启会版本不一致；更新内核后模块没有编译；
      "no adapters" 表示 WSL 看不到 GPU；"cuda>=" 表示镜像需要更新的驱动。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-driver',
      title: { en: 'See what the driver says on the host', zh: '在主机上查看驱动状态' },
      risk: 'read',
      steps: [
        look(['nvidia-smi']),
        shell(
          'cat /proc/driver/nvidia/version; lsmod | grep -c nvidia; dmesg | grep -i nvrm | tail',
          'nvidia-smi',
          'read',
        ),
      ],
    },
    {
      id: 'reload-driver',
      title: { en: 'Load the driver that is installed: reboot', zh: '加载已安装的驱动：重启主机' },
      risk: 'disruptive',
      steps: [
        advise(
          'Reboot the host; if nvidia-smi still fails, install the driver again for the running kernel.',
          '重启主机；如果 nvidia-smi 仍失败，为当前内核重新安装驱动。',
        ),
        run(['docker', 'compose', 'up', '-d', '--force-recreate'], 'disruptive', {
          note: {
            en: 'A running container that lost its GPU (daemon-reload) needs this only.',
            zh: '运行中的容器丢失 GPU（daemon-reload 之后）时只需这一步。',
          },
        }),
      ],
    },
    {
      id: 'match-cuda-image',
      title: { en: 'Or use an image for the CUDA version of the driver', zh: '或使用与驱动 CUDA 版本匹配的镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Not newer than the version nvidia-smi shows.', zh: '不高于 nvidia-smi 显示的版本。' },
          {
            after: 'FROM nvidia/cuda:12.2.2-runtime-ubuntu22.04',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'NVIDIA/libnvidia-container', path: 'src/cli/configure.c' },
    { repo: 'NVIDIA/nvidia-container-toolkit', path: 'internal/requirements/requirements.go' },
  ],
});

export default gpuNvmlError;

export const examples: ExamplesOf<typeof gpuNvmlError> = [
  {
    name: 'the driver was updated without a reboot',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy'
nvidia-container-cli: initialization error: nvml error: driver/library version mismatch: unknown
`,
    matches: { reason: 'nvml error: driver/library version mismatch' },
    verdict: 'confirmed',
  },
  {
    name: 'the image wants a newer driver',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.4, please update your driver to a newer version, or use an earlier cuda container: unknown
`,
    matches: {},
  },
  {
    name: 'the toolkit is not set up',
    log: `docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]
`,
    matches: false,
    is: 'gpu-driver-missing',
  },
];
