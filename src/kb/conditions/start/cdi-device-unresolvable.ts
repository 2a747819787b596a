import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const cdiDeviceUnresolvable = condition({
  id: 'cdi-device-unresolvable',
  stage: 'start',
  title: { en: 'A CDI device has no specification on this host', zh: '该主机上没有所请求 CDI 设备的描述文件' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'unresolvable CDI devices',
      pattern: /unresolvable CDI devices (?<device>[^\s:]{1,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ device: group('device') }),

  headline: ({ device }) => ({
    en: `No CDI specification describes ${device}`,
    zh: `没有 CDI 描述文件定义 ${device}`,
  }),
  why: {
    en: `CDI devices are described by files in /etc/cdi or /var/run/cdi. The file was never made, or it is older than the present driver.`,
    zh: `CDI 设备由 /etc/cdi 或 /var/run/cdi 中的文件描述。该文件从未生成，或早于当前驱动。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'list-cdi',
      title: { en: 'See which devices are described', zh: '查看已描述的设备' },
      risk: 'read',
      steps: [look(['nvidia-ctk', 'cdi', 'list']), look(['docker', 'info', '--format', '{{json .CDISpecDirs}}'])],
    },
    {
      id: 'generate-cdi',
      title: { en: 'Make the specification again', zh: '重新生成描述文件' },
      risk: 'reversible',
      steps: [run(['sudo', 'nvidia-ctk', 'cdi', 'generate', '--output=/etc/cdi/nvidia.yaml'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/cdi.go' },
    { repo: 'moby/buildkit', path: 'executor/oci/spec_linux.go' },
  ],
});

export default cdiDeviceUnresolvable;

export const examples: ExamplesOf<typeof cdiDeviceUnresolvable> = [
  {
    name: 'docker run --device',
    log: `docker: Error response from daemon: CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all
`,
    matches: { device: 'nvidia.com/gpu=all' },
    verdict: 'confirmed',
  },
  {
    name: 'the older way to ask for a GPU',
    log: `docker: Error response from daemon: could not select device driver "nvidia" with capabilities: [[gpu]]
`,
    matches: false,
    is: 'gpu-driver-missing',
  },
];
