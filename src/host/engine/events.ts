import type { EngineEvent } from '#core/model/probes/engine.ts';
import { asNumber, asObject, asText, type JsonObject } from '#core/parse/json.ts';
import { mask } from '#core/redact.ts';

import { PROJECT, SERVICE } from './fields.ts';

/** An event with what the answers of probes leave out. */
export interface TracedEvent {
  readonly event: EngineEvent;
  /** Of the container, image or network that it is about. */
  readonly id: string;
  readonly project?: string;
}

/** One line of `GET /events`; null for what is no event. */
export function toEvent(line: JsonObject | null): TracedEvent | null {
  if (line === null) return null;
  const actor = asObject(line['Actor']);
  const attributes = asObject(actor?.['Attributes']) ?? {};
  const id = asText(actor?.['ID']) ?? '';
  const service = asText(attributes[SERVICE]);
  const project = asText(attributes[PROJECT]);
  const exitCode = numberOf(attributes['exitCode']);
  const signal = numberOf(attributes['signal']);
  return {
    id,
    ...(project !== undefined && { project }),
    event: {
      time: (asNumber(line['timeNano']) ?? (asNumber(line['time']) ?? 0) * 1e9) / 1e6,
      type: asText(line['Type']) ?? '',
      // `exec_create: COMMAND` and `health_status: unhealthy` say more after the colon.
      action: mask(asText(line['Action']) ?? ''),
      name: asText(attributes['name']) ?? id,
      ...(service !== undefined && { service }),
      ...(exitCode !== undefined && { exitCode }),
      ...(signal !== undefined && { signal }),
    },
  };
}

/** Attributes are texts all. */
function numberOf(value: unknown): number | undefined {
  const text = asText(value);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
