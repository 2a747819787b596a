import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { PUSHING, restartEngine } from '../../shared/registry.ts';

const pushNetworkInterrupted = condition({
  id: 'push-network-interrupted',
  stage: 'export',
  title: { en: 'The upload to the registry broke off', zh: '上传到仓库的过程中断' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'broken pipe',
        'connection reset by peer',
        'use of closed network connection',
        'unexpected EOF',
        'i/o timeout',
      ],
      pattern:
        /(?:Put|Patch|Post) "?https?:\/\/(?<host>[^/\s"]{1,253})\/v2\/[^\s"]{0,2000}"?: (?<reason>(?:write tcp|read tcp|http2: |net\/http: |EOF|unexpected EOF|readfrom tcp|use of closed)[^\n]{0,200})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['connection reset by peer', 'broken pipe', 'unexpected EOF'],
      pattern:
        /(?<reason>(?:write|read) tcp \S{1,120} (?:write|read): (?:broken pipe|connection reset by peer)|unexpected EOF$)/,
      also: [PUSHING],
    },
    {
      on: ['error', 'output'],
      says: 'short copy: wrote ',
      pattern: /(?<reason>short copy: wrote \d{1,15} of \d{1,15})/,
      also: [PUSHING],
    },
    {
      on: ['error', 'output'],
      says: [
        'failed to copy: io: read/write on closed pipe',
        'failed to copy: cannot reuse body, request must be retried',
      ],
      pattern: /failed to copy: (?<reason>io: read\/write on closed pipe|cannot reuse body, request must be retried)/,
      also: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host'), reason: group('reason') }),

  yieldsTo: ['push-too-large', 'disk-full-data-root', 'buildkit-connection-lost'],
  headline: ({ host, reason }) => ({
    en: `The upload${host === '' ? '' : ` to ${host}`} broke off: ${reason}`,
    zh: `上传${host === '' ? '' : `到 ${host} `}时中断：${reason}`,
  }),
  why: {
    en: `The image was built, the connection carried part of a layer and was then closed by the other side or by something in between. Long
      uploads run into idle limits of load balancers, size limits that close without an answer, or an unsteady line.`,
    zh: `镜像已构建，某一层传了一部分后，连接被对端或中间设备关闭。长时间上传会遇到负载均衡的空闲超时、直接断开的大小限制，或不稳定的网络。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'push-again',
      title: { en: 'Push again; layers that arrived are not sent twice', zh: '重新推送；已到达的层不会重复发送' },
      risk: 'read',
      steps: [advise('Run the same push again.', '重新执行同样的推送。')],
    },
    {
      id: 'one-upload-at-a-time',
      title: { en: 'On a weak line: one upload at a time', zh: '网络较差时：一次只上传一层' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'For docker push (Docker Desktop: Settings → Docker Engine).',
            zh: '用于 docker push（Docker Desktop 在 Settings → Docker Engine 中设置）。',
          },
          { after: '"max-concurrent-uploads": 1' },
        ),
        ...restartEngine(),
      ],
    },
    {
      id: 'smaller-layers',
      title: { en: 'Or smaller layers and longer timeouts', zh: '或者减小镜像层、延长超时' },
      risk: 'read',
      steps: [
        advise(
          'Split the largest layer, and raise idle and body timeouts of the load balancer before the registry.',
          '拆分最大的层，并调大仓库前负载均衡的空闲超时和请求体超时。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/pusher.go' },
    { repo: 'golang/go', path: 'src/net/http/transport.go' },
  ],
});

export default pushNetworkInterrupted;

export const examples: ExamplesOf<typeof pushNetworkInterrupted> = [
  {
    name: 'buildx --push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/app:1: failed to copy: failed to do request: Put "https://registry.example/v2/app/blobs/uploads/0b1c?digest=sha256%3Aab": write tcp 192.0.2.7:41000->203.0.113.9:443: write: broken pipe
`,
    matches: { host: 'registry.example' },
    verdict: 'confirmed',
    remedies: ['push-again', 'one-upload-at-a-time', 'smaller-layers'],
  },
  {
    name: 'a pull is cut',
    log: `Error response from daemon: Get "https://registry.example/v2/": read tcp 192.0.2.7:41000->203.0.113.9:443: read: connection reset by peer
`,
    matches: false,
    is: 'registry-connection-reset',
  },
  {
    name: 'the registry closed the upload',
    log: `#22 exporting to image
#22 ERROR: failed to push registry.example/team/shop:1: failed to copy: io: read/write on closed pipe
------
 > exporting to image:
------
ERROR: failed to solve: failed to push registry.example/team/shop:1: failed to copy: io: read/write on closed pipe
`,
    matches: { reason: 'io: read/write on closed pipe' },
  },
];
