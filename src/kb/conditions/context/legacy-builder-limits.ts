import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, shell } from '#core/model/steps.ts';

const legacyBuilderLimits = condition({
  id: 'legacy-builder-limits',
  stage: 'context',
  title: { en: 'The classic builder cannot do what this Dockerfile needs', zh: '经典构建器不支持该 Dockerfile 的用法' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['option requires BuildKit. Refer to', "the classic builder doesn't support "],
      pattern:
        /(?:the (?<what>--\w{1,30}) option requires BuildKit|the classic builder doesn't support (?<feature>[^,\n]{1,80}))/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['Unknown flag: mount', 'unknown flag: mount', 'failed to parse platform : ""'],
      pattern: /(?:[Uu]nknown flag: (?<what>mount)|(?<feature>failed to parse platform) : "" is an invalid component)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    what:
      group('feature') === 'failed to parse platform'
        ? '--platform=$BUILDPLATFORM'
        : group('what') === ''
          ? group('feature')
          : `--${group('what').replace(/^-+/, '')}`,
  }),

  yieldsTo: ['buildx-plugin-missing'],
  headline: ({ what }) => ({
    en: `${what} needs BuildKit, and this build used the classic builder`,
    zh: `${what} 需要 BuildKit，而这次使用的是经典构建器`,
  }),
  why: {
    en: `RUN --mount, COPY --chmod, --platform=$BUILDPLATFORM, secrets and extra contexts exist only in BuildKit.
      The build went to the classic builder because DOCKER_BUILDKIT=0 is set, buildx is not installed, or an old
      client or library sent it.`,
    zh: `RUN --mount、COPY --chmod、--platform=$BUILDPLATFORM、secrets 和附加上下文只存在于 BuildKit。
      这次构建走了经典构建器，是因为设置了 DOCKER_BUILDKIT=0、没有安装 buildx，
      或由旧客户端、旧库发起。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-buildkit',
      title: { en: 'Build with BuildKit', zh: '使用 BuildKit 构建' },
      risk: 'reversible',
      steps: [
        look(['docker', 'buildx', 'version']),
        shell(
          'unset DOCKER_BUILDKIT; DOCKER_BUILDKIT=1 docker build .',
          '$env:DOCKER_BUILDKIT = "1"; docker build .',
          'reversible',
        ),
      ],
    },
    {
      id: 'install-buildx',
      title: { en: 'Install buildx if it is missing', zh: '缺少 buildx 时安装' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo apt-get update && sudo apt-get install -y docker-buildx-plugin',
          'winget install Docker.Buildx',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/dispatchers.go' },
    { repo: 'docker/compose', path: 'pkg/compose/build_classic.go' },
  ],
});

export default legacyBuilderLimits;

export const examples: ExamplesOf<typeof legacyBuilderLimits> = [
  {
    name: 'RUN --mount',
    log: `Step 4/7 : RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt
the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled
`,
    matches: { what: '--mount' },
  },
  {
    name: 'an engine before 20.10',
    log: `Error response from daemon: Dockerfile parse error line 7: Unknown flag: mount
`,
    matches: { what: '--mount' },
  },
  {
    name: 'BuildKit with an old frontend',
    log: `ERROR: failed to build: failed to solve: dockerfile parse error on line 3: unknown flag: --exclude
`,
    matches: false,
    is: 'dockerfile-flag-unknown',
  },
];
