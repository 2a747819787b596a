import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const fromVariableInCopy = condition({
  id: 'from-variable-in-copy',
  stage: 'context',
  title: { en: 'COPY --from and --mount from= cannot use a variable', zh: 'COPY --from 和 --mount from= 不能使用变量' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['variable expansion is not supported for --from', "'from' doesn't support variable expansion"],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The source stage is given by a variable, which is not expanded there',
    zh: '来源 stage 用了变量，而此处不展开变量',
  }),
  why: {
    en: `Only FROM expands global ARGs. COPY --from and RUN --mount from= take the name literally, so the build
      graph is known before anything runs.`,
    zh: `只有 FROM 会展开全局 ARG。
      COPY --from 和 RUN --mount 的 from= 按字面使用名称，这样才能在执行前确定构建图。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'alias-stage',
      title: { en: 'Name the image in a FROM and copy from that stage', zh: '用 FROM 给该镜像起别名，再从中复制' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Put an alias stage above the use', zh: '在使用之前加一个别名 stage' },
          {
            before: 'COPY --from=$TOOLS /bin/tool /bin/',
            after: 'ARG TOOLS=alpine:3.20\nFROM ${TOOLS} AS tools\n\nCOPY --from=tools /bin/tool /bin/',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/instructions/commands_runmount.go' },
  ],
});

export default fromVariableInCopy;

export const examples: ExamplesOf<typeof fromVariableInCopy> = [
  {
    name: 'a variable in COPY --from',
    log: `ERROR: failed to build: failed to solve: variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround
`,
    matches: {},
  },
  {
    name: 'FROM with an empty variable',
    log: `ERROR: failed to build: failed to solve: base name (\${TOOLS}) should not be blank
`,
    matches: false,
    is: 'from-arg-empty',
  },
];
