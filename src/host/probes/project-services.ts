import { isMap } from '#core/parse/compose/merge.ts';

import { composeModel } from '../compose/model.ts';
import { projectService } from '../compose/service.ts';
import { seen, unseen, type Probe } from '../probe.ts';

/** The services that would run, by `docker compose config` where it may run and by our own reading of the files elsewhere. */
export const projectServices: Probe<'project.services'> = async (world) => {
  const model = await composeModel(world);
  if (model === null) {
    return unseen('The project has no Compose file that could be read.', '项目中没有可读取的 Compose 文件。');
  }
  const services = Object.entries(model.services);
  const [problem] = model.problems;
  if (services.length === 0 && problem !== undefined) return { ok: false, why: problem };
  const answers = services.map(([name, service]) =>
    projectService(model, name, isMap(service) ? service : {}, world.token),
  );
  return seen(await Promise.all(answers), model.files[0] ?? '.');
};
