import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const platformBaseMismatch = condition({
  id: 'platform-base-mismatch',
  stage: 'platform',
  role: 'warning',
  title: { en: 'FROM pins one platform for every build', zh: 'FROM 固定了平台，对所有构建都生效' },

  signatures: [
    {
      on: 'warning',
      says: ['FromPlatformFlagConstDisallowed', 'FROM --platform flag should not use constant value'],
      pattern: /FROM --platform flag should not use constant value "?(?<value>[^\s"]{0,60})"?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ value: group('value') }),

  headline: ({ value }) => ({
    en: `FROM --platform=${value} is fixed: the image has this architecture, whatever platform is asked for`,
    zh: `FROM --platform=${value} 是写死的：无论请求哪个平台，镜像都是这个架构`,
  }),
  why: {
    en: `The constant wins over --platform of the command line. On another architecture the image needs emulation, or ends in
      "exec format error" where it runs.`,
    zh: `该常量优先于命令行的 --platform。在其他架构的机器上，镜像需要模拟运行，或者运行时出现 "exec format error"。`,
  },

  remedies: () => [
    {
      id: 'see-result-architecture',
      title: { en: 'See what the result is', zh: '查看结果的架构' },
      risk: 'read',
      steps: [look(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', '<image>'])],
    },
    {
      id: 'remove-the-constant',
      title: { en: 'Leave --platform out, or use a variable', zh: '去掉 --platform，或改用变量' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: '$BUILDPLATFORM for a stage that compiles; nothing for the final stage.',
            zh: '编译用的 stage 写 $BUILDPLATFORM；最终 stage 不写。',
          },
          { after: 'FROM --platform=$BUILDPLATFORM golang AS build' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'moby/buildkit',
      path: 'frontend/dockerfile/linter/ruleset.go',
      symbol: 'RuleFromPlatformFlagConstDisallowed',
    },
  ],
});

export default platformBaseMismatch;

export const examples: ExamplesOf<typeof platformBaseMismatch> = [
  {
    name: 'the linter warns',
    log: `#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 82B done
#1 WARN: FromPlatformFlagConstDisallowed: FROM --platform flag should not use constant value "linux/amd64" (line 1)
#1 DONE 0.0s
`,
    matches: { value: 'linux/amd64' },
    remedies: ['see-result-architecture', 'remove-the-constant'],
  },
  {
    name: 'a redundant variable',
    log: `#1 [internal] load build definition from Dockerfile
#1 WARN: RedundantTargetPlatform: Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior (line 1)
#1 DONE 0.0s
`,
    matches: false,
  },
];
