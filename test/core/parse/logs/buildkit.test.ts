import { expect, test } from 'vitest';

import { eventsOf, sketch } from './events-of.ts';

function check(log: string, expected: readonly string[]): void {
  expect(sketch(eventsOf(log).events)).toEqual(expected);
}

const b64 = (text: string): string => Buffer.from(text).toString('base64');

test.each<[string, string, string[]]>([
  [
    'plain, BuildKit 0.6: digest line, cut name, five-character times',
    `#2 [internal] load build definition from Dockerfile
#2 sha256:${'a'.repeat(64)}
#2 transferring dockerfile: 80B done
#2 DONE 0.1s

#5 [2/2] RUN make
#5 sha256:${'b'.repeat(64)}
#5 0.123 cc -c a.c
#5 12.34 a.c:1: error: x
#5 ERROR: executor failed running [/bin/sh -c make]: exit code: 2
------
 > [2/2] RUN make:
------
failed to solve: rpc error: code = Unknown desc = executor failed running [/bin/sh -c make]: exit code: 2`,
    [
      'step [internal] load build definition from Dockerfile',
      'done {[internal] load build definition from Dockerfile}',
      'step 2/2 RUN make',
      'out {RUN make} cc -c a.c',
      'out {RUN make} a.c:1: error: x',
      'error {RUN make}',
      'error step {RUN make} exit=2',
      'step 2/2 RUN make',
      'error {RUN make}',
      'error build exit=2',
    ],
  ],
  [
    'plain, current: switches, a program that prints BuildKit lines, an error of several lines',
    `#0 building with "default" instance using docker driver

#1 [builder 1/3] RUN a
#1 0.100 one
#1 ...

#2 [web 2/2] RUN b
#2 0.010 #12 0.5 inner
#2 CANCELED

#1 [builder 1/3] RUN a
#1 0.200 two
#1 ERROR: failed to do a:
 line two of it

#3 exporting to image
#3 DONE 0.0s`,
    [
      'step builder 1/3 RUN a',
      'out {RUN a} one',
      'step web 2/2 RUN b',
      'out {RUN b} #12 0.5 inner',
      'canceled {RUN b}',
      'out {RUN a} two',
      'error {RUN a}',
      'error step {RUN a} failed to do a:\n line two of it',
      'step exporting to image',
      'done {exporting to image}',
    ],
  ],
  [
    'plain, beginning in the middle of a step that is named later',
    `#7 3.100 late
#7 ...

#7 [3/4] RUN c
#7 DONE 4.0s`,
    ['step ', 'out {} late', 'step 3/4 RUN c', 'done {RUN c}'],
  ],
  [
    'plain, two builds in one log',
    `#0 building with "x" instance using docker driver
#1 [1/1] RUN a
#1 DONE 0.1s
#2 exporting to image
#2 DONE 0.1s
#0 building with "x" instance using docker driver
#1 [1/1] RUN a
#1 ERROR: boom`,
    [
      'step 1/1 RUN a',
      'done {RUN a}',
      'step exporting to image',
      'done {exporting to image}',
      'step 1/1 RUN a',
      'error {RUN a}',
      'error step {RUN a} boom',
    ],
  ],
  [
    'bake: targets before stages',
    `#1 [web internal] load build definition from Dockerfile
#1 DONE 0.0s
#2 [web builder 3/7] RUN x
#2 CACHED
#3 [web 2/5] COPY . .
#3 WARN: hm`,
    [
      'step web [web internal] load build definition from Dockerfile',
      'done {[web internal] load build definition from Dockerfile}',
      'step web builder 3/7 RUN x',
      'cached {RUN x}',
      'step web 2/5 COPY . .',
      'warning {COPY . .} hm',
    ],
  ],
  [
    'rawjson: chunks that are no lines, streams apart, follow-up error, tail',
    [
      `{"vertexes":[{"digest":"sha256:1","name":"[1/2] RUN a","started":"t"},{"digest":"sha256:2","inputs":["sha256:1"],"name":"[2/2] RUN b"}]}`,
      `{"logs":[{"vertex":"sha256:1","stream":2,"data":"${b64('err')}"},{"vertex":"sha256:1","stream":1,"data":"${b64('out\n')}"}]}`,
      `{"logs":[{"vertex":"sha256:1","stream":2,"data":"${b64('or\nrest')}"}]}`,
      `{"vertexes":[{"digest":"sha256:1","name":"[1/2] RUN a","started":"t","completed":"t","error":"process \\"/bin/sh -c a\\" did not complete successfully: exit code: 3"}]}`,
      `{"vertexes":[{"digest":"sha256:2","inputs":["sha256:1"],"name":"[2/2] RUN b","started":"t","completed":"t","error":"process \\"/bin/sh -c a\\" did not complete successfully: exit code: 3"}]}`,
      `ERROR: failed to build: failed to solve: process "/bin/sh -c a" did not complete successfully: exit code: 3`,
    ].join('\n'),
    [
      'step 1/2 RUN a',
      'stdout {RUN a} out',
      'stderr {RUN a} error',
      'stderr {RUN a} rest',
      'error {RUN a}',
      'error step {RUN a} exit=3',
      'step 2/2 RUN b',
      'canceled {RUN b}',
      'error build exit=3',
    ],
  ],
  [
    'rawjson of 0.13: one object over many lines; a warning with its line',
    `{
  "vertexes": [
    {
      "digest": "sha256:1",
      "name": "[1/1] RUN a",
      "started": "t",
      "completed": "t",
      "cached": true
    }
  ],
  "warnings": [
    {
      "vertex": "sha256:1",
      "short": "${b64('StageNameCasing: x')}",
      "range": [ { "start": { "line": 4 } } ]
    }
  ]
}`,
    ['out {', 'step 1/1 RUN a', 'cached {RUN a}', 'warning {RUN a} StageNameCasing: x'],
  ],
  [
    'tty: frames again and again, cut names, the last state wins',
    [
      '[+] Building 0.2s (1/3)                                  docker:default',
      ' => [internal] load build definition from Dockerfile            0.0s',
      ' => [2/3] RUN a long command that is cu                         0.1s',
      ' => => # working                                                    ',
      '\u001b[4A\u001b[0G\u001b[?25l[+] Building 1.2s (3/3) FINISHED                docker:default',
      ' => [internal] load build definition from Dockerfile            0.0s',
      ' => CACHED [1/3] FROM docker.io/library/x                       0.0s',
      ' => \u001b[31mERROR [2/3] RUN a long command that\u001b[0m                       1.1s',
      ' => => # working                                                    ',
      ' => => # failing                                                    ',
    ].join('\n'),
    [
      'step [internal] load build definition from Dockerfile',
      'step 2/3 RUN a long command that is cu',
      'out {RUN a long command that is cu} working',
      'step 1/3 FROM docker.io/library/x',
      'cached {FROM docker.io/library/x}',
      'error {RUN a long command that is cu}',
      'out {RUN a long command that is cu} failing',
      'done {[internal] load build definition from Dockerfile}',
    ],
  ],
  [
    'source excerpt that Compose printed with blank lines',
    `Dockerfile:2

--------------------

   1 |     FROM x

   2 | >>> RUNN y

--------------------

failed to solve: dockerfile parse error on line 2: unknown instruction: RUNN`,
    ['source Dockerfile:2', 'error build dockerfile parse error on line 2: unknown instruction: RUNN'],
  ],
])('%s', (_, log, expected) => check(log, expected));
