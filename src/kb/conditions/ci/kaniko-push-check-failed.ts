import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const kanikoPushCheckFailed = condition({
  id: 'kaniko-push-check-failed',
  stage: 'ci',
  title: { en: 'kaniko may not push to the destination', zh: 'kaniko 无权推送到目标仓库' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'error checking push permissions -- make sure you entered the correct tag name',
      pattern: /checking push permission for "(?<ref>[^"]{1,300})": (?<reason>[^\n]{1,400})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ ref: group('ref'), reason: group('reason') }),

  yieldsTo: ['registry-dns-failure', 'registry-timeout', 'registry-unknown-ca'],
  headline: ({ ref }) => ({
    en: `kaniko cannot push ${ref}`,
    zh: `kaniko 无法推送 ${ref}`,
  }),
  why: {
    en: `Before it builds, kaniko asks the registry whether it may push to --destination, and was refused or did not
      get through. The reason stands at the end of the message; often /kaniko/.docker/config.json is missing or
      names the registry differently.`,
    zh: `构建之前，kaniko 会询问仓库是否允许推送到 --destination，结果被拒绝或无法连接。
      原因在消息末尾；常见的是缺少 /kaniko/.docker/config.json，或其中的仓库名不一致。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'mount-credentials',
      title: { en: 'Give kaniko the credentials', zh: '为 kaniko 提供凭据' },
      risk: 'reversible',
      steps: [
        edit(
          '/kaniko/.docker/config.json',
          { en: 'The key is the host of --destination', zh: '键名是 --destination 的主机' },
          { after: '{ "auths": { "registry.example": { "auth": "<base64 of user:token>" } } }' },
        ),
      ],
    },
    {
      id: 'check-destination',
      title: { en: 'Check name and right', zh: '检查名称和权限' },
      risk: 'read',
      steps: [
        advise(
          'The repository has to exist (ECR) and the token needs write access.',
          '仓库需要已存在（ECR），令牌需要写权限。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'GoogleContainerTools/kaniko', path: 'cmd/executor/cmd/root.go' },
    { repo: 'GoogleContainerTools/kaniko', path: 'pkg/executor/push.go' },
  ],
});

export default kanikoPushCheckFailed;

export const examples: ExamplesOf<typeof kanikoPushCheckFailed> = [
  {
    name: 'no credentials',
    log: `error checking push permissions -- make sure you entered the correct tag name, and that you are authenticated correctly, and try again: checking push permission for "registry.example/team/app:1": POST https://registry.example/v2/team/app/blobs/uploads/: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:team/app Type:repository]]
`,
    matches: { ref: 'registry.example/team/app:1' },
  },
  {
    name: 'docker push is denied',
    log: `denied: requested access to the resource is denied
`,
    matches: false,
  },
];
