import { readBuildLog } from '../engine/builds.ts';
import type { Probe } from '../probe.ts';

/** What one remembered build printed. */
export const engineBuildLog: Probe<'engine.buildLog'> = (world, about) => readBuildLog(world, about);
