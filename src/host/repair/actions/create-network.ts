import { refused, type ActionRunner } from '../action.ts';
import { docker } from '../docker.ts';

/** Tells what was made here from a network of the same name that came later. */
const LABEL = 'io.drydock.created-by=drydock';

export const createNetwork: ActionRunner<'create-network'> = {
  prepare: async ({ host }, { network }) => {
    const networks = await host.ask('engine.networks', {});
    if (!networks.ok) return { ok: false, why: networks.why };
    if (networks.answer.some(({ name }) => name === network)) {
      return refused(`The network ${network} is there by now.`, `网络 ${network} 已经存在。`);
    }
    return {
      ok: true,
      shows: [
        {
          en: `Creates the network ${network} with the engine's defaults. No other network is touched.`,
          zh: `用引擎的默认设置创建网络 ${network}，不改动其他网络。`,
        },
      ],
    };
  },
  apply: async (bay, { network }) => {
    const made = await docker(bay, ['network', 'create', '--label', LABEL, '--', network]);
    return made.ok
      ? { ok: true, text: { en: `Created the network ${network}.`, zh: `已创建网络 ${network}。` } }
      : refused(`docker network create: ${made.detail}`, `docker network create：${made.detail}`);
  },
  revert: async (bay, { network }) => {
    const own = await docker(bay, [
      'network',
      'ls',
      '--quiet',
      '--filter',
      `name=^${escaped(network)}$`,
      '--filter',
      `label=${LABEL}`,
    ]);
    if (!own.ok) return refused(`docker network ls: ${own.detail}`, `docker network ls：${own.detail}`);
    const id = own.stdout.trim();
    if (id === '') return { ok: true, text: { en: `${network} is not there.`, zh: `${network} 不存在。` } };
    // The engine itself refuses while a container runs on it.
    const gone = await docker(bay, ['network', 'rm', '--', id]);
    return gone.ok
      ? { ok: true, text: { en: `Removed the network ${network}.`, zh: `已删除网络 ${network}。` } }
      : refused(`The network ${network} stays: ${gone.detail}`, `网络 ${network} 保留：${gone.detail}`);
  },
};

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
