import type { EngineNetwork } from '#core/model/probes/engine.ts';

import { refused, type ActionRunner, type Bay } from '../action.ts';
import { docker } from '../docker.ts';

const MILLISECONDS = 30_000;

/**
 * Networks that Compose made for projects without a container, running or not: `up` of such a project makes them anew. Those
 * of this project, those made by hand and those that anything is connected to stay.
 */
export const removeStaleNetworks: ActionRunner<'remove-stale-networks'> = {
  prepare: async (bay) => {
    const stale = await staleNetworks(bay);
    if (!stale.ok) return stale;
    if (stale.networks.length === 0) {
      return refused(
        'No network is left over from a project without containers.',
        '没有由已无容器的项目遗留下来的网络。',
      );
    }
    const shows = stale.networks.map(({ name, subnets, project }) => ({
      en: `Removes the network ${name} (${subnets.join(', ')}): the project ${project} has no container.`,
      zh: `删除网络 ${name}（${subnets.join('、')}）：项目 ${project} 没有容器。`,
    }));
    return { ok: true, shows };
  },
  apply: async (bay) => {
    const stale = await staleNetworks(bay);
    if (!stale.ok) return stale;
    const removed: string[] = [];
    for (const { name, id } of stale.networks) {
      // The engine refuses where a container was connected meanwhile.
      const ran = await docker(bay, ['network', 'rm', id], MILLISECONDS);
      if (ran.ok) removed.push(name);
    }
    if (removed.length === 0) return refused('No network could be removed.', '没有网络可以删除。');
    return {
      ok: true,
      text: {
        en: `Removed ${removed.join(', ')}; \`docker compose up\` of their projects makes them anew.`,
        zh: `已删除 ${removed.join('、')}；对应项目执行 \`docker compose up\` 时会重新创建。`,
      },
    };
  },
};

type Stale =
  | { readonly ok: true; readonly networks: readonly EngineNetwork[] }
  | Extract<Awaited<ReturnType<ActionRunner<'remove-stale-networks'>['prepare']>>, { readonly ok: false }>;

async function staleNetworks({ host }: Bay): Promise<Stale> {
  const [networks, containers, compose] = await Promise.all([
    host.ask('engine.networks', {}),
    host.ask('engine.containers', {}),
    host.ask('project.compose', {}),
  ]);
  if (!networks.ok) return { ok: false, why: networks.why };
  if (!containers.ok) return { ok: false, why: containers.why };
  const living = new Set(containers.answer.map(({ project }) => project));
  if (compose.ok) living.add(compose.answer.name);
  return {
    ok: true,
    networks: networks.answer.filter(
      ({ project, containers: connected, driver }) =>
        project !== undefined && driver === 'bridge' && connected.length === 0 && !living.has(project),
    ),
  };
}
