import type { Stack } from '#core/diagnose/cascade.ts';
import { jobTable } from '#core/diagnose/jobs.ts';
import type { MeasuredGroup } from '#core/diagnose/step-memory.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Chunk } from '#core/model/input.ts';
import type { JobTable, StepMemory } from '#core/model/memory.ts';
import type { Host } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';

import { diagnoseLog, knowing } from './diagnose.ts';

/** A command that was watched to its end. */
export interface WatchedRun {
  readonly output: AsyncIterable<Chunk>;
  readonly exitCode: number;
  /** Control groups that came up meanwhile; empty where none could be seen. */
  readonly groups: readonly MeasuredGroup[];
  readonly notes: readonly Text[];
  readonly limits: readonly Text[];
  /** The stack that it has started, where its containers were asked. */
  readonly stack?: Stack;
}

/** What a watched run comes to: the diagnosis with its times, and the memory each build step took. */
export async function diagnoseRun(
  { output, exitCode, groups, notes, limits, stack }: WatchedRun,
  host: Host,
): Promise<{ readonly diagnosis: Diagnosis; readonly samples: readonly StepMemory[] }> {
  const { diagnosis, samples = [] } = await diagnoseLog(output, host, undefined, {
    ended: { exitCode },
    isTimed: true,
    groups,
    notes,
    limits,
    ...(stack !== undefined && { stack }),
  });
  const isForMemory = diagnosis.root?.remedies.some(({ id }) => id === 'fewer-jobs') === true;
  return {
    diagnosis: isForMemory ? { ...diagnosis, jobs: await jobsFor(diagnosis, knowing(samples, host)) } : diagnosis,
    samples,
  };
}

/** The table of jobs and memory for the step that ran out of it. */
async function jobsFor({ failure }: Diagnosis, host: Host): Promise<JobTable> {
  const [info, measured] = await Promise.all([host.ask('engine.info', {}), host.ask('project.stepMemory', {})]);
  const step = failure?.where.instruction;
  const samples = measured.ok ? measured.answer : [];
  return jobTable({
    samples,
    ...(info.ok && { memory: info.answer.memory, processors: info.answer.cpus }),
    ...(step !== undefined && samples.some((one) => one.step === step) && { step }),
  });
}
