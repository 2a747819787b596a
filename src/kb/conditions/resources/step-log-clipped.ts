import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run } from '#core/model/steps.ts';

const stepLogClipped = condition({
  id: 'step-log-clipped',
  stage: 'resources',
  role: 'warning',
  title: { en: 'BuildKit left out part of the output of a step', zh: 'BuildKit 省略了某个步骤的部分输出' },

  signatures: [
    {
      on: 'output',
      says: '[output clipped, log limit ',
      pattern: /\[output clipped, log limit (?<limit>[\d.]{1,8}[KM]i?B(?:\/s)?) reached\]/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ limit: group('limit') }),

  headline: ({ limit }) => ({
    en: `Output was left out at the limit of ${limit}, perhaps with the line that says why`,
    zh: `输出在达到 ${limit} 上限后被省略，其中可能就有说明原因的那一行`,
  }),
  why: {
    en: `BuildKit keeps a limited amount of output of each step. It is no failure, but what a program said in between is not in this log.`,
    zh: `BuildKit 对每个步骤保留的输出有上限。这不是失败，但程序在此期间说过的话不在这份日志里。`,
  },

  remedies: () => [
    {
      id: 'builder-without-limit',
      title: { en: 'Build with a builder that keeps everything', zh: '用不限制输出的构建器构建' },
      risk: 'costly',
      steps: [
        run(
          [
            'docker',
            'buildx',
            'create',
            '--name',
            'fulllog',
            '--driver',
            'docker-container',
            '--driver-opt',
            'env.BUILDKIT_STEP_LOG_MAX_SIZE=-1',
            '--driver-opt',
            'env.BUILDKIT_STEP_LOG_MAX_SPEED=-1',
          ],
          'reversible',
        ),
        run(['docker', 'buildx', 'build', '--builder', 'fulllog', '--progress', 'plain', '.'], 'costly'),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'util/progress/logs/logs.go' }],
});

export default stepLogClipped;

export const examples: ExamplesOf<typeof stepLogClipped> = [
  {
    name: 'a step that talks much',
    log: `#9 [5/5] RUN ./configure && make
#9 41.20 checking for gcc... gcc
#9 41.20 [output clipped, log limit 2MiB reached]
#9 99.12 make: *** [Makefile:8: all] Error 2
#9 ERROR: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c ./configure && make" did not complete successfully: exit code: 2
`,
    matches: { limit: '2MiB' },
  },
  {
    name: 'a program clips its own output',
    log: `#9 [5/5] RUN ./report
#9 41.20 [output clipped after 100 rows]
#9 ERROR: process "/bin/sh -c ./report" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./report" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
