import { seen, unseen, type Probe } from '../probe.ts';
import { askRegistry, proxyInTheWay } from '../registry/ask.ts';

/** Whether each configured mirror answers `/v2/`. */
export const registryMirrors: Probe<'registry.mirrors'> = async ({ ask, machine }) => {
  const proxy = proxyInTheWay(machine.environment);
  if (proxy !== null) {
    return unseen(
      `${proxy} is set, and drydock does not go through proxies.`,
      `设置了 ${proxy}，而 drydock 不经过代理。`,
    );
  }
  const daemon = await ask('config.daemon', {});
  if (!daemon.ok) return daemon;
  const replies = daemon.answer.mirrors.map(async (mirror) => {
    const { reply } = await askRegistry(`${mirror.replace(/\/+$/, '')}/v2/`, 'GET');
    return { mirror, reply };
  });
  return seen(await Promise.all(replies), daemon.answer.path);
};
