import { parseBuilderObjects, parseBuilderTable } from '../engine/builders.ts';
import { runBuildx } from '../engine/docker-cli.ts';
import { seen, type Probe } from '../probe.ts';

/** What `docker buildx ls` shows; it connects to builders and starts none. */
export const engineBuilders: Probe<'engine.builders'> = async (world) => {
  const listed = await runBuildx(world, ['ls', '--format=json']);
  const objects = listed.ok ? parseBuilderObjects(listed.answer) : null;
  if (listed.ok && objects !== null && objects.some(({ isCurrent }) => isCurrent)) return seen(objects, listed.where);
  // buildx before 0.12 has no --format, and before 0.20 its JSON does not say which builder is the current one.
  const table = await runBuildx(world, ['ls']);
  if (!table.ok) return listed.ok && objects !== null ? seen(objects, listed.where) : table;
  const builders = parseBuilderTable(table.answer);
  if (objects === null) return seen(builders, table.where);
  const current = builders.find(({ isCurrent }) => isCurrent)?.name;
  return seen(
    objects.map((builder) => ({ ...builder, isCurrent: builder.name === current })),
    table.where,
  );
};
