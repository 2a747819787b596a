import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const deviceMissing = condition({
  id: 'device-missing',
  stage: 'start',
  title: { en: 'A device of the host that the container asks for is not there', zh: '容器请求的主机设备不存在' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'error gathering device information while adding custom device',
      pattern: /adding custom device \\?"(?<device>[^"\\]{1,200})\\?": (?<reason>[a-z ]{4,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ device: group('device'), reason: group('reason') }),

  headline: ({ device, reason }) => ({
    en: `The device ${device} cannot be given to the container: ${reason}`,
    zh: `无法把设备 ${device} 提供给容器：${reason}`,
  }),
  why: {
    en: `devices: or --device names a node of the engine's host. It is not there: the hardware is unplugged or has another number, its driver is not loaded, or
      the engine runs in a virtual machine (Docker Desktop, WSL) that does not see it.`,
    zh: `devices: 或 --device 指的是引擎所在主机的设备节点。它不存在：硬件未插入或编号变了、驱动未加载，
      或引擎运行在看不到该设备的虚拟机（Docker Desktop、WSL）中。`,
  },

  retry: 'useless',
  remedies: ({ device }) => [
    {
      id: 'look-at-device',
      title: { en: 'See whether the host has it', zh: '查看主机是否有该设备' },
      risk: 'read',
      steps: [look(['ls', '-l', device]), look(['docker', 'context', 'show'])],
    },
    {
      id: 'stable-or-attached',
      title: { en: 'Attach it, or use its stable name', zh: '接入设备，或使用固定名称' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For a serial device, the name by id does not change.', zh: '串口设备用 by-id 的名称，不会变化。' },
          {
            after: 'devices:\n  - /dev/serial/by-id/usb-EXAMPLE:/dev/ttyUSB0',
          },
        ),
        advise(
          'With WSL: usbipd list, usbipd bind, usbipd attach --wsl. A Mac gives no USB devices to containers.',
          '使用 WSL 时：usbipd list、usbipd bind、usbipd attach --wsl。Mac 不向容器提供 USB 设备。',
          'desktop',
        ),
      ],
    },
    {
      id: 'do-without',
      title: { en: 'Or start without it', zh: '或者不使用该设备启动' },
      risk: 'reversible',
      steps: [
        edit('compose.yaml', { en: 'Remove the line.', zh: '删除这一行。' }, { before: `- ${device}:${device}` }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/oci_linux.go', symbol: 'getDevicesFromPath' }],
});

export default deviceMissing;

export const examples: ExamplesOf<typeof deviceMissing> = [
  {
    name: 'a serial adapter is unplugged',
    log: `docker: Error response from daemon: error gathering device information while adding custom device "/dev/ttyUSB0": no such file or directory.
`,
    matches: { device: '/dev/ttyUSB0', reason: 'no such file or directory' },
    verdict: 'confirmed',
  },
  {
    name: 'a GPU',
    log: `docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]
`,
    matches: false,
    is: 'gpu-driver-missing',
  },
];
