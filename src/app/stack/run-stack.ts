import type { Host } from '#core/model/probe.ts';
import type { Text } from '#core/model/text.ts';

import { readStack, type StackReading } from './read.ts';

interface Run {
  /** Ids of the containers, whole or their beginnings, as the command's own client names them. */
  readonly ids: readonly string[];
  /** Seconds since the epoch: what containers said before a repair is not asked for. */
  readonly since?: number;
}

/**
 * The stack that a command has started: `up` says only that one container is unhealthy. Services that have no container
 * are not missed, since the command may have been about a few. Null where there are none of these containers, a text
 * where they could not be looked at.
 */
export async function readRunStack(host: Host, { ids, since }: Run): Promise<StackReading | Text | null> {
  if (ids.length === 0) return null;
  const [all, compose, declared] = await Promise.all([
    host.ask('engine.containers', {}),
    host.ask('project.compose', {}),
    host.ask('project.services', {}),
  ]);
  if (!all.ok) return all.why;
  const own = all.answer.filter(({ id, isOneOff }) => !isOneOff && ids.some((one) => id.startsWith(one)));
  const project = own[0]?.project;
  if (project === undefined) return null;
  const started = new Set(own.map(({ service }) => service));
  const isFolders = declared.ok && compose.ok && compose.answer.name === project;
  const services = isFolders ? declared.answer.filter(({ name }) => started.has(name)) : [];
  return readStack(host, { project, containers: own, notes: [] }, services, since);
}
