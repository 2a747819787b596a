import { refused, type ActionRunner } from '../action.ts';
import { docker } from '../docker.ts';

/** The image of BuildKit may have to be pulled, and its container to start. */
const CREATE_MILLISECONDS = 300_000;

export const createBuilder: ActionRunner<'create-builder'> = {
  prepare: async ({ host }, { builder }) => {
    const builders = await host.ask('engine.builders', {});
    if (!builders.ok) return { ok: false, why: builders.why };
    if (builders.answer.some(({ name }) => name === builder)) {
      return refused(`There is a builder ${builder} by now.`, `构建器 ${builder} 已经存在。`);
    }
    return {
      ok: true,
      shows: [
        {
          en: `Creates the builder ${builder}: BuildKit in a container of its own, whose image is pulled where it is missing. The builder in use stays what it is.`,
          zh: `创建构建器 ${builder}：在独立容器中运行 BuildKit，缺少镜像时会拉取。当前使用的构建器保持不变。`,
        },
      ],
    };
  },
  apply: async (bay, { builder }) => {
    const words = ['buildx', 'create', '--name', builder, '--driver', 'docker-container', '--bootstrap'];
    const made = await docker(bay, words, CREATE_MILLISECONDS);
    return made.ok
      ? { ok: true, text: { en: `Created the builder ${builder}.`, zh: `已创建构建器 ${builder}。` } }
      : refused(`docker buildx create: ${made.detail}`, `docker buildx create：${made.detail}`);
  },
  // Its cache goes with it, which nothing but its own builds has filled.
  revert: async (bay, { builder }) => {
    const gone = await docker(bay, ['buildx', 'rm', '--force', builder]);
    if (gone.ok) return { ok: true, text: { en: `Removed the builder ${builder}.`, zh: `已删除构建器 ${builder}。` } };
    if (/no builder\b.*\bfound/.test(gone.detail)) {
      return { ok: true, text: { en: `${builder} is not there.`, zh: `${builder} 不存在。` } };
    }
    return refused(`docker buildx rm: ${gone.detail}`, `docker buildx rm：${gone.detail}`);
  },
};
