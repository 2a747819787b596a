import type { EngineEvent } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asText, parseObject, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { askEngine } from '../engine/ask.ts';
import { PROJECT, SERVICE } from '../engine/fields.ts';
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
    return text.split('\n').map(parseObject).flatMap(toEvent);
  });

function toEvent(event: JsonObject | null): readonly EngineEvent[] {
  if (event === null) return [];
  const actor = asObject(event['Actor']);
  const attributes = asObject(actor?.['Attributes']) ?? {};
  const service = asText(attributes[SERVICE]);
  const exitCode = numberOf(attributes['exitCode']);
  const signal = numberOf(attributes['signal']);
  return [
    {
      time: (asNumber(event['timeNano']) ?? (asNumber(event['time']) ?? 0) * 1e9) / 1e6,
      type: asText(event['Type']) ?? '',
      // `exec_create: COMMAND` and `health_status: unhealthy` say more after the colon.
      action: mask(asText(event['Action']) ?? ''),
      name: asText(attributes['name']) ?? asText(actor?.['ID']) ?? '',
      ...(service !== undefined && { service }),
      ...(exitCode !== undefined && { exitCode }),
      ...(signal !== undefined && { signal }),
    },
  ];
}

/** Attributes are texts all. */
function numberOf(value: unknown): number | undefined {
  const text = asText(value);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
