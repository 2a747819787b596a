import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { PUSHING, restartEngine } from '../../shared/registry.ts';

const layerDownloadInterrupted = condition({
  id: 'layer-download-interrupted',
  stage: 'registry',
  title: { en: 'A layer arrived incomplete or altered', zh: '镜像层下载不完整或内容被改动' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'httpReadSeeker: failed open',
      pattern:
        /httpReadSeeker: failed open: (?<reason>(?:failed to do request|could not fetch content|unexpected EOF|[^\n]{0,300}(?:EOF|reset by peer|i\/o timeout|TLS handshake timeout))[^\n]{0,300})/,
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: 'unexpected commit digest',
      pattern: /(?<reason>unexpected commit digest sha256:[0-9a-f]{64}, expected sha256:[0-9a-f]{64})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: [
        'filesystem layer verification failed for digest',
        'image config verification failed for digest',
        'manifest verification failed for digest',
      ],
      pattern:
        /(?<reason>(?:filesystem layer|image config|manifest) verification failed for digest sha256:[0-9a-f]{8,64})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['short read: expected ', 'failed to copy: '],
      pattern:
        /(?<reason>short read: expected \d{1,15} bytes but got \d{1,15}|failed to copy: (?:unexpected EOF|read tcp [^\n]{1,200}|stream error: [^\n]{1,100}|context deadline exceeded|local error: tls: bad record MAC))/,
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: ['error pulling image configuration: ', 'failed to register layer: '],
      pattern:
        /(?:error pulling image configuration: (?:download failed after attempts=\d{1,3}: )?|failed to register layer: )(?<reason>[^\n]{0,400}(?:unexpected EOF|connection reset by peer|i\/o timeout|TLS handshake timeout|: EOF|bad record MAC))/,
    },
    {
      on: ['error', 'output'],
      says: ['unexpected EOF', 'connection reset by peer', 'bad record MAC'],
      pattern:
        /^(?<reason>unexpected EOF|read tcp \S{1,120} (?:read: )?connection reset by peer|local error: tls: bad record MAC)$/,
      also: [
        {
          says: [
            ': Pulling fs layer',
            ': Downloading',
            ': Verifying Checksum',
            ': Download complete',
            ': Retrying in ',
          ],
          within: 'log',
        },
      ],
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'daemon'],
      says: 'failed to read expected number of bytes: ',
      pattern: /failed to read expected number of bytes: (?<reason>unexpected EOF)/,
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: [
    'disk-full-data-root',
    'disk-io-error',
    'layer-corrupt-on-disk',
    'registry-mirror-broken',
    'registry-auth-endpoint-blocked',
    'registry-dns-failure',
    'daemon-proxy-misconfig',
    'registry-unknown-ca',
  ],
  headline: ({ reason }) => ({
    en: `A layer arrived incomplete or altered: ${reason}`,
    zh: `镜像层下载不完整或内容被改动：${reason}`,
  }),
  why: {
    en: `The manifest came, but the content of a layer or of the image configuration broke off or does not have the digest it must have.
      An unsteady connection, or a proxy or filter that cuts long transfers or changes their content, is usual.`,
    zh: `manifest 已经取得，但某一层（或镜像配置）的内容传输中断，或者与应有的 digest 不符。常见原因是网络不稳定，
      或者代理、过滤设备中断了长时间传输、改动了内容。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'pull-again',
      title: { en: 'Pull again: finished layers are kept', zh: '重新拉取：已完成的层会保留' },
      risk: 'read',
      steps: [
        advise(
          'Run the same command again. Check that the disk of the engine has room.',
          '重新运行同一条命令，并确认引擎磁盘有空间。',
        ),
        look(['docker', 'system', 'df']),
      ],
    },
    {
      id: 'one-download-at-a-time',
      title: { en: 'On a weak line: fewer downloads at once', zh: '网络较差时：减少并发下载' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'Docker Desktop: Settings → Docker Engine.',
            zh: '使用 Docker Desktop 时，在 Settings → Docker Engine 中修改。',
          },
          {
            after: '"max-concurrent-downloads": 1,\n"max-download-attempts": 10',
          },
        ),
        ...restartEngine(),
      ],
    },
    {
      id: 'go-around-the-proxy',
      title: {
        en: 'If it breaks at the same place every time: go around proxy or VPN',
        zh: '如果每次都在同一处中断：绕过代理或 VPN',
      },
      risk: 'read',
      steps: [
        advise(
          'A digest that differs every time points at something that changes content on the way; try another network, and lower the MTU if a VPN is in use.',
          '每次 digest 都不同，说明途中有设备改动内容；换一个网络试试；如果使用 VPN，降低 MTU。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'plugins/content/local/writer.go', symbol: 'unexpected commit digest' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/httpreadseeker.go' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/pull_v2.go', symbol: 'verification failed for digest' },
  ],
});

export default layerDownloadInterrupted;

export const examples: ExamplesOf<typeof layerDownloadInterrupted> = [
  {
    name: 'the content does not have its digest',
    log: `#5 [1/2] FROM registry.example/base:1@sha256:9aa1b43cb95a4222435e4f2c8e8a64943bc856675f8bc32b83d2c7ae1677ce10
#5 ERROR: failed commit on ref "layer-sha256:c04ce8cb32bb900f45813f9151476c6cb2fe646821de5b628322701688be308c": unexpected commit digest sha256:8a13a08ae70f38b399cb80e5b31b34a95500739dcd5728bb4419d7c3b747769e, expected sha256:c04ce8cb32bb900f45813f9151476c6cb2fe646821de5b628322701688be308c: failed precondition
------
ERROR: failed to build: failed to solve: failed commit on ref "layer-sha256:c04ce8cb32bb900f45813f9151476c6cb2fe646821de5b628322701688be308c": unexpected commit digest sha256:8a13a08ae70f38b399cb80e5b31b34a95500739dcd5728bb4419d7c3b747769e, expected sha256:c04ce8cb32bb900f45813f9151476c6cb2fe646821de5b628322701688be308c: failed precondition
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['pull-again', 'one-download-at-a-time', 'go-around-the-proxy'],
  },
  {
    name: 'the transfer breaks off',
    log: `ERROR: failed to solve: registry.example/base:1: failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://cdn.example/v2/base/blobs/sha256:50632ef6956d03d4319aeb4de5a004f07d794a9a66edfcbdc345d809e72ebd75": read tcp 192.0.2.7:41000->203.0.113.9:443: read: connection reset by peer
`,
    matches: {},
  },
  {
    name: 'a mirror forbids the layer',
    log: `ERROR: failed to build: failed to solve: python:3.11: failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https://mirror.example/v2/library/python/blobs/sha256:50632ef6956d03d4319aeb4de5a004f07d794a9a66edfcbdc345d809e72ebd75?ns=docker.io: 403 Forbidden
`,
    matches: false,
    is: 'registry-mirror-broken',
  },
  {
    name: 'a layer that ends early',
    log: `ERROR: failed to solve: failed to compute cache key: failed to read expected number of bytes: unexpected EOF
`,
    matches: { reason: 'unexpected EOF' },
  },
];
