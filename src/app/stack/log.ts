import type { Container, ContainerLine, EngineEvent } from '#core/model/probes/engine.ts';

/** What is known of one container, or of a service that has none. */
export interface Told {
  readonly service: string;
  readonly container: Container | null;
  readonly lines: readonly ContainerLine[];
  readonly events: readonly EngineEvent[];
}

const NANOSECONDS = 1e6;
/** Checks that the engine itself keeps. */
const LATEST = 5;
/** Bytes of JSON for all outputs of one container. */
const MAX_OUTPUTS = 40 * 1024;

/**
 * A stack as one log of known formats: the containers' last lines as `docker compose logs` prints them, then each container
 * as `docker inspect` does, one line each. A service without a container gets the word `absent` for its status.
 */
export function stackLog(told: readonly Told[]): string {
  const lines = [
    ...told.flatMap(({ service, lines: own }) => own.map(({ text }) => `${service}-1  | ${text}`)),
    ...told.map((one) => JSON.stringify(one.container === null ? absent(one) : inspect(one, one.container))),
  ];
  return `${lines.join('\n')}\n`;
}

function absent({ service }: Told): unknown {
  return { Name: `/${service}`, State: { Status: 'absent', ExitCode: 0, OOMKilled: false }, Config: labels(service) };
}

function labels(service: string): Readonly<Record<string, unknown>> {
  return { Labels: { 'com.docker.compose.service': service } };
}

function inspect({ service, events }: Told, container: Container): unknown {
  const { state, healthcheck, published } = container;
  const health = healthOf(container, events);
  return {
    Name: `/${container.name}`,
    RestartCount: state.restartCount,
    State: {
      Status: state.status,
      ExitCode: state.exitCode,
      OOMKilled: state.oomKilled,
      Error: state.error,
      ...(state.startedAt !== undefined && { StartedAt: iso(state.startedAt) }),
      ...(state.finishedAt !== undefined && { FinishedAt: iso(state.finishedAt) }),
      ...(health !== undefined && { Health: health }),
    },
    Config: {
      Entrypoint: container.entrypoint,
      Cmd: container.command,
      Tty: container.isTty,
      ...(healthcheck !== undefined && {
        Healthcheck: {
          Test: healthcheck.test,
          Interval: healthcheck.interval * NANOSECONDS,
          Timeout: healthcheck.timeout * NANOSECONDS,
          StartPeriod: healthcheck.startPeriod * NANOSECONDS,
          Retries: healthcheck.retries,
        },
      }),
      ...labels(service),
    },
    HostConfig: {
      RestartPolicy: { Name: container.restartPolicy },
      PortBindings: Object.fromEntries(
        published.map(({ containerPort, protocol, hostPort }) => [
          `${containerPort}/${protocol}`,
          [{ HostPort: String(hostPort) }],
        ]),
      ),
    },
  };
}

/** A verdict on the process before says nothing of this one. */
function healthOf({ name, health, state }: Container, events: readonly EngineEvent[]): unknown {
  if (health === undefined || health.isStale) return undefined;
  const turns = events.flatMap(({ name: of, action, time }) => {
    const status = /^health_status: (\w+)$/.exec(action)?.[1];
    return of === name && status !== undefined && time >= (state.startedAt ?? 0)
      ? [{ Time: iso(time), Status: status }]
      : [];
  });
  return {
    Status: health.status,
    FailingStreak: health.failingStreak,
    Log: withinBounds(health.log).map(({ start, end, exitCode, output }) => ({
      Start: iso(start),
      End: iso(end),
      ExitCode: exitCode,
      Output: output,
    })),
    ...(turns.length > 0 && { Turns: turns }),
  };
}

type Checks = NonNullable<Container['health']>['log'];

/**
 * The checks with as much of their outputs as one line may hold (`core/read/survey.ts` cuts longer ones): the latest, as the
 * engine shows them, then the first ones, which tell best how it began. What was printed before is not repeated.
 */
function withinBounds(log: Checks): Checks {
  const outputs = new Map<Checks[number], string>();
  let room = MAX_OUTPUTS;
  const take = (check: Checks[number]): void => {
    const size = new TextEncoder().encode(JSON.stringify(check.output)).length;
    if (size > room) return;
    room -= size;
    outputs.set(check, check.output);
  };
  for (const check of log.slice(-LATEST)) take(check);
  for (const [at, check] of log.slice(0, -LATEST).entries()) if (check.output !== log[at - 1]?.output) take(check);
  return log.map((check) => ({ ...check, output: outputs.get(check) ?? '' }));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
