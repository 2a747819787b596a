import type { Host, Seen } from '#core/model/probe.ts';
import type { Container, EngineEvent } from '#core/model/probes/engine.ts';

import { completed } from './checks.ts';
import type { KeptContainers } from './container-watch.ts';

/** The same host, which also knows of containers what the engine has forgotten since. */
export function recalling(host: Host, kept: KeptContainers): Host {
  if (kept.events.length === 0 && kept.checks.size === 0) return host;
  return {
    ...host,
    ask: async (probe, about) => {
      const seen = await host.ask(probe, about);
      if (!seen.ok) return seen;
      if (probe === 'engine.container') {
        return withChecks(seen as Found<Container>, kept) as typeof seen;
      }
      if (probe === 'engine.events') {
        return withEvents(seen as Found<readonly EngineEvent[]>, about as Narrowed, kept) as typeof seen;
      }
      return seen;
    },
  };
}

type Found<T> = Seen<T> & { readonly ok: true };

function withChecks(seen: Found<Container>, { checks }: KeptContainers): Found<Container> {
  const { id, health, state } = seen.answer;
  const own = checks.get(id);
  if (own === undefined || health === undefined) return seen;
  return { ...seen, answer: { ...seen.answer, health: completed(health, own, state.startedAt ?? 0) } };
}

interface Narrowed {
  readonly since?: number;
  readonly project?: string;
}

function withEvents(
  seen: Found<readonly EngineEvent[]>,
  { since = 0, project }: Narrowed,
  { events }: KeptContainers,
): Found<readonly EngineEvent[]> {
  const known = new Set(seen.answer.map(keyOf));
  const more = events
    .filter((traced) => traced.event.time >= since && (project === undefined || traced.project === project))
    .map(({ event }) => event)
    .filter((event) => !known.has(keyOf(event)));
  return { ...seen, answer: [...more, ...seen.answer].toSorted((a, b) => a.time - b.time) };
}

function keyOf({ time, action, name }: EngineEvent): string {
  return `${time} ${action} ${name}`;
}
