import type { AnyCondition, Clue, RegistryRow, Signature } from '#core/model/condition.ts';

/** What the scanner needs of a condition. */
export function rowOf({ id, stage, signatures, ahead }: AnyCondition): RegistryRow {
  const says = unique(signatures.flatMap((signature) => asList(signature.says)));
  const clues = unique(
    signatures.flatMap(({ also = [], unless = [] }) => [...also, ...unless].flatMap((clue: Clue) => asList(clue.says))),
  ).filter((clue) => !says.includes(clue));
  const typed = unique(signatures.filter(({ says: literals }) => literals === undefined).flatMap(typedOf));
  return {
    id,
    stage,
    says,
    ...(clues.length > 0 && { clues }),
    ...(typed.length > 0 && { typed }),
    ...(ahead !== undefined && { ahead: true }),
  };
}

function typedOf({ exitCode, grpc, state }: Signature): readonly string[] {
  if (exitCode !== undefined) return [`exit:${exitCode}`];
  if (grpc !== undefined) return [`grpc:${grpc}`];
  return state === undefined ? [] : [`state:${state}`];
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
