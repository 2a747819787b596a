import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';

const ecrTokenExpired = condition({
  id: 'ecr-token-expired',
  stage: 'registry',
  title: { en: 'The login for AWS ECR is missing or has expired', zh: 'AWS ECR 的登录信息缺失或已过期' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'Your authorization token has expired. Reauthenticate',
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['no basic auth credentials', '401 Unauthorized', '403 Forbidden'],
      pattern:
        /(?<host>\d{12}\.dkr\.ecr[\w.-]{1,120}\.amazonaws\.com(?:\.cn)?)\S{0,2000}"?: (?:[^\n]{0,300})(?:no basic auth credentials|401 Unauthorized|403 Forbidden)/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'is not authorized to perform: ecr:',
      pattern:
        /(?:(?<host>\d{12}\.dkr\.ecr[\w.-]{1,120}\.amazonaws\.com)[^\n]{0,400})?is not authorized to perform: (?<action>ecr:\w{1,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    host: group('host'),
    action: group('action'),
    region: /\.ecr[\w-]*\.([\w-]+)\./.exec(group('host'))?.[1] ?? '',
  }),

  headline: ({ host, action }) =>
    action === ''
      ? {
          en: `The login for ${host === '' ? 'ECR' : host} is missing or older than 12 hours`,
          zh: `${host === '' ? 'ECR' : host} 的登录信息缺失，或已超过 12 小时`,
        }
      : {
          en: `The AWS identity may not do ${action}: a permission is missing, not a login`,
          zh: `当前 AWS 身份没有 ${action} 权限：缺的是授权，不是登录`,
        },
  why: {
    en: `A password for ECR lives 12 hours and is stored per registry host and region. A message "is not authorized to perform" is different:
      there the login works and the IAM or repository policy says no.`,
    zh: `ECR 的密码有效期为 12 小时，按仓库主机和区域保存。如果消息是 "is not authorized to perform" 则不同：
      登录有效，但 IAM 或仓库策略不允许。`,
  },

  retry: 'useless',
  remedies: ({ host, action, region }) => [
    {
      id: 'see-the-identity',
      title: { en: 'See which AWS identity is used', zh: '查看当前使用的 AWS 身份' },
      risk: 'read',
      steps: [look(['aws', 'sts', 'get-caller-identity'])],
    },
    action === '' && {
      id: 'log-in-again',
      title: { en: 'Log in again (valid for 12 hours)', zh: '重新登录（12 小时有效）' },
      risk: 'reversible',
      steps: [
        advise(
          `Host: ${host === '' ? '<account>.dkr.ecr.<region>.amazonaws.com' : host}, region: ${region === '' ? '<region>' : region}.`,
          `主机：${host === '' ? '<account>.dkr.ecr.<region>.amazonaws.com' : host}，区域：${region === '' ? '<region>' : region}。`,
        ),
        shell(
          'aws ecr get-login-password --region "$REGION" | docker login --username AWS --password-stdin "$ECR_HOST"',
          'aws ecr get-login-password --region $env:REGION | docker login --username AWS --password-stdin $env:ECR_HOST',
          'reversible',
        ),
        advise(
          'To never log in by hand again, install amazon-ecr-credential-helper and set "credHelpers" for this host in ~/.docker/config.json.',
          '想要不再手动登录，可安装 amazon-ecr-credential-helper，并在 ~/.docker/config.json 中为该主机设置 "credHelpers"。',
        ),
      ],
    },
    action !== '' && {
      id: 'grant-the-action',
      title: { en: `Grant ${action}`, zh: `授予 ${action}` },
      risk: 'read',
      steps: [
        advise(
          `Add ${action} on the repository (and ecr:GetAuthorizationToken on *) to the policy of this identity; for another account also to the policy of the repository.`,
          `在该身份的策略中添加仓库的 ${action}（以及对 * 的 ecr:GetAuthorizationToken）；跨账号时还要修改仓库策略。`,
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Amazon ECR', symbol: 'Your authorization token has expired' },
    { repo: 'moby/moby', path: 'daemon/containerd/image_pull.go', symbol: 'no basic auth credentials' },
  ],
});

export default ecrTokenExpired;

export const examples: ExamplesOf<typeof ecrTokenExpired> = [
  {
    name: 'never logged in',
    log: `Error response from daemon: Head "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/1": no basic auth credentials
`,
    matches: { host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', region: 'eu-west-1', action: '' },
    remedies: ['see-the-identity', 'log-in-again'],
  },
  {
    name: 'the token is too old',
    log: `The push refers to repository [123456789012.dkr.ecr.eu-west-1.amazonaws.com/app]
5f70bf18a086: Preparing
denied: Your authorization token has expired. Reauthenticate and try again.
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'another registry without a login',
    log: `Error response from daemon: Head "https://registry.example/v2/app/manifests/1": no basic auth credentials
`,
    matches: false,
    is: 'registry-unauthorized',
  },
];
