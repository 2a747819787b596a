import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Inspected } from '#core/model/event.ts';
import { exampleContainer } from '../../shared/example-world.ts';
import { look, run } from '#core/model/steps.ts';
import { APP_DOWN, DATABASE_DOWN } from '../../shared/service-down.ts';

/** The engine doubles its pause up to a minute (moby restartmanager). */
const LONGEST_PAUSE = 65_000;

function isBetweenCrashes(inspected: Inspected | undefined): boolean {
  if (inspected?.startedAt === undefined || inspected.finishedAt === undefined) return false;
  return inspected.restartCount >= 2 && inspected.startedAt - inspected.finishedAt < LONGEST_PAUSE;
}

const restartLoop = condition({
  id: 'restart-loop',
  stage: 'runtime',
  role: 'symptom',
  title: { en: 'A container crashes and is restarted again and again', zh: '容器不断崩溃并被重启' },

  signatures: [
    {
      on: ['output', 'error'],
      says: '"Status":"restarting"',
      pattern: /"Status":"restarting".{0,200}?"ExitCode":(?<code>\d{1,3})/,
    },
    {
      on: ['output', 'error'],
      // Both tables begin a line with what names the container: its id (docker ps) or its name (compose ps).
      says: 'Restarting (',
      pattern:
        /(?:^(?<container>[\w.-]{1,128}) {2,}.{0,400}?|\b)Restarting \((?<code>\d{1,3})\) (?:Less than|About|\d+) /,
    },
    {
      on: ['error', 'output'],
      says: ' is restarting, wait until the container is running',
      pattern: /[Cc]ontainer (?<container>[\w.-]{1,128}) is restarting/,
    },
    {
      // Between two crashes it runs: the count and the short pause since the last end tell.
      on: 'state',
      state: 'running',
      when: (event) => event.kind === 'state' && isBetweenCrashes(event.inspected),
    },
  ],
  facts: (group, event) => ({
    code: group('code'),
    container: event.kind === 'state' ? event.container : group('container').slice(0, 64),
    service: event.service,
  }),

  yieldsTo: [
    ...APP_DOWN,
    ...DATABASE_DOWN,
    'dependency-not-ready',
    'service-dns-failure',
    'nginx-upstream-not-found',
    'nginx-config-invalid',
    'nginx-bind-privileged',
  ],
  headline: ({ code }) => ({
    en: `A container is in a restart loop${code === '' ? '' : `; each run ends with exit code ${code}`}`,
    zh: `容器处于重启循环中${code === '' ? '' : `，每次都以退出码 ${code} 结束`}`,
  }),
  why: {
    en: `Its restart policy starts it again after every crash. That says nothing about the reason: it is in the last lines the container printed before it ended.`,
    zh: `重启策略会在每次崩溃后再次启动它。这并不说明原因：原因在容器每次结束前打印的最后几行里。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ container, service }) =>
        container !== '' ? { name: container } : service === undefined ? undefined : { service },
      confirms: ({ state }) => state.status === 'restarting' || state.restartCount >= 3,
      // It may have been stopped or repaired since.
      refutes: () => false,
      tells: ({ name, state, restartPolicy }) => ({
        en: `Container ${name} was restarted ${state.restartCount} times (policy ${restartPolicy}); its last exit code is ${state.exitCode}.`,
        zh: `容器 ${name} 已重启 ${state.restartCount} 次（策略 ${restartPolicy}），最近一次退出码为 ${state.exitCode}。`,
      }),
    },
  },

  retry: 'useless',
  remedies: ({ container, service }) => {
    const name = container === '' ? (service ?? '<container>') : container;
    return [
      {
        id: 'read-its-log',
        title: { en: 'Read what it said before it ended', zh: '查看它结束前说了什么' },
        risk: 'read',
        steps: [
          look(['docker', 'logs', '--tail', '100', name]),
          look(['docker', 'inspect', '--format', '{{.RestartCount}} {{json .State}}', name]),
        ],
      },
      {
        id: 'stop-the-loop',
        title: { en: 'Stop the loop while you look', zh: '排查期间先停掉循环' },
        risk: 'reversible',
        steps: [run(['docker', 'update', '--restart=no', name], 'reversible')],
      },
    ];
  },

  sources: [{ repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'errContainerIsRestarting' }],
});

export default restartLoop;

export const examples: ExamplesOf<typeof restartLoop> = [
  {
    name: 'docker compose ps',
    log: `NAME               IMAGE         COMMAND                  SERVICE    CREATED         STATUS                                  PORTS
shop-postgres-1    postgres:15   "docker-entrypoint.s…"   postgres   5 seconds ago   Restarting (1) Less than a second ago
`,
    matches: { code: '1', container: 'shop-postgres-1' },
  },
  {
    name: 'docker ps',
    log: `CONTAINER ID   IMAGE         COMMAND                  CREATED         STATUS                                  PORTS     NAMES
3f2b6a7c9d10   alpine:3.19   "sh -c 'echo boom; e…"   2 seconds ago   Restarting (3) Less than a second ago             shop-app
`,
    matches: { code: '3', container: '3f2b6a7c9d10' },
  },
  {
    name: 'docker inspect, between two crashes',
    log: `{"Name":"/shop-app-1","RestartCount":4,"State":{"Status":"restarting","ExitCode":3,"OOMKilled":false}}
{"Name":"/shop-web-1","RestartCount":4,"State":{"Status":"running","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:15Z","FinishedAt":"2026-11-22T13:31:12Z"}}
`,
    matches: { code: '3' },
  },
  {
    name: 'docker exec',
    log: `Error response from daemon: Container f1a8a0f0a895e514f7a98cc371d7a2ff094a48a098ddd1ae317cee0655f4d19d is restarting, wait until the container is running
`,
    matches: {},
  },
  {
    name: 'a program restarts its own worker',
    log: `web-1  | Restarting (stat) worker 3 after change in app.py
`,
    matches: false,
    is: null,
  },
  {
    name: 'the engine counts the restarts',
    log: 'Error response from daemon: Container shop-app-1 is restarting, wait until the container is running\n',
    matches: { container: 'shop-app-1' },
    world: {
      'engine.container': exampleContainer({
        name: 'shop-app-1',
        restartPolicy: 'always',
        state: { status: 'restarting', restartCount: 7, exitCode: 3 },
      }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'one that runs again proves nothing',
    log: 'Error response from daemon: Container shop-app-1 is restarting, wait until the container is running\n',
    matches: { container: 'shop-app-1' },
    world: { 'engine.container': exampleContainer({ state: { status: 'running', restartCount: 1, exitCode: 0 } }) },
    speaks: [],
    verdict: 'suspected',
  },
];
