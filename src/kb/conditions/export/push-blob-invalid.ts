import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';
import { PUSHING } from '../../shared/registry.ts';

const pushBlobInvalid = condition({
  id: 'push-blob-invalid',
  stage: 'export',
  title: { en: 'The registry lost or altered what was uploaded', zh: '仓库丢失或改动了上传的内容' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'blob upload unknown to registry',
        'blob upload invalid',
        'provided digest did not match uploaded content',
        'manifest blob unknown: blob unknown to registry',
        'provided length did not match content length',
      ],
      pattern:
        /(?<reason>blob upload (?:unknown(?: to registry)?|invalid)|provided digest did not match uploaded content|blob unknown to registry|provided length did not match content length)/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'failed commit on ref ',
      pattern:
        /failed commit on ref "(?:config|layer)-sha256:[0-9a-f]{64}": (?<reason>unexpected status(?: from PUT request to \S{1,2000})?: 404 Not Found)/,
    },
    {
      on: ['error', 'output'],
      says: 'unexpected digest received: got ',
      pattern: /(?<reason>unexpected digest received: got \\?"[\w:]{1,80}\\?", expected \\?"[\w:]{1,80})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'blob unknown to registry',
      pattern: /(?<reason>blob unknown to registry)/,
      also: [PUSHING],
      strength: 'states',
    },
    {
      on: 'error',
      says: ['400 Bad Request', '400 Bad request'],
      pattern:
        /failed to push [^\n]{1,300}(?<reason>unexpected status from PUT request to [^\s]{1,2000}\/blobs\/[^\s]{1,2000}: 400 Bad [Rr]equest)/,
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['oci-media-type-rejected', 'disk-full-data-root'],
  headline: ({ reason }) => ({
    en: `The registry rejected the upload: ${reason}`,
    zh: `仓库拒绝了上传的内容：${reason}`,
  }),
  why: {
    en: `An upload has several requests, and the registry did not recognise a later one or what arrived. Several registry instances without
      common storage and secret, a proxy that changes the Location header or the body, or a cleanup during the push do this.`,
    zh: `一次上传由多个请求组成，仓库没有认出后面的请求或收到的内容。多个仓库实例没有共享存储和 secret、代理改写了 Location 头或请求体、
      或推送期间执行了清理，都会造成这种情况。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'push-again',
      title: { en: 'Push again', zh: '重新推送' },
      risk: 'read',
      steps: [
        advise(
          'Repeat the push. If it works the second time, an instance or a proxy is unsteady.',
          '重新推送。如果第二次成功，说明某个实例或代理不稳定。',
        ),
      ],
    },
    {
      id: 'repair-the-registry',
      title: { en: 'If it stays: repair the registry', zh: '如果持续出现：修复仓库' },
      risk: 'read',
      steps: [
        advise(
          'All instances of the registry need the same storage and the same http.secret (REGISTRY_HTTP_SECRET); the proxy has to pass Host and X-Forwarded-Proto and must not buffer or rewrite. Do not run garbage collection while images are pushed.',
          '仓库的所有实例必须使用同一份存储和同一个 http.secret（REGISTRY_HTTP_SECRET）；代理要传递 Host 和 X-Forwarded-Proto，且不能缓冲或改写。推送期间不要运行垃圾回收。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'distribution/distribution', path: 'registry/api/v2/errors.go', symbol: 'ErrorCodeBlobUploadUnknown' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/pusher.go' },
  ],
});

export default pushBlobInvalid;

export const examples: ExamplesOf<typeof pushBlobInvalid> = [
  {
    name: 'an instance does not know the upload',
    log: `The push refers to repository [registry.example/app]
5f70bf18a086: Preparing
blob upload unknown to registry
`,
    matches: { reason: 'blob upload unknown to registry' },
    verdict: 'confirmed',
    remedies: ['push-again', 'repair-the-registry'],
  },
  {
    name: 'the registry has a fault',
    log: `The push refers to repository [registry.example/app]
5f70bf18a086: Preparing
received unexpected HTTP status: 500 Internal Server Error
`,
    matches: false,
    is: 'push-5xx-or-429',
  },
];
