import { expect, test } from 'vitest';

import { eventsOf, sketch } from './events-of.ts';

function check(log: string, expected: readonly string[]): void {
  expect(sketch(eventsOf(log).events)).toEqual(expected);
}

const ID = 'a'.repeat(12);
const DIGEST = `sha256:${'b'.repeat(64)}`;

test.each<[string, string, string[]]>([
  [
    'classic: what a program prints like an error is output, what the builder prints last is the error',
    `Sending build context to Docker daemon  2.048kB
Step 1/2 : FROM x
 ---> ${ID}
Step 2/2 : RUN y
 ---> Running in ${ID}
error creating z
fine
The command '/bin/sh -c y' returned a non-zero code: 1`,
    [
      'step 1/2 FROM x',
      'done {FROM x}',
      'done {FROM x}',
      'step 2/2 RUN y',
      'out {RUN y} error creating z',
      'out {RUN y} fine',
      'error {RUN y}',
      'error build {RUN y} exit=1',
    ],
  ],
  [
    'engine API: chunks that are no lines, error detail',
    [
      '{"stream":"Step 1/1 : RUN y"}',
      '{"stream":"\\n"}',
      `{"stream":" ---\\u003e Running in ${ID}\\n"}`,
      '{"stream":"a\\nb"}',
      '{"errorDetail":{"code":2,"message":"The command \'/bin/sh -c y\' returned a non-zero code: 2"},"error":"x"}',
    ].join('\n'),
    ['step 1/1 RUN y', 'out {RUN y} a', 'out {RUN y} b', 'error {RUN y}', 'error build {RUN y} exit=2'],
  ],
  [
    'engine API: a pull that went well',
    '{"status":"Pulling from library/x","id":"1"}\n{"status":"Status: Downloaded newer image for x:1"}',
    ['end succeeded'],
  ],
  [
    'compose plain and its last word',
    ` Container p-db-1  Starting
 Container p-db-1  Started
 Container p-db-1  Error
dependency failed to start: container p-db-1 is unhealthy`,
    [
      'state <db> starting',
      'state <db> started',
      'state <db> error',
      'state <db> unhealthy',
      'error compose <db> dependency failed to start: container p-db-1 is unhealthy',
    ],
  ],
  [
    'compose on a terminal: a row drawn again is one error, its timer no part of it',
    `[+] Running 1/2
 \u2819 Container p-web-1  Starting                 0.5s
\u001b[2A[+] Running 1/2
 \u2718 Container p-web-1  Error  port is taken     0.6s
 \u2718 Container p-web-1  Error  port is taken     0.7s
 \u2714 Container p-db-1   Healthy                  0.7s`,
    [
      'state <web> starting',
      'state <web> error',
      'error compose <web> port is taken',
      'state <web> error',
      'state <db> healthy',
    ],
  ],
  [
    'compose json: v2 and v5 words, warning, terminal error',
    [
      '{"id":"Container p-db-1","status":"Started"}',
      '{"id":"Container p-web-1","status":"Working","text":"Waiting"}',
      '{"id":"Container p-web-1","status":"Error","text":"Error","details":"boom"}',
      '{"level":"warning","msg":"x is not set","time":"2025-01-01T00:00:00Z"}',
      '{"error":true,"message":"dependency failed to start: container p-db-1 exited (3)"}',
    ].join('\n'),
    [
      'state <db> started',
      'state <web> waiting',
      'state <web> error',
      'error compose <web> boom',
      'warning x is not set',
      'exit <db> 3',
      'error compose <db> exit=3 dependency failed to start: container p-db-1 exited (3)',
    ],
  ],
  [
    'compose v1: each error once',
    `Creating network "p_default" with the default driver
Creating p_web_1 ... \u001b[31merror\u001b[0m

ERROR: for p_web_1  Cannot start service web: no such device

ERROR: for web  Cannot start service web: no such device
ERROR: Encountered errors while bringing up the project.`,
    ['state <web> error', 'error compose <web> no such device', 'end failed'],
  ],
  [
    'compose v1: a file that is invalid',
    `ERROR: The Compose file './docker-compose.yml' is invalid because:
services.web.port is invalid`,
    ["error compose The Compose file './docker-compose.yml' is invalid because:\nservices.web.port is invalid"],
  ],
  [
    'compose v1: a service that did not build',
    `Building web
Step 1/1 : COPY a b
ERROR: Service 'web' failed to build: COPY failed: file not found`,
    [
      'out Building web',
      'step 1/1 COPY a b',
      'error {COPY a b}',
      'error build {COPY a b} <web> COPY failed: file not found',
    ],
  ],
  [
    'container logs of compose',
    `web-1  | 2025-01-01T00:00:00.000000001Z hello
db-1   | world
web-1 exited with code 137`,
    ['out <web> hello', 'out <db> world', 'exit <web> 137'],
  ],
  [
    'buildah: a step that failed; what a program calls an error is output while more follows',
    `STEP 1/2: FROM x
Copying blob ${DIGEST}
--> ${ID}
STEP 2/2: RUN say "hi"
Error: of the program
more
Error: building at STEP "RUN say "hi"": while running runtime: exit status 4`,
    [
      'step 1/2 FROM x',
      `done {FROM x}`,
      'done {FROM x}',
      'step 2/2 RUN say "hi"',
      'out {RUN say "hi"} Error: of the program',
      'out {RUN say "hi"} more',
      'error {RUN say "hi"}',
      'error build {RUN say "hi"} exit=4',
    ],
  ],
  [
    'buildah up to 1.19, and success',
    `STEP 1: FROM x
STEP 2: COMMIT y
--> ${ID}
COMMIT y
${'c'.repeat(64)}`,
    ['step 1/? FROM x', 'done {FROM x}', 'step 2/? COMMIT y', 'done {COMMIT y}', 'done {COMMIT y}', 'end succeeded'],
  ],
  [
    'kaniko',
    `\u001b[36mINFO\u001b[0m[0003] Retrieving image manifest x.example/y:1
INFO[0010] RUN make
INFO[0010] Running: [/bin/sh -c make]
no rule
error building image: error building stage: failed to execute command: waiting for process to exit: exit status 2`,
    ['step 1/? RUN make', 'out {RUN make} no rule', 'error {RUN make}', 'error build {RUN make} exit=2'],
  ],
  [
    'json-file: records that go on',
    '{"log":"half ","stream":"stderr","time":"2025-01-01T00:00:00Z"}\n{"log":"line\\n","stream":"stderr","time":"2025-01-01T00:00:00Z"}',
    ['stderr half line'],
  ],
  [
    'dockerd: text, JSON and the journal; what is below a warning is no event',
    [
      'time="2025-01-01T00:00:00.123456789Z" level=info msg="up"',
      'time="2025-01-01T00:00:00.123456789Z" level=error msg="a \\"b\\"" error="c: d"',
      '{"level":"warning","msg":"e","time":"2025-01-01T00:00:00.1Z"}',
      'May 01 10:00:00 host dockerd[12]: time="2025-01-01T00:00:00Z" level=error msg=f',
      'May 01 10:00:00 host dockerd[12]: failed to start daemon: g',
    ].join('\n'),
    [
      'daemon error a "b": c: d',
      'daemon warning e',
      'daemon error f',
      'daemon fatal failed to start daemon: g',
      'end failed',
    ],
  ],
  [
    'compose warns with whole seconds',
    'time="2025-01-01T00:00:00Z" level=warning msg="The \\"A\\" variable is not set."',
    ['warning The "A" variable is not set.'],
  ],
  [
    'push that was denied after its layers',
    `The push refers to repository [r.example/x]
${ID}: Preparing
${ID}: Pushed
denied: not yours`,
    ['out The push refers to repository [r.example/x]', 'error engine denied: not yours'],
  ],
  [
    'push and pull that went well',
    `1: digest: ${DIGEST} size: 527
latest: Pulling from library/x
Digest: ${DIGEST}
Status: Downloaded newer image for x:latest
docker.example/library/x:latest`,
    ['end succeeded', 'end succeeded'],
  ],
  [
    'docker inspect, the state and the health',
    `{"Status":"exited","OOMKilled":true,"ExitCode":137,"Error":""}
{"Status":"unhealthy","FailingStreak":1,"Log":[{"ExitCode":127,"Output":"sh: curl: not found\\n"}]}`,
    [
      'out <container> {"Status":"exited","OOMKilled":true,"ExitCode":137,"Error":""}',
      'state <container> exited',
      'exit <container> 137',
      'out <container> {"Status":"unhealthy","FailingStreak":1,"Log":[{"ExitCode":127,"Output":"sh: curl: not found\\n"}]}',
      'state <container> unhealthy',
    ],
  ],
  [
    'docker ps',
    `CONTAINER ID   IMAGE   COMMAND   CREATED   STATUS                       PORTS   NAMES
${ID}   x       "y"       1 s ago   Restarting (3) 1 second ago          p-web-1
${ID}   x       "y"       1 s ago   Exited (1) 3 weeks ago               old`,
    [
      `out <web> ${ID}   x       "y"       1 s ago   Restarting (3) 1 second ago          p-web-1`,
      'state <web> restarting',
      'exit <web> 3',
    ],
  ],
  [
    'a program that could not be run at all',
    'exec /entry.sh: no such file or directory',
    ['out exec /entry.sh: no such file or directory', 'end failed'],
  ],
  [
    'the engine refuses',
    `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "x": executable file not found in $PATH: unknown

Run 'docker run --help' for more information`,
    ['error engine exec: "x": executable file not found in $PATH', "out Run 'docker run --help' for more information"],
  ],
])('%s', (_, log, expected) => check(log, expected));

test('what a health check printed is told of a container that is not healthy alone', () => {
  const inspected = (status: string, streak: number): string =>
    JSON.stringify({
      Name: '/shop-cache-1',
      State: {
        Status: 'running',
        ExitCode: 0,
        Health: { Status: status, FailingStreak: streak, Log: [{ ExitCode: Math.min(streak, 1), Output: 'NOAUTH' }] },
      },
    });
  const said = (text: string): string[] =>
    eventsOf(`${text}\n`).events.flatMap((event) => (event.kind === 'output' ? [event.text] : []));
  expect(said(inspected('unhealthy', 3)).join('\n')).toContain('NOAUTH');
  expect(said(inspected('healthy', 1)).join('\n')).toContain('NOAUTH');
  expect(said(inspected('healthy', 0)).join('\n')).not.toContain('NOAUTH');
});
