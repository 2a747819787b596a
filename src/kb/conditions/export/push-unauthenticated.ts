import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { shell } from '#core/model/steps.ts';
import { logInTo, PUSHING } from '../../shared/registry.ts';

const pushUnauthenticated = condition({
  id: 'push-unauthenticated',
  stage: 'export',
  title: { en: 'The push was sent without a valid login', zh: '推送时没有有效的登录信息' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'unauthorized: authentication required',
        'no basic auth credentials',
        'unauthorized: incorrect username or password',
        'authorization status: 401',
      ],
      pattern:
        /(?:https?:\/\/(?<host>[^/\s"]{1,253})\/[^\s"]{0,2000}"?: [^\n]{0,200}|^[^\n]{0,400})(?:unauthorized: |no basic auth|authorization status: 401)/,
      also: [PUSHING],
      strength: 'states',
    },
    {
      on: 'error',
      says: '401 Unauthorized',
      pattern: /https?:\/\/(?<host>[^/\s"]{1,253})\/\S{0,2000}: 401 Unauthorized/,
      also: [PUSHING],
      strength: 'states',
    },
    {
      on: 'error',
      says: '401 Unauthorized',
      pattern:
        /unexpected status from (?:POST|PUT|PATCH) request to https?:\/\/(?<host>[^/\s"]{1,253})\/v2\/\S{0,2000}\/(?:blobs|manifests)\/\S{0,2000}: 401 Unauthorized/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'UNAUTHORIZED: ',
      pattern: /(?:POST|PUT|PATCH) https?:\/\/(?<host>[^/\s]{1,253})\/v2\/\S{0,2000}: UNAUTHORIZED: /,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: 'error',
      says: 'unexpected status: 401 Unauthorized',
      pattern: /^(?:failed to copy: )?(?:failed commit on ref "[^"\n]{1,200}": )?unexpected status: 401 Unauthorized$/,
    },
    { on: ['error', 'output'], says: 'access token has insufficient scopes', strength: 'states' },
  ],
  facts: (group) => ({ host: group('host') }),

  yieldsTo: [
    'ecr-token-expired',
    'ghcr-write-package',
    'gcr-artifact-permission',
    'credential-helper-missing',
    'registry-mirror-broken',
    'kaniko-push-check-failed',
  ],
  headline: ({ host }) => ({
    en: `${host === '' ? 'The registry' : host} wants a login that may write before it takes the image`,
    zh: `${host === '' ? '镜像仓库' : `${host} `}要求先用有写权限的账号登录，才接受推送`,
  }),
  why: {
    en: `The image was built; the registry asked who is pushing and got no answer, a wrong one, or a token without write scope.
      sudo, a CI job and DOCKER_CONFIG each read another config.json than your shell does.`,
    zh: `镜像已经构建完成；仓库询问推送者身份时，没有得到凭据、凭据错误，或令牌没有写权限。sudo、CI 任务和 DOCKER_CONFIG 读取的都是另一个 config.json。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    logInTo(host),
    {
      id: 'look-at-logins',
      title: { en: 'See which hosts have credentials here', zh: '查看这里保存了哪些仓库的凭据' },
      risk: 'read',
      steps: [
        shell(
          'jq \'.auths | keys, .credsStore, .credHelpers\' "${DOCKER_CONFIG:-$HOME/.docker}/config.json"',
          '(Get-Content ~/.docker/config.json | ConvertFrom-Json).auths',
          'read',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'distribution/distribution', path: 'registry/api/errcode/register.go', symbol: 'ErrorCodeUnauthorized' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/pusher.go' },
  ],
});

export default pushUnauthenticated;

export const examples: ExamplesOf<typeof pushUnauthenticated> = [
  {
    name: 'docker push',
    log: `The push refers to repository [registry.example/team/app]
5f70bf18a086: Preparing
no basic auth credentials
`,
    matches: {},
    verdict: 'confirmed',
    remedies: ['log-in', 'look-at-logins'],
  },
  {
    name: 'buildx --push',
    log: `ERROR: failed to build: failed to solve: failed to push registry.example/team/app:1: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://auth.registry.example/token: 401 Unauthorized
`,
    matches: { host: 'auth.registry.example' },
  },
  {
    name: 'a pull needs a login',
    log: `Error response from daemon: Head "https://registry.example/v2/team/base/manifests/1": unauthorized: authentication required
`,
    matches: false,
    is: 'registry-unauthorized',
  },
];
