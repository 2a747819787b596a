import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const bashismInSh = condition({
  id: 'bashism-in-sh',
  stage: 'shell',
  title: { en: 'bash syntax is run by a plain sh', zh: 'bash 语法被普通 sh 执行' },

  signatures: [
    {
      on: 'output',
      says: [
        ': source: not found',
        ': [[: not found',
        ': pushd: not found',
        ': popd: not found',
        ': declare: not found',
        ': shopt: not found',
        ': function: not found',
      ],
      pattern: /(?<what>source|\[\[|pushd|popd|declare|shopt|function): not found$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Illegal option -o pipefail', 'illegal option -o pipefail'],
      pattern: /(?<what>-o pipefail)/,
      strength: 'states',
    },
    { on: 'output', says: ': Bad substitution', pattern: /: (?<what>Bad substitution)$/, strength: 'states' },
    {
      on: 'output',
      says: [
        'Syntax error: "(" unexpected',
        'Syntax error: redirection unexpected',
        'syntax error: unexpected redirection',
        'syntax error: unexpected "("',
      ],
      pattern: /(?<what>[Ss]yntax error: .{1,60})$/,
    },
    {
      on: 'output',
      says: ': unexpected operator',
      pattern: /\[: (?:\S{0,60}: )?(?<what>unexpected operator)$/,
      when: ({ step }) => step !== undefined,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: ['script-crlf-build', 'download-not-archive', 'exec-format-error-build'],
  headline: ({ what }) => ({
    en: `bash syntax (${what}) is run by a plain sh`,
    zh: `bash 语法（${what}）被普通 sh 执行`,
  }),
  why: {
    en: `RUN uses /bin/sh, which is dash on Debian and Ubuntu and busybox on Alpine. They know neither source, [[ ]], arrays,
      process substitution nor (before dash 0.5.13) pipefail. A script run as "sh script" also ignores its #!/bin/bash line.`,
    zh: `RUN 使用 /bin/sh，在 Debian、Ubuntu 上是 dash，在 Alpine 上是 busybox，它们不支持 source、[[ ]]、数组、进程替换，
      旧版 dash 也不支持 pipefail。用 “sh 脚本” 的方式执行时，#!/bin/bash 也会被忽略。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-bash-for-run',
      title: { en: 'Run the instructions with bash', zh: '用 bash 执行指令' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Before the RUN (on Alpine first: RUN apk add --no-cache bash).',
            zh: '放在该 RUN 之前（Alpine 需先 RUN apk add --no-cache bash）。',
          },
          {
            after: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
          },
        ),
      ],
    },
    {
      id: 'write-posix-sh',
      title: { en: 'Or write it for sh', zh: '或改写成 sh 语法' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: '"." instead of source, "[ ]" instead of "[[ ]]".', zh: '用 “.” 代替 source，用 “[ ]” 代替 “[[ ]]”。' },
          { before: 'RUN source ./env.sh', after: 'RUN . ./env.sh' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dash', path: 'src/parser.c', symbol: 'synexpect' },
    { repo: 'mirror/busybox', path: 'shell/ash.c' },
  ],
});

export default bashismInSh;

export const examples: ExamplesOf<typeof bashismInSh> = [
  {
    name: 'source in dash',
    log: `#5 [2/2] RUN source /opt/env.sh
#5 0.119 /bin/sh: 1: source: not found
#5 ERROR: process "/bin/sh -c source /opt/env.sh" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c source /opt/env.sh" did not complete successfully: exit code: 127
`,
    matches: { what: 'source' },
    verdict: 'confirmed',
  },
  {
    name: 'a program that is missing',
    log: `#5 [2/2] RUN cmake .
#5 0.119 /bin/sh: 1: cmake: not found
#5 ERROR: process "/bin/sh -c cmake ." did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c cmake ." did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
