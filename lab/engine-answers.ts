import type { Bench } from './bench.ts';
import { callEngine, listIn } from './engine/api.ts';

/** More of a kind says nothing new. */
const MOST = 10;
const DEFAULT_NETWORKS = new Set(['bridge', 'host', 'none']);

/**
 * What the engine's API answers after the fault: version, info, disk usage, and everything that it holds. An engine that
 * is gone has `unreachable` instead, with the error of the first call.
 */
export async function engineAnswers({ engine }: Bench): Promise<Readonly<Record<string, unknown>>> {
  const ask = (path: string): Promise<unknown> => callEngine(engine.namespace, 'GET', path);
  try {
    const containers = listIn<{ readonly Id: string }>(await ask('/containers/json?all=1'));
    const networks = listIn<{ readonly Name: string }>(await ask('/networks'));
    return {
      version: await ask('/version'),
      info: await ask('/info'),
      df: shortened(await ask('/system/df')),
      containers: await Promise.all(containers.slice(0, MOST).map(({ Id }) => ask(`/containers/${Id}/json`))),
      networks: networks.filter(({ Name }) => !DEFAULT_NETWORKS.has(Name)).slice(0, MOST),
      volumes: await ask('/volumes'),
    };
  } catch (error) {
    return { unreachable: (error as Error).message.replace(/\/proc\/\d+\/root/, '') };
  }
}

/** Images and cache records of other faults on the same engine are no part of this one. */
function shortened(df: unknown): unknown {
  if (typeof df !== 'object' || df === null) return df;
  const entries = Object.entries(df as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? listIn(value).slice(0, MOST) : value]),
  );
}
