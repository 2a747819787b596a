import type { BuildRecord } from '#core/model/probes/builds.ts';

import { inspectBuild, listBuilds, runningBuilders } from '../engine/builds.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** Failed builds whose typed error is looked up; each is a command of its own. */
const MAX_INSPECTED = 3;

/** The builds that running builders remember, newest first, the newest failed ones with their error. */
export const engineBuilds: Probe<'engine.builds'> = async (world) => {
  const builders = await world.ask('engine.builders', {});
  if (!builders.ok) return builders;
  const running = runningBuilders(builders.answer);
  if (running.length === 0) return unseen('No builder is running.', '没有正在运行的 builder。');
  const listed = await Promise.all(running.map((name) => listBuilds(world, name)));
  const [first] = listed;
  if (first !== undefined && listed.every(({ ok }) => !ok)) return first;
  const records = listed.flatMap((list) => (list.ok ? list.answer : [])).toSorted((a, b) => b.created - a.created);
  const failed = new Set(records.filter(({ status }) => status === 'error').slice(0, MAX_INSPECTED));
  const answer = await Promise.all(
    records.map(async (record): Promise<BuildRecord> => {
      const detail = failed.has(record) ? await inspectBuild(world, record) : null;
      if (detail?.ok !== true || detail.answer.error === undefined) return record;
      const { code, message } = detail.answer.error;
      return { ...record, error: { code, message } };
    }),
  );
  return seen(answer, 'docker buildx history ls');
};
