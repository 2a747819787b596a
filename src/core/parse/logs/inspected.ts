import type { Inspected } from '../../model/event.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '../json.ts';

/** Durations stand in nanoseconds. */
const NANOSECONDS = 1e6;
/** Go's zero time, for what has not happened. */
const NEVER = '0001-01-01T00:00:00Z';

/** The typed facts of one object of `docker inspect`; `state` and `health` are its parts, wherever they stood. */
export function inspectedOf(object: JsonObject, state: JsonObject | null, health: JsonObject | null): Inspected {
  const config = asObject(object['Config']);
  const host = asObject(object['HostConfig']);
  const startedAt = timeOf(state?.['StartedAt']);
  const finishedAt = timeOf(state?.['FinishedAt']);
  const healthcheck = asObject(config?.['Healthcheck']);
  return {
    exitCode: asNumber(state?.['ExitCode']) ?? 0,
    restartCount: asNumber(object['RestartCount']) ?? 0,
    restartPolicy: asText(asObject(host?.['RestartPolicy'])?.['Name']) ?? '',
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    command: [...words(config?.['Entrypoint']), ...words(config?.['Cmd'])],
    isTty: config?.['Tty'] === true,
    hasPublishedPorts: Object.keys(asObject(host?.['PortBindings']) ?? {}).length > 0,
    ...(healthcheck !== null && { healthcheck: timing(healthcheck) }),
    turns: asObjects(health?.['Turns']).flatMap((turn) => {
      const time = timeOf(turn['Time']);
      return time === undefined ? [] : [{ time, status: asText(turn['Status']) ?? '' }];
    }),
    checks: asObjects(health?.['Log']).flatMap((check) => {
      const start = timeOf(check['Start']);
      const end = timeOf(check['End']);
      if (start === undefined || end === undefined) return [];
      return [{ start, end, exitCode: asNumber(check['ExitCode']) ?? 0 }];
    }),
  };
}

/** What is left out has the engine's default (daemon/health.go). */
function timing(check: JsonObject): NonNullable<Inspected['healthcheck']> {
  const duration = (name: string, otherwise: number): number => (asNumber(check[name]) ?? 0) / NANOSECONDS || otherwise;
  return {
    interval: duration('Interval', 30_000),
    timeout: duration('Timeout', 30_000),
    startPeriod: duration('StartPeriod', 0),
    retries: asNumber(check['Retries']) || 3,
  };
}

function timeOf(value: unknown): number | undefined {
  const text = asText(value);
  if (text === undefined || text === NEVER) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function words(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
