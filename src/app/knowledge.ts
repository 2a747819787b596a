import type { AnyCondition } from '#core/model/condition.ts';
import { loaders } from '#kb/registry.gen.ts';

/** Every condition, in the order of the stages. Loads all of the knowledge base: for `explain` and tools, not for a diagnosis. */
export async function allConditions(): Promise<readonly AnyCondition[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

/** The condition of that id, read alone; undefined if there is none. */
export async function conditionOf(id: string): Promise<AnyCondition | undefined> {
  return Object.hasOwn(loaders, id) ? loaders[id]?.() : undefined;
}
