import { inspectBuild } from '../engine/builds.ts';
import type { Probe } from '../probe.ts';

/** One build that a builder remembers. */
export const engineBuild: Probe<'engine.build'> = (world, about) => inspectBuild(world, about);
