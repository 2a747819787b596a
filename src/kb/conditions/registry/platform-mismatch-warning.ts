import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const platformMismatchWarning = condition({
  id: 'platform-mismatch-warning',
  stage: 'registry',
  role: 'warning',
  title: { en: 'The image is made for another platform than this machine', zh: '镜像的平台与本机不同' },

  signatures: [
    {
      on: ['warning', 'output', 'error'],
      says: "The requested image's platform (",
      pattern:
        /The requested image's platform \((?<image>[^)]{1,60})\) does not match the detected host platform \((?<host>[^)]{1,60})\)/,
      strength: 'states',
    },
    {
      on: 'warning',
      says: 'was pulled with platform "',
      pattern: /Base image \S{1,300} was pulled with platform "(?<image>[^"]{1,60})", expected "(?<host>[^"]{1,60})"/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ image: group('image'), host: group('host') }),

  headline: ({ image, host }) => ({
    en: `The image is for ${image}, this machine is ${host}: it runs under emulation or not at all`,
    zh: `镜像平台是 ${image}，本机是 ${host}：只能靠模拟运行，或者根本无法运行`,
  }),
  why: {
    en: `Nobody asked for a platform, and the copy that is here is for another one. With an emulator registered it runs slowly;
      without one every program in it ends with "exec format error".`,
    zh: `没有指定平台，而本地的镜像属于另一个平台。注册了模拟器时可以慢速运行；没有模拟器时，其中的程序都会报 "exec format error"。`,
  },

  remedies: ({ image }) => [
    {
      id: 'see-what-is-here',
      title: { en: 'See which platforms are available', zh: '查看可用的平台' },
      risk: 'read',
      steps: [
        look(['docker', 'version', '--format', '{{.Server.Os}}/{{.Server.Arch}}']),
        look(['docker', 'buildx', 'ls']),
      ],
    },
    {
      id: 'say-the-platform',
      title: { en: 'If emulation is meant, say so', zh: '如果确实要模拟运行，就明确写出平台' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Set the platform of the service.', zh: '为该服务设置 platform。' },
          { after: `platform: ${image}` },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/create.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/ruleset.go', symbol: 'RuleInvalidBaseImagePlatform' },
  ],
});

export default platformMismatchWarning;

export const examples: ExamplesOf<typeof platformMismatchWarning> = [
  {
    name: 'docker run',
    log: `WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v4) and no specific platform was requested
exec /bin/sh: exec format error
`,
    matches: { image: 'linux/arm64', host: 'linux/amd64/v4' },
  },
  {
    name: 'an image without the platform is an error',
    log: `Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries
`,
    matches: false,
    is: 'no-matching-platform',
  },
];
