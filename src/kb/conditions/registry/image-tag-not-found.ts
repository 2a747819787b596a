import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const imageTagNotFound = condition({
  id: 'image-tag-not-found',
  stage: 'registry',
  title: { en: 'The registry has no image of that name and tag', zh: '镜像仓库中没有这个名称和标签的镜像' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'manifest for ',
      pattern: /manifest for (?<ref>[^\s@]{1,300}) not found/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ': not found',
      pattern:
        /(?:^|: )(?<ref>(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?|[\w-]{1,63}:\d{1,5}|localhost)\/[\w./-]{1,255}(?::[\w.-]{1,128})?): not found$/,
      strength: 'states',
      unless: [{ says: ['failed to push ', 'cache importer', 'importing cache manifest'] }],
    },
    {
      on: ['error', 'output'],
      says: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'],
      pattern: /GET https?:\/\/(?<ref>[^\s?]{1,400})\/manifests\/(?<tag>[^\s:]{1,200}): (?:MANIFEST|NAME)_UNKNOWN/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output'],
      says: 'reading manifest ',
      pattern: /reading manifest (?<tag>[^\s:]{1,200}) in (?<ref>\S{1,300}): (?:manifest unknown|name unknown)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: 'error',
      says: 'manifest unknown',
      pattern: /^(?:error from registry: )?manifest unknown(?:: manifest unknown)?$/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'name unknown',
      pattern: /^name unknown(?:: [^\n]{0,80})?$/,
      unless: [{ says: ['failed to push ', 'The push refers to repository'], within: 'log' }],
    },
  ],
  facts: (group) => {
    const name = group('ref')
      .replace('/v2/', '/')
      .replace(/^(?:index\.|registry-1\.)?docker\.io\/(?:library\/)?/, '');
    return { ref: group('tag') === '' ? name : `${name}:${group('tag')}` };
  },

  yieldsTo: [
    'upstream-image-withdrawn',
    'registry-mirror-broken',
    'from-arg-empty',
    'stage-name-pulled',
    'frontend-image-unavailable',
  ],
  headline: ({ ref }) => ({
    en: ref === '' ? 'The registry does not know the requested image' : `The registry has no image ${ref}`,
    zh: ref === '' ? '镜像仓库不认识所请求的镜像' : `镜像仓库中不存在 ${ref}`,
  }),
  why: {
    en: `The registry was reached and answered that it has no manifest under this name and tag. The tag is misspelled,
      was never published, or was removed by its publisher. It is not a login problem, which reads "denied" or "unauthorized".`,
    zh: `仓库已经连上，并明确回答没有这个名称和标签的 manifest：标签写错、从未发布，或已被发布者删除。
      这不是登录问题，登录问题会显示 denied 或 unauthorized。`,
  },

  retry: 'useless',
  remedies: ({ ref }) => [
    {
      id: 'ask-the-registry',
      title: { en: 'Ask the registry what it has', zh: '查询仓库里有什么' },
      risk: 'read',
      steps: [
        look(['docker', 'buildx', 'imagetools', 'inspect', ref === '' ? '<image>' : ref]),
        advise(
          'Look at the Tags page of the repository: suffixes such as -buster, -alpine3.15 or a full patch version disappear when their distribution is no longer built.',
          '查看仓库的 Tags 页面：-buster、-alpine3.15 之类的后缀或完整的补丁版本号，在对应发行版停止构建后就会消失。',
        ),
      ],
    },
    {
      id: 'use-existing-tag',
      title: { en: 'Name a tag that exists', zh: '改用存在的标签' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Change the FROM line (or image: in compose.yaml) to a tag that is maintained.',
          zh: '把 FROM 行（或 compose.yaml 的 image:）改成仍在维护的标签。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/distribution/errors.go', symbol: 'notFoundError' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'Resolve' },
    { repo: 'moby/buildkit', path: 'client/llb/sourceresolver/imageresolver.go' },
  ],
});

export default imageTagNotFound;

export const examples: ExamplesOf<typeof imageTagNotFound> = [
  {
    name: 'BuildKit',
    log: `#2 [internal] load metadata for docker.io/library/python:3.19-slim
#2 ERROR: docker.io/library/python:3.19-slim: not found
------
 > [internal] load metadata for docker.io/library/python:3.19-slim:
------
ERROR: failed to build: failed to solve: python:3.19-slim: failed to resolve source metadata for docker.io/library/python:3.19-slim: docker.io/library/python:3.19-slim: not found
`,
    matches: { ref: 'python:3.19-slim' },
    verdict: 'confirmed',
    remedies: ['ask-the-registry', 'use-existing-tag'],
  },
  {
    name: 'engine and Compose',
    log: ` cache Pulling 
 cache Error manifest for redis:77 not found: manifest unknown: manifest unknown
Error response from daemon: manifest for redis:77 not found: manifest unknown: manifest unknown
`,
    matches: { ref: 'redis:77' },
  },
  {
    name: 'a file of the build context is missing, not an image',
    log: `#5 [2/2] COPY requirements.txt /app/
#5 ERROR: failed to calculate checksum of ref abcdef: "/requirements.txt": not found
------
ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref abcdef: "/requirements.txt": not found
`,
    matches: false,
  },
];
