import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { closest } from '../../shared/closest.ts';
import { sourcesIn, stageNamed } from '../../shared/dockerfiles.ts';
import { builtDockerfiles, stagesNeeded } from '../../shared/targets.ts';
import { dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

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

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      builtDockerfiles(dockerfiles).flatMap((dockerfile) => {
        const needed = stagesNeeded(dockerfile, services);
        const uses = dockerfile.instructions
          .filter(({ stage }) => needed.has(stage))
          .flatMap(({ text, line, stage }) => sourcesIn(text).map((name) => ({ name, line, stage })));
        return uses.flatMap(({ name, line, stage }) => {
          // An image has a tag, a path or a name that resembles no stage.
          if (!/^[\w-]+$/.test(name) || stageNamed(dockerfile, name) !== undefined) return [];
          const meant = closest(
            name,
            dockerfile.stages.slice(0, stage).flatMap((one) => one.name ?? []),
          );
          if (meant === undefined) return [];
          return [
            {
              facts: { name, stage: meant },
              how: 'likely' as const,
              tells: {
                en: `No stage is called ${name}, but one is called ${meant}.`,
                zh: `没有叫 ${name} 的 stage，但有 ${meant}。`,
              },
              at: { file: dockerfile.path, line },
            },
          ];
        });
      }),
  },

  retry: 'useless',
  remedies: ({ name, stage }, _seen, at) => [
    stage !== '' &&
      dockerfileRemedy(
        'name-the-stage-that-is-there',
        { en: `Take it from the stage ${stage}`, zh: `改为从 stage ${stage} 获取` },
        { en: 'Replace the name where it is used', zh: '在引用处替换名称' },
        inInstruction(at, /(?:--from=|\bfrom=|^FROM )["']?[^\s,"']{1,200}/, ([used]) =>
          used.endsWith(name) ? used.slice(0, -name.length) + stage : used,
        ),
      ),
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

export const aheadExamples: AheadExamplesOf<typeof stageNamePulled> = [
  {
    name: 'a letter is missing',
    project: { Dockerfile: 'FROM golang:1.22 AS builder\nFROM alpine:3.20\nCOPY --from=bulder /x /x\n' },
    finds: [{ facts: { name: 'bulder', stage: 'builder' }, how: 'likely', at: 'Dockerfile:3' }],
  },
  {
    name: 'an image, a stage by number',
    project: {
      Dockerfile:
        'FROM golang:1.22 AS builder\nFROM alpine:3.20\nCOPY --from=composer /usr/bin/composer /x\nCOPY --from=0 /y /y\n',
    },
    finds: [],
  },
];
