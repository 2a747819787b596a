import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const platformValueInvalid = condition({
  id: 'platform-value-invalid',
  stage: 'platform',
  title: { en: 'The platform that was asked for is not written right', zh: '指定的平台写法不正确' },

  signatures: [
    {
      on: 'error',
      says: 'failed to parse platform ',
      pattern: /failed to parse platform "?(?<value>[^\s":]{0,100})"?/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'unknown operating system or architecture',
      pattern: /"(?<value>[^"\n]{0,100})": unknown operating system or architecture/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'invalid platform specifier',
      pattern: /"?(?<value>[^\s":]{0,100})"?: (?:[^\n]{0,80})?invalid platform specifier/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'cannot parse platform specifier',
      pattern: /"(?<value>[^"\n]{0,100})": cannot parse platform specifier/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'empty platform value from expression ',
      pattern: /empty platform value from expression (?<value>\S{1,100})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'platform specifier component must match',
      pattern:
        /"(?<value>[^"\n]{0,100})" is an invalid (?:component|OS component) of "[^"\n]{0,100}": platform specifier component must match/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ value: group('value') }),

  headline: ({ value }) => ({
    en:
      value === ''
        ? 'The platform is empty or unknown'
        : `"${value}" is no platform: write os/arch, such as linux/amd64`,
    zh: value === '' ? '平台为空或无法识别' : `"${value}" 不是有效的平台：应写成 os/arch，例如 linux/amd64`,
  }),
  why: {
    en: `A platform is os/arch[/variant]: linux/amd64, linux/arm64, linux/arm/v7. A variable such as $TARGETPLATFORM or $BUILDPLATFORM
      is empty in the builder without BuildKit, and so is a variable whose name is misspelled.`,
    zh: `平台的格式是 os/arch[/variant]：linux/amd64、linux/arm64、linux/arm/v7。没有 BuildKit 的构建器里，$TARGETPLATFORM、$BUILDPLATFORM
      等变量为空；在 FROM 中拼错变量名也会得到空值。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-platforms',
      title: { en: 'See which platforms the builder knows', zh: '查看构建器支持的平台' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'inspect'])],
    },
    {
      id: 'write-os-slash-arch',
      title: { en: 'Write os/arch', zh: '写成 os/arch' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Correct --platform in FROM, on the command line, platform: in compose.yaml or DOCKER_DEFAULT_PLATFORM, whichever has the value.',
            zh: '在 FROM 的 --platform、命令行、compose.yaml 的 platform: 或 DOCKER_DEFAULT_PLATFORM 中，改正写有该值的那一处。',
          },
          { after: 'FROM --platform=linux/amd64 alpine:3.20' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'moby/buildkit',
      path: 'frontend/dockerfile/dockerfile2llb/convert.go',
      symbol: 'failed to parse platform',
    },
    { repo: 'containerd/platforms', path: 'platforms.go', symbol: 'Parse' },
  ],
});

export default platformValueInvalid;

export const examples: ExamplesOf<typeof platformValueInvalid> = [
  {
    name: 'no such architecture',
    log: `ERROR: failed to build: failed to solve: failed to parse platform linux/x86: "linux/x86": unknown operating system or architecture: invalid argument
`,
    matches: { value: 'linux/x86' },
    verdict: 'confirmed',
    remedies: ['see-platforms', 'write-os-slash-arch'],
  },
  {
    name: 'an empty variable',
    log: `ERROR: failed to build: failed to solve: empty platform value from expression $TARGETPLATFRM
`,
    matches: { value: '$TARGETPLATFRM' },
  },
  {
    name: 'the image lacks a valid platform',
    log: `Error response from daemon: no matching manifest for linux/386 in the manifest list entries
`,
    matches: false,
    is: 'no-matching-platform',
  },
];
