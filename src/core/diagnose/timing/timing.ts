import { STEP_KINDS, type StepKind, type TimedStep, type Timing } from '../../model/timing.ts';
import { mask } from '../../redact.ts';
import { adviceOn } from './advice.ts';
import type { Surroundings } from './build.ts';
import type { Clocked } from './collect.ts';
import { graphOf, lengthOf, longestPath, type Node } from './graph.ts';
import { kindOf } from './kind.ts';

/** A build that is over sooner has no time to lose. */
const FAST_SECONDS = 10;
const MAX_STEPS = 50;
/** Shorter than a tenth of a second a step shows as 0.0. */
const SHOWN = 0.05;

/** Where the time went; null where the log tells no times. */
export function timingOf(steps: readonly Clocked[], around: Surroundings): Timing | null {
  if (!steps.some(({ seconds = 0 }) => seconds > 0)) return null;
  const nodes = graphOf(steps);
  const path = longestPath(nodes);
  const spans = steps.flatMap(({ ran }) => ran ?? []);
  const isClocked = spans.length > 0;
  const seconds = isClocked
    ? (Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from))) / 1000
    : lengthOf(nodes);
  const slowest = nodes.filter((node) => node.seconds >= SHOWN).toSorted((a, b) => b.seconds - a.seconds);
  return {
    seconds,
    basis: isClocked ? 'clock' : 'graph',
    path: path.filter((node) => node.seconds >= SHOWN).map(timed),
    steps: slowest.slice(0, MAX_STEPS).map(timed),
    parts: partsOf(nodes),
    cached: steps.filter(({ status }) => status === 'cached').length,
    advice: seconds < FAST_SECONDS ? [] : adviceOn({ nodes, path, seconds, around }),
  };
}

function timed({ step, seconds }: Node): TimedStep {
  const { event, status } = step;
  return {
    name: mask(event.name),
    kind: kindOf(step),
    seconds,
    ...(event.stage !== undefined && { stage: event.stage }),
    ...(event.platform !== undefined && { platform: event.platform }),
    isCached: status === 'cached',
  };
}

function partsOf(nodes: readonly Node[]): Timing['parts'] {
  const sums = Object.fromEntries(STEP_KINDS.map((kind) => [kind, 0])) as Record<StepKind, number>;
  for (const { step, seconds } of nodes) sums[kindOf(step)] += seconds;
  return sums;
}
