import type { Container, EngineEvent } from '#core/model/probes/engine.ts';
import type { Text } from '#core/model/text.ts';

/** How a container stands. Only `failed` is trouble of its own; `waiting` is trouble if it goes on. */
export interface Standing {
  readonly is: 'well' | 'failed' | 'waiting' | 'done' | 'stopped';
  readonly note?: Text;
}

/** What a container is judged by, beside itself. */
export interface Around {
  /** The newest time anything here speaks of: a clock that a replay has too. Milliseconds since the epoch. */
  readonly now: number;
  readonly events: readonly EngineEvent[];
  /** Services that others wait for to end well. */
  readonly jobs: ReadonlySet<string>;
}

/** A container that was started again this lately may be between two crashes. */
const LATELY = 60_000;
/** A server that ends by itself that soon never served. */
export const AT_ONCE = 10_000;
const SIGINT = 130;
const SIGKILL = 137;
const SIGTERM = 143;

export function standingOf(container: Container, around: Around): Standing {
  switch (container.state.status) {
    case 'created':
      return { is: container.state.error === '' ? 'waiting' : 'failed' };
    case 'restarting':
    case 'dead':
      return { is: 'failed' };
    case 'exited':
      return { is: ended(container, around) };
    case 'paused':
      return { is: 'well', note: note(container, 'is paused', '已暂停') };
    default:
      return running(container, around);
  }
}

function running(container: Container, { now }: Around): Standing {
  const { state, health, healthcheck } = container;
  const isLooping = state.restartCount >= 2 && state.startedAt !== undefined && now - state.startedAt < LATELY;
  if (isLooping) return { is: 'failed' };
  if (health === undefined) return { is: 'well' };
  if (health.status === 'unhealthy') {
    return health.isStale ? { is: 'well', note: note(container, STALE.en, STALE.zh) } : { is: 'failed' };
  }
  if (health.status !== 'starting') return { is: 'well' };
  const age = seconds(now - (state.startedAt ?? now));
  const period = seconds(healthcheck?.startPeriod ?? 0);
  return {
    is: 'well',
    note: note(
      container,
      `is still starting: ${age} s old, its start period is ${period} s`,
      `仍在启动：已运行 ${age} 秒，启动宽限期为 ${period} 秒`,
    ),
  };
}

const STALE: Text = {
  en: 'carries the verdict "unhealthy" of the process before its restart; the new process has not been checked yet',
  zh: '带着重启前旧进程的 "unhealthy" 记录；新进程还没有检查过',
};

function ended(container: Container, around: Around): Standing['is'] {
  const { exitCode, oomKilled, startedAt, finishedAt } = container.state;
  if (isStopped(container, around)) return 'stopped';
  if (exitCode !== 0) return !oomKilled && (exitCode === SIGTERM || exitCode === SIGINT) ? 'stopped' : 'failed';
  if (around.jobs.has(container.service ?? '') || !isServer(container)) return 'done';
  const ran = startedAt === undefined || finishedAt === undefined ? undefined : finishedAt - startedAt;
  return ran !== undefined && ran < AT_ONCE ? 'failed' : 'stopped';
}

/** Somebody stopped it: the engine remembers, and what a signal makes of the exit code is no fault. */
function isStopped({ name, state }: Container, { events }: Around): boolean {
  if (state.oomKilled || ![0, SIGINT, SIGKILL, SIGTERM].includes(state.exitCode)) return false;
  return events.some(
    (event) =>
      event.type === 'container' &&
      event.name === name &&
      (event.action === 'stop' || event.action === 'kill') &&
      event.time >= (state.startedAt ?? 0),
  );
}

/** It publishes a port, is checked or is kept alive: nobody expects it to end. */
function isServer({ published, healthcheck, restartPolicy }: Container): boolean {
  return published.length > 0 || healthcheck !== undefined || /^(?:always|unless-stopped)$/.test(restartPolicy);
}

function note({ service, name }: Container, en: string, zh: string): Text {
  const who = service ?? name;
  return { en: `${who} ${en}.`, zh: `${who} ${zh}。` };
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}
