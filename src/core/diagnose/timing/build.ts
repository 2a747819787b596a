import type { StepMemory } from '../../model/memory.ts';
import type { Dockerfile } from '../place.ts';
import type { Node } from './graph.ts';

/** What is known beside the log. Absent: not known. */
export interface Surroundings {
  readonly dockerfile: Dockerfile | null;
  /** Bytes and processors of the engine's machine. */
  readonly memory?: number | undefined;
  readonly processors?: number | undefined;
  readonly samples?: readonly StepMemory[] | undefined;
}

/** One build, seen whole. */
export interface Build {
  readonly nodes: readonly Node[];
  readonly path: readonly Node[];
  readonly seconds: number;
  readonly around: Surroundings;
}
