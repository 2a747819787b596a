import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const lineContinuationBroken = condition({
  id: 'line-continuation-broken',
  stage: 'shell',
  title: {
    en: 'A Dockerfile instruction was swallowed by the RUN before it',
    zh: 'Dockerfile 指令被前面的 RUN 吞掉了',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'EXPOSE: not found',
        'ENTRYPOINT: not found',
        'WORKDIR: not found',
        'VOLUME: not found',
        ' RUN: not found',
        ' ENV: not found',
        ' CMD: not found',
        ' COPY: not found',
        ' ADD: not found',
        ' USER: not found',
        ' ARG: not found',
        'LABEL: not found',
        'EXPOSE: command not found',
        'ENTRYPOINT: command not found',
        'WORKDIR: command not found',
        ' RUN: command not found',
        ' ENV: command not found',
        ' CMD: command not found',
        ' COPY: command not found',
      ],
      pattern:
        /: (?<word>EXPOSE|ENTRYPOINT|WORKDIR|VOLUME|RUN|ENV|CMD|COPY|ADD|USER|ARG|LABEL): (?:command )?not found/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ word: group('word') }),

  headline: ({ word }) => ({
    en: `The shell was given the instruction ${word} as a command`,
    zh: `shell 把指令 ${word} 当成了命令`,
  }),
  why: {
    en: `A RUN that ends in a backslash goes on in the next line. Where the last line of a RUN still has one, the next instruction of
      the Dockerfile becomes part of the command, and the shell looks for a program of that name.`,
    zh: `以反斜杠结尾的 RUN 会延续到下一行。如果 RUN 的最后一行还留着反斜杠，Dockerfile 的下一条指令就成了命令的一部分，
      shell 会去找同名的程序。`,
  },

  retry: 'useless',
  remedies: ({ word }) => [
    {
      id: 'end-the-run',
      title: {
        en: `Remove the backslash (or "&&") at the end of the line before ${word}`,
        zh: `删除 ${word} 前一行末尾的反斜杠（或 “&&”）`,
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A heredoc needs no backslashes.', zh: '用 heredoc 就不需要反斜杠。' },
          { before: `    make install \\\n${word} …`, after: `    make install\n${word} …` },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/parser/parser.go', symbol: 'trimContinuationCharacter' },
  ],
});

export default lineContinuationBroken;

export const examples: ExamplesOf<typeof lineContinuationBroken> = [
  {
    name: 'a backslash too many',
    log: `#6 [2/3] RUN apt-get update; apt-get install -y curl; EXPOSE 80
#6 3.201 /bin/sh: 1: EXPOSE: not found
#6 ERROR: process "/bin/sh -c apt-get update; apt-get install -y curl; EXPOSE 80" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c apt-get update; apt-get install -y curl; EXPOSE 80" did not complete successfully: exit code: 127
`,
    matches: { word: 'EXPOSE' },
    verdict: 'confirmed',
  },
  {
    name: 'a program that is missing',
    log: `#6 [2/3] RUN expose 80
#6 0.201 /bin/sh: 1: expose: not found
#6 ERROR: process "/bin/sh -c expose 80" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c expose 80" did not complete successfully: exit code: 127
`,
    matches: false,
    is: 'command-not-found',
  },
];
