import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const noMatchingPlatform = condition({
  id: 'no-matching-platform',
  stage: 'registry',
  title: { en: 'The image is not published for this platform', zh: '该镜像没有发布所需平台的版本' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'no match for platform in manifest',
      pattern:
        /(?:(?<ref>[\w./-]{1,255}(?::[\w.-]{1,128})?)(?:@sha256:[0-9a-f]{64})?: )?no match for platform in manifest/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'no matching manifest for ',
      pattern:
        /no matching manifest for (?<platform>(?!unknown)[\w./-]{1,60}(?: [\d.]{1,20})?) in the manifest list entries/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'was found but its platform (',
      pattern:
        /image with reference (?<ref>\S{1,300}) was found but its platform \((?<found>[^)]{1,60})\) does not match the specified platform \((?<platform>[^)]{1,60})\)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'does not provide the specified platform',
      pattern:
        /image with reference (?<ref>\S{1,300}) was found but does not provide the specified platform \((?<platform>[^)]{1,60})\)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    ref: group('ref').replace(/^docker\.io\/(?:library\/)?/, ''),
    platform: group('platform'),
    found: group('found'),
  }),

  yieldsTo: ['windows-linux-mode-mismatch', 'windows-container-mode'],
  headline: ({ ref, platform, found }) => {
    const image = ref === '' ? { en: 'The image', zh: '该镜像' } : { en: ref, zh: `${ref} ` };
    const only = found === '' ? { en: '', zh: '' } : { en: ` (here: ${found})`, zh: `（现有：${found}）` };
    return {
      en: `${image.en} is not available for ${platform === '' ? 'the requested platform' : platform}${only.en}`,
      zh: `${image.zh}没有${platform === '' ? '所需平台的' : ` ${platform} `}版本${only.zh}`,
    };
  },
  why: {
    en: `The tag exists, but its manifest list has no entry for the requested operating system and architecture. Typical on
      ARM machines (Apple silicon, Graviton) with images published for amd64 only, and with DOCKER_DEFAULT_PLATFORM set.`,
    zh: `标签存在，但其 manifest 列表里没有所需操作系统和架构的条目。常见于在 ARM 机器（Apple 芯片、Graviton）上使用只发布 amd64 的镜像，
      或设置了 DOCKER_DEFAULT_PLATFORM。`,
  },

  retry: 'useless',
  remedies: ({ ref, platform }) => [
    {
      id: 'list-platforms',
      title: { en: 'See for which platforms it exists', zh: '查看它有哪些平台' },
      risk: 'read',
      steps: [
        look(['docker', 'buildx', 'imagetools', 'inspect', ref === '' ? '<image>' : ref]),
        look(['docker', 'version', '--format', '{{.Server.Os}}/{{.Server.Arch}}']),
      ],
    },
    {
      id: 'use-multi-platform-tag',
      title: { en: 'Use a tag or an image that has this platform', zh: '改用包含该平台的标签或镜像' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: `Name an image in FROM that is published for ${platform === '' ? 'this platform' : platform}.`,
          zh: `在 FROM 中改用发布了${platform === '' ? '该平台' : ` ${platform} `}的镜像。`,
        }),
      ],
    },
    !platform.startsWith('linux/amd64') && {
      id: 'emulate-amd64',
      title: { en: 'Or run the amd64 image under emulation', zh: '或者用模拟方式运行 amd64 镜像' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--platform', 'linux/amd64', '.'], 'reversible'),
        edit(
          'compose.yaml',
          { en: 'Set the platform of the service.', zh: '为该服务设置 platform。' },
          { after: 'platform: linux/amd64' },
        ),
        advise('Slower, and some programs do not run under emulation.', '速度较慢，而且有些程序无法在模拟环境下运行。'),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/images/handlers.go', symbol: 'FilterPlatforms' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/pull_v2.go', symbol: 'noMatchesErr' },
    { repo: 'moby/moby', path: 'daemon/images/image.go' },
  ],
});

export default noMatchingPlatform;

export const examples: ExamplesOf<typeof noMatchingPlatform> = [
  {
    name: 'BuildKit on arm64',
    log: `ERROR: failed to build: failed to solve: mysql:5.7: failed to resolve source metadata for docker.io/library/mysql:5.7: no match for platform in manifest: not found
`,
    matches: { ref: 'mysql:5.7' },
    verdict: 'confirmed',
    remedies: ['list-platforms', 'use-multi-platform-tag', 'emulate-amd64'],
  },
  {
    name: 'the engine names the platform',
    log: `Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries
`,
    matches: { platform: 'linux/arm64/v8' },
  },
  {
    name: 'there is no such tag at all',
    log: `ERROR: failed to solve: mysql:5.77: failed to resolve source metadata for docker.io/library/mysql:5.77: docker.io/library/mysql:5.77: not found
`,
    matches: false,
    is: 'image-tag-not-found',
  },
];
