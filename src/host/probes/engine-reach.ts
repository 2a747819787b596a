import { stat } from 'node:fs/promises';

import type { EngineReach } from '#core/model/probes/engine.ts';
import { mask } from '#core/redact.ts';

import type { Endpoint } from '../engine/endpoint.ts';
import { EngineError } from '../engine/failure.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** Can the engine be asked, which one is it, and what stands in the way? */
export const engineReach: Probe<'engine.reach'> = async ({ engine: door }) => {
  if (door === null) return unseen('The engine was not asked.', '没有查询引擎。');
  const { from, context, url = '' } = await door.choice();
  const chosen = { from, ...(context !== undefined && { context }) };
  let endpoint: Endpoint | null = null;
  try {
    const engine = await door.open();
    endpoint = engine.endpoint;
    await engine.apiVersion();
    return seen({ ...chosen, ...described(endpoint), isReachable: true }, mask(endpoint.url));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { problem, detail } = error;
    const socket = problem === 'permission' && endpoint !== null ? await ownerOf(endpoint) : undefined;
    const known = endpoint === null ? { endpoint: mask(url) } : described(endpoint);
    const answer = {
      ...chosen,
      ...known,
      isReachable: false,
      problem,
      detail,
      ...(socket !== undefined && { socket }),
    };
    return seen(answer, mask(endpoint?.url ?? (url === '' ? `context ${context}` : url)));
  }
};

function described({ url, address }: Endpoint): Pick<EngineReach, 'endpoint' | 'transport'> {
  return { endpoint: mask(url), transport: address.kind };
}

async function ownerOf({ address }: Endpoint): Promise<EngineReach['socket']> {
  if (address.kind !== 'unix') return undefined;
  try {
    const { uid, gid, mode } = await stat(address.path);
    const groups = [process.getgid?.(), ...(process.getgroups?.() ?? [])];
    return { owner: uid, group: gid, mode: mode & 0o777, isInGroup: groups.includes(gid) };
  } catch {
    // A folder on the way may not be entered either.
    return undefined;
  }
}
