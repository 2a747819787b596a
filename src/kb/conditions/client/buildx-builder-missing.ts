import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, look, rerun, run, shell } from '#core/model/steps.ts';

const buildxBuilderMissing = condition({
  id: 'buildx-builder-missing',
  stage: 'client',
  title: {
    en: 'The selected builder does not exist or has no running node',
    zh: '所选的 builder 不存在或没有可用节点',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'no builder "',
      pattern: /no builder "(?<builder>[^"]{1,128})" found/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['failed to initialize builder ', 'no valid drivers found', 'failed to find driver "'],
      pattern:
        /(?:failed to initialize builder (?<builder>[\w.-]{1,128})|no valid drivers found|failed to find driver)/,
    },
  ],
  facts: (group) => ({ builder: group('builder') }),

  yieldsTo: ['daemon-unreachable-unix', 'socket-permission-denied', 'context-not-found'],
  headline: () => ({
    en: 'The selected builder cannot be used',
    zh: '所选的 builder 无法使用',
  }),
  why: {
    en: `buildx was told by --builder, BUILDX_BUILDER or its own setting to build on a builder that is not defined
      for this user, or whose container, context or engine is gone. The Dockerfile was not read.`,
    zh: `--builder、BUILDX_BUILDER 或 buildx 自身的设置指定了一个 builder，
      但该用户下没有定义它，或它的容器、context、引擎已不存在。此时还没有读取 Dockerfile。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-builders',
      title: { en: 'See which builders exist', zh: '查看有哪些 builder' },
      risk: 'read',
      steps: [
        look(['docker', 'buildx', 'ls']),
        shell('env | grep ^BUILDX_BUILDER', 'Get-ChildItem Env:BUILDX_BUILDER', 'read'),
      ],
    },
    {
      id: 'build-without-the-option',
      title: { en: 'Build with the builder that is in use', zh: '使用当前的 builder 构建' },
      risk: 'reversible',
      steps: [rerun({ option: ['--builder'], value: null }, { en: 'Without --builder.', zh: '去掉 --builder。' })],
    },
    {
      id: 'build-without-the-variable',
      title: { en: 'Build without BUILDX_BUILDER', zh: '去掉 BUILDX_BUILDER 后构建' },
      risk: 'reversible',
      steps: [
        act({ name: 'set-variable', variable: 'BUILDX_BUILDER', value: null }, 'reversible', {
          en: 'unset BUILDX_BUILDER: buildx takes the builder that is in use.',
          zh: 'unset BUILDX_BUILDER：buildx 会使用当前的 builder。',
        }),
      ],
    },
    {
      id: 'use-default-builder',
      title: { en: "Use the engine's own builder", zh: '使用引擎自带的 builder' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'use', 'default'], 'reversible')],
    },
    {
      id: 'create-builder',
      title: { en: 'Or create the builder anew', zh: '或者重新创建 builder' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'create', '--use', '--bootstrap'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'docker/buildx', path: 'store/storeutil/storeutil.go' },
    { repo: 'docker/buildx', path: 'builder/builder.go' },
  ],
});

export default buildxBuilderMissing;

export const examples: ExamplesOf<typeof buildxBuilderMissing> = [
  {
    name: 'the name is not known here',
    log: `ERROR: no builder "ci-builder" found
`,
    matches: { builder: 'ci-builder' },
  },
  {
    name: 'the engine is not there at all',
    log: `ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: false,
    is: 'daemon-unreachable-unix',
  },
];
