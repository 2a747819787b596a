import { parseObject } from '#core/parse/json.ts';

import { askEngine } from '../engine/ask.ts';
import { toEvent } from '../engine/events.ts';
import { PROJECT } from '../engine/fields.ts';
import type { Probe } from '../probe.ts';

/** What happened on the engine up to now, from its own memory. */
export const engineEvents: Probe<'engine.events'> = (world, { since = 0, project }) =>
  askEngine(world, 'docker events', async (engine) => {
    // With an end in the engine's own past it sends what it remembers and closes.
    const until = Math.floor((await engine.now()) / 1000);
    const filters = project === undefined ? {} : { filters: JSON.stringify({ label: [`${PROJECT}=${project}`] }) };
    const chunks: Buffer[] = [];
    const query = { since: (since / 1000).toFixed(3), until: String(until), ...filters };
    await engine.stream('/events', query, (chunk) => chunks.push(chunk) > 0);
    const text = Buffer.concat(chunks).toString('utf8');
    return text.split('\n').flatMap((line) => {
      const traced = toEvent(parseObject(line));
      return traced === null ? [] : [traced.event];
    });
  });
