import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const stageNamePulled = condition({
  id: 'stage-name-pulled',
  stage: 'context',
  title: { en: 'A misspelt stage name is taken for an image', zh: '拼错的 stage 名被当成镜像拉取' },

  signatures: [
    {
      on: 'error',
      says: 'failed to resolve source metadata for docker.io/library/',
      // Names of stages that are no official image.
      pattern:
        /metadata for docker\.io\/library\/(?<name>build|builder|deps|dependencies|prod|production|development|dev|runner|final|release|compile|assets|frontend|backend):latest: /,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'did you mean ',
      pattern:
        /^(?<name>[\w.-]{1,128}): failed to resolve source metadata for docker\.io\/library\/[^\n]{0,700}\(did you mean (?<stage>[^?)]{1,128})\?\)/,
    },
  ],
  facts: (group) => ({ name: group('name'), stage: group('stage') }),

  headline: ({ name, stage }) => ({
    en: `"${name}" is no stage of this Dockerfile, so it was looked up as an image${stage === '' ? '' : `; ${stage} exists`}`,
    zh: `"${name}" 不是该 Dockerfile 的 stage，于是被当作镜像查找${stage === '' ? '' : `；存在的是 ${stage}`}`,
  }),
  why: {
    en: `FROM and COPY --from take a name that is no stage above them for an image of Docker Hub. It is not private
      and needs no login: the stage is spelt differently. If a similar stage exists, BuildKit names it.`,
    zh: `FROM 和 COPY --from 会把不是上方 stage 的名字当作 Docker Hub 镜像。
      它不是私有镜像，也不需要登录：只是 stage 名写法不同。如果有相似的 stage，
      BuildKit 会给出提示。`,
  },

  retry: 'useless',
  remedies: ({ name, stage }) => [
    {
      id: 'fix-the-name',
      title: { en: 'Write the name of the stage', zh: '写成正确的 stage 名' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Replace the name where it is used', zh: '在引用处替换名称' },
          { before: `--from=${name}`, after: `--from=${stage === '' ? '<stage>' : stage}` },
        ),
      ],
    },
    {
      id: 'build-base-first',
      title: {
        en: 'If it is an image of yours: build it first, or pass it in',
        zh: '如果它是自己的镜像：先构建它，或传入',
      },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'build', '--build-context', `${name}=docker-image://registry.example/${name}:latest`, '.'],
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'frontend/dockerfile/dockerfile2llb/convert.go' },
    { repo: 'moby/buildkit', path: 'util/suggest/error.go' },
  ],
});

export default stageNamePulled;

export const examples: ExamplesOf<typeof stageNamePulled> = [
  {
    name: 'builder and buidler',
    log: `ERROR: failed to build: failed to solve: buidler: failed to resolve source metadata for docker.io/library/buidler:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed (did you mean builder?)
`,
    matches: { name: 'buidler', stage: 'builder' },
  },
  {
    name: 'a private image',
    log: `ERROR: failed to build: failed to solve: acme/base:1.0: failed to resolve source metadata for docker.io/acme/base:1.0: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: false,
  },
];
