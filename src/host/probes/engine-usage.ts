import { asObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { toUsage } from '../engine/usage.ts';
import type { Probe } from '../probe.ts';

/** What images, containers, volumes and the build cache take on the engine's disk. */
export const engineUsage: Probe<'engine.usage'> = (world) =>
  askEngine(world, 'docker system df', async (engine) => toUsage(asObject(await engine.get('/system/df')) ?? {}));
