import { diagnoseLog, type KnowledgeBase, type Traced } from '#app/diagnose.ts';
import type { Example } from '#core/model/condition.ts';
import type { Diagnosis, Finding } from '#core/model/diagnosis.ts';

import { memoryHost } from '../memory-host.ts';

/** Runs an example through the whole product: raw text in, diagnosis out. */
export async function diagnoseExample(
  example: Pick<Example, 'log' | 'project'>,
  base?: KnowledgeBase,
): Promise<Traced> {
  const host = example.project === undefined ? null : memoryHost(example.project);
  return diagnoseLog(chunksOf(example.log), host, base);
}

export function findingsOf({ root, alternatives, consequences, warnings }: Diagnosis): readonly Finding[] {
  return [...(root === null ? [] : [root]), ...alternatives, ...consequences, ...warnings];
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
