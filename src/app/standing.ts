import type { Standing } from '#core/model/incident.ts';
import type { Host } from '#core/model/probe.ts';

/** How things stand right now, for a report's before and after. What cannot be seen is left out. */
export async function standing(host: Host): Promise<Standing> {
  const [root, memory, compose] = await Promise.all([
    host.ask('host.dataRoot', {}),
    host.ask('host.memory', {}),
    host.ask('project.compose', {}),
  ]);
  const containers = compose.ok ? await host.ask('engine.containers', { project: compose.answer.name }) : null;
  return {
    ...(root.ok && { freeBytes: root.answer.available }),
    ...(memory.ok && { availableMemory: memory.answer.available }),
    ...(containers?.ok === true &&
      containers.answer.length > 0 && {
        containers: containers.answer.map(({ name, status }) => ({ name, status })),
      }),
  };
}
