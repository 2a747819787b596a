import { diagnoseLog, type KnowledgeBase, type Traced } from '#app/diagnose.ts';
import type { Example } from '#core/model/condition.ts';
import type { Diagnosis, Finding } from '#core/model/diagnosis.ts';

import { memoryHost, worldHost } from '../memory-host.ts';
import { expectNoOwnFault } from '../own-fault.ts';

/** Runs an example through the whole product: raw text in, diagnosis out. */
export async function diagnoseExample(
  example: Pick<Example, 'log' | 'project' | 'world'>,
  base?: KnowledgeBase,
): Promise<Traced> {
  const { project, world } = example;
  const files = project === undefined ? null : memoryHost(project);
  const traced = await diagnoseLog(chunksOf(example.log), world === undefined ? files : worldHost(world, files), base);
  expectNoOwnFault(traced.diagnosis);
  return traced;
}

export function findingsOf({ root, alternatives, consequences, warnings }: Diagnosis): readonly Finding[] {
  return [...(root === null ? [] : [root]), ...alternatives, ...consequences, ...warnings];
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
