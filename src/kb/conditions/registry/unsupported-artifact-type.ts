import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';

const unsupportedArtifactType = condition({
  id: 'unsupported-artifact-type',
  stage: 'registry',
  title: { en: 'What the registry has under this name is no container image', zh: '仓库中该名称对应的不是容器镜像' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['Encountered remote "', 'encountered remote "'],
      pattern: /[Ee]ncountered remote "(?<type>[^"\n]{1,120})"\((?<kind>[^)\n]{1,40})\) when fetching/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: [
        'AI models are not yet supported by the Engine',
        'Running AI models directly by the Engine is not supported',
      ],
      pattern: /(?<kind>AI models)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'unsupported media type ',
      pattern: /unsupported media type (?<type>application\/(?!vnd\.(?:oci|docker)\.image)[\w.+-]{1,120})/,
    },
  ],
  facts: (group) => ({ type: group('type'), kind: group('kind') === 'unknown' ? '' : group('kind') }),

  headline: ({ type, kind }) => ({
    en: `The name refers to ${kind === '' ? 'another artifact' : kind}${type === '' ? '' : ` (${type})`}, not to an image that can be run`,
    zh: `该名称指向的是${kind === '' ? '其他类型的制品' : ` ${kind}`}${type === '' ? '' : `（${type}）`}，不是可运行的镜像`,
  }),
  why: {
    en: `Registries also store Helm charts, engine plugins, AI models, signatures and build caches. The engine looked at the type of what it
      got and stopped.`,
    zh: `镜像仓库也会存放 Helm chart、引擎插件、AI 模型、签名和构建缓存。引擎检查了内容类型后停止。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-it-is',
      title: { en: 'See what it is', zh: '查看它是什么' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'imagetools', 'inspect', '--raw', '<image>'])],
    },
    {
      id: 'use-the-right-tool',
      title: { en: 'Use the tool made for it, or the name of the image', zh: '使用对应的工具，或改用镜像的名称' },
      risk: 'read',
      steps: [
        advise(
          'Chart: helm pull oci://… · plugin: docker plugin install · model: docker model run · build cache: only as --cache-from type=registry. The image itself usually has another repository or tag.',
          'Chart 用 helm pull oci://…；插件用 docker plugin install；模型用 docker model run；构建缓存只能用于 --cache-from type=registry。镜像本身通常在另一个仓库或标签下。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/distribution/errors.go', symbol: 'invalidManifestClassError' },
    { repo: 'moby/buildkit', path: 'util/imageutil/config.go' },
  ],
});

export default unsupportedArtifactType;

export const examples: ExamplesOf<typeof unsupportedArtifactType> = [
  {
    name: 'a Helm chart',
    log: `Error response from daemon: Encountered remote "application/vnd.cncf.helm.config.v1+json"(unknown) when fetching
`,
    matches: { type: 'application/vnd.cncf.helm.config.v1+json', kind: '' },
    verdict: 'confirmed',
    remedies: ['see-what-it-is', 'use-the-right-tool'],
  },
  {
    name: 'an image for another platform',
    log: `Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries
`,
    matches: false,
    is: 'no-matching-platform',
  },
];
