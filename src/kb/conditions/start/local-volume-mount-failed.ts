import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, shell } from '#core/model/steps.ts';

const localVolumeMountFailed = condition({
  id: 'local-volume-mount-failed',
  stage: 'start',
  title: { en: 'The device behind a volume cannot be mounted', zh: '卷背后的设备无法挂载' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'failed to mount local volume: mount ',
      pattern:
        /failed to mount local volume: mount (?<device>\S{1,300}?):\/[^\n]{1,600}: (?<reason>[a-z][a-z -]{3,60})$/,
      strength: 'states',
    },
    { on: ['error', 'daemon'], says: 'failed to mount local volume: mount ', strength: 'states' },
  ],
  facts: (group) => ({ device: group('device'), reason: group('reason') }),

  headline: ({ device, reason }) => ({
    en: `${device === '' ? 'The device of a local volume' : device} cannot be mounted${reason === '' ? '' : `: ${reason}`}`,
    zh: `${device === '' ? 'local 卷的设备' : `${device} `}无法挂载${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `driver_opts of the volume name a directory, an NFS or a CIFS share, and the kernel refused to mount it: the directory is missing on the
      engine's host, the server does not answer, or the options or credentials are wrong. The options of a volume are kept from its creation;
      editing the compose file does not change them.`,
    zh: `卷的 driver_opts 指定了目录、NFS 或 CIFS 共享，内核拒绝挂载：引擎主机上没有该目录、服务器没有响应，
      或者选项/凭据有误。卷的选项在创建时就固定了，改 compose 文件不会改变它们。`,
  },

  retry: 'unknown',
  remedies: ({ device }) => [
    {
      id: 'look-at-volume',
      title: { en: 'See the options the volume was made with', zh: '查看创建该卷时的选项' },
      risk: 'read',
      steps: [
        look(['docker', 'volume', 'ls', '--filter', 'driver=local']),
        shell(
          "docker volume inspect --format '{{.Name}} {{json .Options}}' $(docker volume ls -q)",
          "docker volume inspect --format '{{.Name}} {{json .Options}}' (docker volume ls -q)",
          'read',
        ),
      ],
    },
    {
      id: 'make-device-reachable',
      title: { en: 'Make the directory or the share reachable from the engine', zh: '让引擎能访问该目录或共享' },
      risk: 'reversible',
      steps: [
        advise(
          `For a directory: create it on the engine's host. For NFS or CIFS: install nfs-common or cifs-utils there, check the server, the export and the password.`,
          `如果是目录：在引擎主机上创建它。如果是 NFS 或 CIFS：在那里安装 nfs-common 或 cifs-utils，检查服务器、导出和密码。`,
        ),
        edit(
          'compose.yaml',
          { en: 'After a change of options use a new volume name.', zh: '修改选项后换一个新的卷名。' },
          {
            after: `volumes:\n  shared2:\n    driver_opts:\n      type: nfs\n      o: addr=nfs.example,rw\n      device: "${device.startsWith(':') ? device : ':/export'}"`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/volume/local/local_unix.go', symbol: 'mount' }],
});

export default localVolumeMountFailed;

export const examples: ExamplesOf<typeof localVolumeMountFailed> = [
  {
    name: 'the directory is missing',
    log: `Error response from daemon: error while mounting volume '/var/lib/docker/volumes/shop_data/_data': failed to mount local volume: mount /srv/data:/var/lib/docker/volumes/shop_data/_data, flags: 0x1000: no such file or directory
`,
    matches: { device: '/srv/data', reason: 'no such file or directory' },
    verdict: 'confirmed',
  },
  {
    name: 'the NFS server does not answer',
    log: `Error response from daemon: error while mounting volume '/var/lib/docker/volumes/shop_nfs/_data': failed to mount local volume: mount :/export:/var/lib/docker/volumes/shop_nfs/_data, data: addr=192.0.2.10: connection refused
`,
    matches: { reason: 'connection refused' },
  },
  {
    name: 'a bind mount, not a volume',
    log: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/data
`,
    matches: false,
    is: 'bind-source-missing',
  },
];
