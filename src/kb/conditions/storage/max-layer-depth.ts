import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const maxLayerDepth = condition({
  id: 'max-layer-depth',
  stage: 'storage',
  title: { en: 'The image has too many layers', zh: '镜像层数过多' },

  signatures: [
    { on: ['error', 'daemon'], says: 'max depth exceeded', pattern: /(?:^|: )max depth exceeded/, strength: 'states' },
  ],

  headline: () => ({
    en: 'The image would have more than the 125 layers the engine can stack',
    zh: '镜像超过了引擎所能叠加的 125 层',
  }),
  why: {
    en: `Each RUN, COPY and ADD makes a layer, on top of those of the base image. An image that is committed or built on itself again and again
      grows past the limit of overlay2.`,
    zh: `每条 RUN、COPY、ADD 都会在基础镜像之上增加一层。反复 commit 或以自身为基础再构建的镜像会超过 overlay2 的上限。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'count-layers',
      title: { en: 'Count the layers of the base image', zh: '数一数基础镜像的层数' },
      risk: 'read',
      steps: [look(['docker', 'image', 'inspect', '--format', '{{len .RootFS.Layers}}', 'BASE_IMAGE'])],
    },
    {
      id: 'merge-instructions',
      title: {
        en: 'Merge instructions, and copy the result out of a build stage',
        zh: '合并指令，并从构建阶段复制结果',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The last stage gets one layer.', zh: '最后一个阶段只有一层。' },
          {
            after: 'FROM base AS build\nRUN step-one && step-two\nFROM scratch\nCOPY --from=build / /',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/internal/layer/layer.go', symbol: 'ErrMaxDepthExceeded' }],
});

export default maxLayerDepth;

export const examples: ExamplesOf<typeof maxLayerDepth> = [
  {
    name: 'docker pull',
    log: `Error response from daemon: failed to register layer: max depth exceeded
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a program recurses too deep',
    log: `#6 [2/4] RUN ./crawl
#6 1.20 crawl: max depth exceeded
#6 ERROR: process "/bin/sh -c ./crawl" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./crawl" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
