import type { OpenAnswers, Place } from '#core/model/condition.ts';
import type { StepMemory } from '#core/model/memory.ts';

/** Bytes of the engine's machine: build steps need not be in the engine's own control group. */
export function engineMemory({ 'engine.info': info }: OpenAnswers): number | undefined {
  return info === undefined || info.memory <= 0 ? undefined : info.memory;
}

/** Instructions of today's Dockerfiles that took more than that, the last time they ran to their end. */
export function tooLargeSteps(
  { 'project.stepMemory': samples = [], 'project.dockerfiles': dockerfiles = [] }: OpenAnswers,
  memory: number,
): readonly { readonly step: string; readonly peak: number; readonly at: Place }[] {
  const last = new Map<string, StepMemory>();
  for (const sample of samples.toSorted((a, b) => a.at - b.at)) {
    if (sample.isWhole) last.set(spaced(sample.step), sample);
  }
  return dockerfiles.flatMap(({ path, instructions }) =>
    instructions.flatMap(({ text, line }) => {
      const sample = last.get(spaced(text));
      return sample !== undefined && sample.peak > memory
        ? [{ step: sample.step, peak: sample.peak, at: { file: path, line } }]
        : [];
    }),
  );
}

export function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}

/** BuildKit names a step by its instruction, continued lines joined. */
function spaced(step: string): string {
  return step.replaceAll(/\\?\s+/g, ' ').trim();
}
