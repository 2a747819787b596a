import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Inspected } from '#core/model/event.ts';
import { edit, look, run } from '#core/model/steps.ts';

interface SlowStart {
  /** Milliseconds from the start to the first verdict "healthy". */
  readonly needed: number;
  /** Milliseconds after which the checks had given up. */
  readonly given: number;
}

/** The same process was called unhealthy and then, with nothing changed, healthy: it only needed longer. */
function slowStart(inspected: Inspected | undefined): SlowStart | null {
  if (inspected?.startedAt === undefined || inspected.healthcheck === undefined) return null;
  const { startedAt, turns, healthcheck } = inspected;
  const own = turns.filter(({ time }) => time >= startedAt);
  const gaveUp = own.findIndex(({ status }) => status === 'unhealthy');
  // One that was healthy before fell ill later: that is no slow start.
  if (own.slice(0, Math.max(0, gaveUp)).some(({ status }) => status === 'healthy')) return null;
  const well = gaveUp === -1 ? undefined : own.slice(gaveUp).find(({ status }) => status === 'healthy');
  if (well !== undefined) return { needed: well.time - startedAt, given: (own[gaveUp]?.time ?? 0) - startedAt };
  return fromChecks(inspected, startedAt, healthcheck.startPeriod, healthcheck.retries);
}

/** The first checks of the process are still in the record: enough of them failed outside the start period before one passed. */
function fromChecks({ checks }: Inspected, startedAt: number, startPeriod: number, retries: number): SlowStart | null {
  const own = checks.filter(({ start }) => start >= startedAt);
  const passed = own.findIndex(({ exitCode }) => exitCode === 0);
  const failed = own.slice(0, Math.max(0, passed)).filter(({ start }) => start >= startedAt + startPeriod);
  const last = failed[retries - 1];
  const first = own[passed];
  if (first === undefined || last === undefined) return null;
  return { needed: first.end - startedAt, given: last.end - startedAt };
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}

const healthcheckStartPeriodTooShort = condition({
  id: 'healthcheck-start-period-too-short',
  stage: 'runtime',
  title: {
    en: 'The health check gives up before the service has started',
    zh: '服务还没启动完，健康检查就放弃了',
  },

  signatures: [
    {
      on: 'state',
      state: 'healthy',
      strength: 'states',
      when: (event) => event.kind === 'state' && slowStart(event.inspected) !== null,
    },
  ],
  facts: (_, event) => {
    const slow = event.kind === 'state' ? slowStart(event.inspected) : null;
    return { service: event.service ?? '', needed: seconds(slow?.needed ?? 0), given: seconds(slow?.given ?? 0) };
  },

  headline: ({ service, needed, given }) => ({
    en: `${service} needs ${needed} s to become healthy, but its health check gave up after ${given} s`,
    zh: `${service} 需要 ${needed} 秒才变为健康，而健康检查在 ${given} 秒后就放弃了`,
  }),
  why: {
    en: `The same process was called unhealthy first and healthy later, without a restart: nothing was broken, it only takes longer to start than
      start_period and retries times interval allow. Compose stops waiting at the first "unhealthy", and what depends on the service is never started.`,
    zh: `同一个进程先被判为 unhealthy，后来没有重启就变成 healthy：没有坏，只是启动时间超过了 start_period 加 retries × interval。
      Compose 见到第一个 unhealthy 就不再等待，依赖它的服务也就不会启动。`,
  },

  retry: 'safe',
  remedies: ({ service, needed }) => [
    {
      id: 'start-what-waited',
      title: { en: 'It is healthy now: start what was waiting for it', zh: '它现在已经健康：启动等待它的服务' },
      risk: 'disruptive',
      steps: [look(['docker', 'compose', 'ps', '-a']), run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive')],
    },
    {
      id: 'lengthen-start-period',
      title: { en: 'Give it the time it needs', zh: '给它足够的启动时间' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: `Failures within start_period do not count; a success ends it early. Set it for ${service}.`,
            zh: `start_period 之内的失败不计数，成功则提前结束。为 ${service} 设置它。`,
          },
          { after: `healthcheck:\n  start_period: ${Math.max(10, needed * 2)}s` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/health.go', symbol: 'handleProbeResult' }],
});

export default healthcheckStartPeriodTooShort;

const CHECKED = `"Config":{"Healthcheck":{"Test":["CMD","check"],"Interval":1000000000,"Timeout":1000000000,"Retries":2},"Labels":{"com.docker.compose.service":"db"}}`;
const check = (at: number, code: number): string =>
  `{"Start":"2026-11-22T13:31:${at}Z","End":"2026-11-22T13:31:${at}Z","ExitCode":${code},"Output":""}`;

export const examples: ExamplesOf<typeof healthcheckStartPeriodTooShort> = [
  {
    name: 'unhealthy, then healthy, and web was not started',
    log: `{"Name":"/shop-db-1","State":{"Status":"running","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:10Z","Health":{"Status":"healthy","FailingStreak":0,"Log":[],"Turns":[{"Time":"2026-11-22T13:31:13Z","Status":"unhealthy"},{"Time":"2026-11-22T13:31:20Z","Status":"healthy"}]}},${CHECKED}}
{"Name":"/web","State":{"Status":"absent","ExitCode":0,"OOMKilled":false},"Config":{"Labels":{"com.docker.compose.service":"web"}}}
`,
    matches: { service: 'db', needed: 10, given: 3 },
  },
  {
    name: 'the first checks are still in the record',
    log: `{"Name":"/shop-db-1","State":{"Status":"running","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:10Z","Health":{"Status":"healthy","FailingStreak":0,"Log":[${check(11, 1)},${check(12, 1)},${check(13, 0)}]}},${CHECKED}}
{"Name":"/web","State":{"Status":"absent","ExitCode":0,"OOMKilled":false},"Config":{"Labels":{"com.docker.compose.service":"web"}}}
`,
    matches: { service: 'db', needed: 3, given: 2 },
  },
  {
    name: 'it is unhealthy still',
    log: `{"Name":"/shop-db-1","State":{"Status":"running","ExitCode":0,"OOMKilled":false,"StartedAt":"2026-11-22T13:31:10Z","Health":{"Status":"unhealthy","FailingStreak":3,"Log":[${check(11, 1)},${check(12, 1)},${check(13, 1)}]}},${CHECKED}}
`,
    matches: false,
    is: 'dependency-unhealthy',
  },
];
