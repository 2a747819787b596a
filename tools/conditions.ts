import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { AheadExample, AnyCondition, Example } from '#core/model/condition.ts';
import { STAGES, type Stage } from '#core/model/condition.ts';

export const CONDITIONS = join(import.meta.dirname, '../src/kb/conditions');

export interface ConditionFile {
  readonly stage: Stage;
  readonly id: string;
  readonly path: string;
}

export interface LoadedCondition extends ConditionFile {
  readonly condition: AnyCondition;
  readonly examples: readonly Example<Record<string, unknown>>[];
  /** Of `check`; none where the condition has no `ahead`. */
  readonly aheadExamples: readonly AheadExample<Record<string, unknown>>[];
}

/** Every condition file, in the order of the stages, then by id. */
export function conditionFiles(): readonly ConditionFile[] {
  return STAGES.flatMap((stage) => {
    const folder = join(CONDITIONS, stage);
    return list(folder).map((file) => ({ stage, id: basename(file, '.ts'), path: join(folder, file) }));
  });
}

export async function loadConditions(): Promise<readonly LoadedCondition[]> {
  return Promise.all(
    conditionFiles().map(async (file) => {
      const module = (await import(pathToFileURL(file.path).href)) as {
        default: AnyCondition;
        examples: LoadedCondition['examples'];
        aheadExamples?: LoadedCondition['aheadExamples'];
      };
      return {
        ...file,
        condition: module.default,
        examples: module.examples,
        aheadExamples: module.aheadExamples ?? [],
      };
    }),
  );
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .toSorted();
  } catch {
    return [];
  }
}
