import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const shellSyntaxError = condition({
  id: 'shell-syntax-error',
  stage: 'shell',
  title: { en: 'The shell cannot parse the command of the step', zh: 'shell 无法解析该步骤的命令' },

  signatures: [
    {
      on: 'output',
      says: [': Syntax error: ', ': syntax error: '],
      pattern:
        /^(?:\/bin\/(?:[bda]{0,2}sh)|sh|bash|ash|dash): (?:-c: )?(?:line )?(?:\d+: )?(?<what>[Ss]yntax error: (?!"\(" unexpected|redirection unexpected|unexpected redirection|unexpected "\(").{1,80})$/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'syntax error near unexpected token',
        'unexpected EOF while looking for matching',
        'syntax error: unexpected end of file',
      ],
      pattern:
        /^(?:\/bin\/(?:ba|a|da)?sh|sh|bash): (?:-c: )?(?:line )?\d+: (?<what>syntax error .{1,60}|syntax error: unexpected end of file|unexpected EOF while looking for matching .{1,6})/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': Syntax error: ',
      pattern:
        /^\S{1,200}: \d+: (?:\S{1,200}: )?(?<what>Syntax error: (?!"\(" unexpected|redirection unexpected).{1,80})$/,
      when: isOfStep,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  yieldsTo: [
    'bashism-in-sh',
    'script-crlf-build',
    'download-not-archive',
    'build-arg-missing',
    'line-continuation-broken',
    'exec-format-error-build',
  ],
  headline: ({ what }) => ({ en: `The shell cannot parse the command: ${what}`, zh: `shell 无法解析命令：${what}` }),
  why: {
    en: 'Nothing of the command ran. In a Dockerfile all lines of a RUN become one: a missing backslash or semicolon, a comment after a backslash, a quote that is never closed, or "&&" at the beginning of a line after an empty one. An argument that is empty leaves a hole in the same way.',
    zh: '命令完全没有执行。Dockerfile 中一条 RUN 的多行会合并为一行：缺少反斜杠或分号、反斜杠之后有注释、引号没有闭合，或空行之后以 “&&” 开头都会出错。空的构建参数也会留下同样的缺口。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'mend-the-command',
      title: { en: 'Write the step as a heredoc, one command a line', zh: '用 heredoc 书写该步骤，每行一条命令' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'No backslashes and no "&&" to forget.', zh: '不再需要反斜杠和 “&&”。' },
          {
            after: `RUN <<EOF
set -e
apt-get update
apt-get install -y curl
EOF`,
          },
        ),
      ],
    },
    {
      id: 'check-before',
      title: { en: 'Check the command before building', zh: '构建之前先检查命令' },
      risk: 'read',
      steps: [
        advise(
          'Paste it into a file and run "sh -n FILE", or run hadolint on the Dockerfile.',
          '把命令存入文件后执行 “sh -n 文件”，或对 Dockerfile 运行 hadolint。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dash', path: 'src/parser.c', symbol: 'synexpect' },
    { repo: 'bash', path: 'parse.y', symbol: 'report_syntax_error' },
    { repo: 'mirror/busybox', path: 'shell/ash.c' },
  ],
});

export default shellSyntaxError;

export const examples: ExamplesOf<typeof shellSyntaxError> = [
  {
    name: 'dash',
    log: `#8 [4/5] RUN for f in a b; do echo $f
#8 1.104 /bin/sh: 1: Syntax error: end of file unexpected (expecting "done")
#8 ERROR: process "/bin/sh -c for f in a b; do echo $f" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c for f in a b; do echo $f" did not complete successfully: exit code: 2
`,
    matches: { what: 'Syntax error: end of file unexpected (expecting "done")' },
    verdict: 'confirmed',
  },
  {
    name: 'bash',
    log: `#8 [4/5] RUN (echo x))
#8 1.104 /bin/bash: -c: line 1: syntax error near unexpected token \`)'
#8 ERROR: process "/bin/sh -c (echo x))" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c (echo x))" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'what only bash knows',
    log: `#8 [4/5] RUN function f() { :; }
#8 1.104 /bin/sh: 1: Syntax error: "(" unexpected
#8 ERROR: process "/bin/sh -c function f() { :; }" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c function f() { :; }" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'bashism-in-sh',
  },
];
