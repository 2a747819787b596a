import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const sourcePolicyDenied = condition({
  id: 'source-policy-denied',
  stage: 'context',
  title: { en: 'A source policy forbids this image or address', zh: '源策略禁止使用该镜像或地址' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['denied by policy', 'not allowed by policy', 'could not resolve image due to policy'],
      pattern:
        /(?:source "(?<source>[^"]{1,300})" (?:denied|not allowed) by policy|could not resolve image due to policy|source denied by policy)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ source: group('source') }),

  headline: ({ source }) => ({
    en: `The policy of this builder forbids ${source === '' ? 'the source' : source}`,
    zh: `builder 的策略禁止使用${source === '' ? '该来源' : ` ${source}`}`,
  }),
  why: {
    en: `A source policy was given to the build (a file named by EXPERIMENTAL_BUILDKIT_SOURCE_POLICY or --policy, or
      one of the organisation) and it denies this source. The registry itself was not asked, so logging in does
      not help.`,
    zh: `构建带有源策略（EXPERIMENTAL_BUILDKIT_SOURCE_POLICY 或 --policy 指定的文件，
      或组织策略），它拒绝该来源。此时并没有访问镜像仓库，登录也没有用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-policy',
      title: { en: 'See which policy applies', zh: '查看生效的策略' },
      risk: 'read',
      steps: [shell('env | grep -i SOURCE_POLICY', 'Get-ChildItem Env:*SOURCE_POLICY*', 'read')],
    },
    {
      id: 'use-an-allowed-source',
      title: { en: 'Use an allowed source, or have the policy changed', zh: '使用允许的来源，或申请修改策略' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: 'Take the image from a registry the policy allows', zh: '改用策略允许的镜像仓库' }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'sourcepolicy/engine.go' },
    { repo: 'moby/buildkit', path: 'solver/llbsolver/policy.go' },
  ],
});

export default sourcePolicyDenied;

export const examples: ExamplesOf<typeof sourcePolicyDenied> = [
  {
    name: 'an image outside of the list',
    log: `ERROR: failed to build: failed to solve: source "docker-image://docker.io/library/alpine:latest" denied by policy: source denied by policy
`,
    matches: { source: 'docker-image://docker.io/library/alpine:latest' },
  },
  {
    name: 'the registry denies',
    log: `ERROR: failed to build: failed to solve: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: false,
  },
];
