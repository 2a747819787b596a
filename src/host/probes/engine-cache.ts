import { asObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { isOlder } from '../engine/client.ts';
import { toCache } from '../engine/usage.ts';
import type { Probe } from '../probe.ts';

/** The records of the build cache of the engine's own builder. */
export const engineCache: Probe<'engine.cache'> = (world) =>
  askEngine(world, 'docker system df --verbose', async (engine) => {
    const version = await engine.apiVersion();
    // Older engines compute all of it, which can take long where there are many volumes.
    const query = isOlder(version, '1.42') ? {} : { type: 'build-cache', verbose: '1' };
    return toCache(asObject(await engine.get('/system/df', query)) ?? {});
  });
