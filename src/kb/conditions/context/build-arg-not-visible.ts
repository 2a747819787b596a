import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const buildArgNotVisible = condition({
  id: 'build-arg-not-visible',
  stage: 'context',
  title: { en: 'A step used a variable that is empty in its stage', zh: '步骤使用的变量在该 stage 中为空' },

  signatures: [
    {
      on: 'output',
      says: ['curl: (3) ', 'No host part in the URL'],
      pattern:
        /curl: \(3\) (?:<url> malformed|No URL set|No host part in the URL|URL using bad\/illegal format or missing URL|URL rejected: No host part in the URL)/,
      also: [{ on: 'warning', says: ['UndefinedVar: ', 'One or more build-args ['], within: 'log' }],
      strength: 'states',
    },
    {
      on: 'output',
      says: "E: Version '' for '",
      pattern: /E: Version '' for '(?<what>[^']{1,100})' was not found/,
      also: [{ on: 'warning', says: ['UndefinedVar: ', 'One or more build-args ['], within: 'log' }],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'No matching distribution found for ',
      pattern: /No matching distribution found for (?<what>[\w.[\]-]{1,100}==)$/,
      also: [{ on: 'warning', says: ['UndefinedVar: ', 'One or more build-args ['], within: 'log' }],
      strength: 'states',
    },
    {
      on: 'output',
      says: "fatal: repository 'https://",
      pattern: /fatal: repository '(?<what>https:\/\/[^/'\s]{1,100}\/\.git\/?)' not found/,
      also: [{ on: 'warning', says: ['UndefinedVar: ', 'One or more build-args ['], within: 'log' }],
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `A value is missing in this step${what === '' ? '' : ` (${what})`}: the build argument is empty here`,
    zh: `该步骤缺少一个值${what === '' ? '' : `（${what}）`}：构建参数在这里为空`,
  }),
  why: {
    en: `The command was run with a hole in it. An ARG counts only in the stage it is declared in, below its line;
      one from before FROM has to be declared again, and one without a default needs --build-arg. ENV of a
      running container does not exist during the build.`,
    zh: `命令中有一处为空。ARG 只在声明它的 stage 内、声明之后有效；FROM 之前的 ARG 必须重新声明，
      没有默认值的需要 --build-arg。运行容器时的环境变量在构建时不存在。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'declare-it-in-the-stage',
      title: { en: 'Declare it in this stage, with a default', zh: '在该 stage 中声明，并设默认值' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Above the step, after FROM', zh: '写在 FROM 之后、该步骤之前' },
          { after: 'ARG VERSION=1.2.3\nRUN curl -fsSLO "https://downloads.example/tool-${VERSION:?}.tgz"' },
        ),
      ],
    },
    {
      id: 'pass-the-value',
      title: { en: 'Or pass the value', zh: '或者传入该值' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '--build-arg', 'VERSION=1.2.3', '.'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/linter/ruleset.go', symbol: 'RuleUndefinedVar' },
    { repo: 'curl/curl', path: 'lib/strerror.c' },
  ],
});

export default buildArgNotVisible;

export const examples: ExamplesOf<typeof buildArgNotVisible> = [
  {
    name: 'the address is empty',
    log: `#9 [3/5] RUN curl -fsSL $TOOL_URL -o tool
#9 0.400 curl: (3) URL using bad/illegal format or missing URL
#9 ERROR: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool" did not complete successfully: exit code: 3

 1 warning found (use docker --debug to expand):
 - UndefinedVar: Usage of undefined variable '$TOOL_URL' (line 4)
ERROR: failed to build: failed to solve: process "/bin/sh -c curl -fsSL $TOOL_URL -o tool" did not complete successfully: exit code: 3
`,
    matches: {},
  },
  {
    name: 'an empty version',
    log: `#9 [3/5] RUN apt-get install -y app=$APP_VERSION
#9 0.400 E: Version '' for 'app' was not found
#9 ERROR: process "/bin/sh -c apt-get install -y app=$APP_VERSION" did not complete successfully: exit code: 100

 1 warning found (use docker --debug to expand):
 - UndefinedVar: Usage of undefined variable '$APP_VERSION' (line 4)
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get install -y app=$APP_VERSION" did not complete successfully: exit code: 100
`,
    matches: { what: 'app' },
  },
  {
    name: 'the address is there, the file is not',
    log: `#9 [3/5] RUN curl -fsSLO https://downloads.example/tool.tgz
#9 0.400 curl: (22) The requested URL returned error: 404
#9 ERROR: process "/bin/sh -c curl -fsSLO https://downloads.example/tool.tgz" did not complete successfully: exit code: 22
------
ERROR: failed to build: failed to solve: process "/bin/sh -c curl -fsSLO https://downloads.example/tool.tgz" did not complete successfully: exit code: 22
`,
    matches: false,
  },
];
