import type { ContainerHealth } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asObjects, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { asTime } from './fields.ts';

/** Retries where the health check names none (moby daemon/health.go defaultProbeRetries). */
export const USUAL_RETRIES = 3;

/** `State.Health` of an inspected container; undefined where nothing checks its health. */
export function toHealth(state: JsonObject | null, retries: number): ContainerHealth | undefined {
  const health = asObject(state?.['Health']);
  const status = asText(health?.['Status']);
  if (health === null || !isStatus(status)) return undefined;
  const failingStreak = asNumber(health['FailingStreak']) ?? 0;
  const log = asObjects(health['Log']).map((entry) => ({
    start: asTime(entry['Start']) ?? 0,
    end: asTime(entry['End']) ?? 0,
    exitCode: asNumber(entry['ExitCode']) ?? 0,
    output: mask((asText(entry['Output']) ?? '').trimEnd()),
  }));
  return { status, failingStreak, log, isStale: isStale({ state, status, failingStreak, retries, log }) };
}

function isStatus(status: string | undefined): status is ContainerHealth['status'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy';
}

interface Judged extends Pick<ContainerHealth, 'status' | 'failingStreak' | 'log'> {
  readonly state: JsonObject | null;
  readonly retries: number;
}

/**
 * A start sets the status to "starting" and keeps the log of the process before; the end of a process sets it to "unhealthy"
 * whatever it was (moby container/health.go CloseMonitorChannel). So a verdict counts only with a check of this process behind it,
 * and "unhealthy" of an ended one only with as many failures as it takes.
 */
function isStale({ state, status, failingStreak, retries, log }: Judged): boolean {
  if (status === 'starting') return false;
  if (state?.['Running'] !== true) return status !== 'unhealthy' || failingStreak < retries;
  const started = asTime(state['StartedAt']);
  const last = log.at(-1);
  return last === undefined || (started !== undefined && last.start < started);
}
