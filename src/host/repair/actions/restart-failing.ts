import { refused, type ActionRunner, type Bay } from '../action.ts';
import { docker } from '../docker.ts';

/** Stopping may take ten seconds a container. */
const RESTART_MILLISECONDS = 120_000;
const EXITED_WRONG = /^Exited \((?!0\))/;

export const restartFailing: ActionRunner<'restart-failing'> = {
  prepare: async (bay) => {
    const failing = await failingOf(bay);
    return {
      ok: true,
      shows:
        failing.length === 0
          ? []
          : [{ en: `Starts ${failing.join(', ')} anew.`, zh: `重新启动 ${failing.join('、')}。` }],
    };
  },
  apply: async (bay) => {
    const failing = await failingOf(bay);
    if (failing.length === 0)
      return { ok: true, text: { en: 'Nothing had to be restarted.', zh: '没有需要重启的容器。' } };
    const ran = await docker(bay, ['restart', ...failing], RESTART_MILLISECONDS);
    if (!ran.ok) return refused('docker restart did not run.', 'docker restart 未能执行。');
    return { ok: true, text: { en: `Started ${failing.join(', ')} anew.`, zh: `已重新启动 ${failing.join('、')}。` } };
  },
};

/** Names of the project's containers that are of no use as they are; what works is never stopped. */
async function failingOf({ host }: Bay): Promise<readonly string[]> {
  const project = await host.ask('project.compose', {});
  if (!project.ok) return [];
  const containers = await host.ask('engine.containers', { project: project.answer.name });
  if (!containers.ok) return [];
  return containers.answer
    .filter(
      ({ state, status }) => status.includes('(unhealthy)') || state === 'restarting' || EXITED_WRONG.test(status),
    )
    .map(({ name }) => name);
}
