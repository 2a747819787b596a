import type { AnyCondition } from '#core/model/condition.ts';
import { load, registry } from '#kb/registry.gen.ts';

/** Every condition, in the order of the stages. Loads all of the knowledge base: for `explain` and tools, not for a diagnosis. */
export async function allConditions(): Promise<readonly AnyCondition[]> {
  const all = await Promise.all(registry.rows.map(([id, stage]) => load(id, stage)));
  return all.filter((one) => one !== undefined);
}

/** The condition of that id, read alone; undefined if there is none. */
export async function conditionOf(id: string): Promise<AnyCondition | undefined> {
  const row = registry.rows.find(([one]) => one === id);
  return row === undefined ? undefined : load(row[0], row[1]);
}
