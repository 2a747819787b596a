import type { Seen } from '#core/model/probe.ts';

import { seen, unseen } from '../probe.ts';
import type { World } from '../world.ts';
import type { Engine } from './client.ts';
import { EngineError } from './failure.ts';

/** Puts a question to the engine. What the engine cannot answer, or nobody may ask, becomes a reason; mistakes of ours stay mistakes. */
export async function askEngine<T>(
  { engine }: World,
  where: string,
  look: (engine: Engine) => Promise<T | Seen<T>>,
): Promise<Seen<T>> {
  if (engine === null) return unseen('The engine was not asked.', '没有查询引擎。');
  try {
    const found = await look(await engine.open());
    return isSeen(found) ? found : seen(found, where);
  } catch (error) {
    if (error instanceof EngineError) return { ok: false, why: error.text };
    throw error;
  }
}

function isSeen<T>(found: T | Seen<T>): found is Seen<T> {
  return typeof found === 'object' && found !== null && 'ok' in found && ('answer' in found || 'why' in found);
}
