import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run, shell } from '#core/model/steps.ts';
import { logInTo, PUSHING } from '../../shared/registry.ts';

const registryUnauthorized = condition({
  id: 'registry-unauthorized',
  stage: 'registry',
  title: { en: 'The registry does not accept the credentials', zh: '镜像仓库不接受当前凭据' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['401 Unauthorized', '403 Forbidden'],
      pattern:
        /failed to fetch (?:oauth|anonymous) token: unexpected status(?: from (?:GET|POST) request to https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000})?: (?:401 Unauthorized|403 Forbidden)/,
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: '401 Unauthorized',
      pattern:
        /(?:unexpected status from (?:HEAD|GET) request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/\S{0,2000}|pulling from host (?<from>\S{1,253}) failed with status code \[[^\]\n]{1,200}\]): 401 Unauthorized/,
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'output'],
      says: ['UNAUTHORIZED: authentication required', 'UNAUTHORIZED: authentication is required'],
      pattern: /GET https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,2000}: UNAUTHORIZED/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'login attempt to ',
      pattern: /login attempt to https?:\/\/(?<host>[^/\s]{1,253})\/\S{0,200} failed with status: (?:401|403)/,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: ['error', 'daemon'],
      says: 'no basic auth credentials',
      pattern:
        /(?:https?:\/\/(?<host>[^/\s"]{1,253})\/[^\s"]{0,2000}"?: )?(?:authorization failed: )?no basic auth credentials/,
      // Said by the client that was asked for a login and has none for this host.
      strength: 'states',
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: [
        'unauthorized: authentication required',
        'unauthorized: incorrect username or password',
        "unauthorized: You don't have the needed permissions",
        'failed to find supported auth scheme',
        'denied: access forbidden',
        'unauthorized: personal access token',
        'unauthorized: your account must log in with a Personal Access Token',
        'unauthorized: HTTP Basic: Access denied',
      ],
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ host: group('host') || group('from') }),

  yieldsTo: [
    'registry-mirror-broken',
    'ecr-token-expired',
    'gcr-artifact-permission',
    'ghcr-pat-scope',
    'push-unauthenticated',
    'credential-helper-missing',
    'ghcr-write-package',
  ],
  headline: ({ host }) => ({
    en: `${host === '' ? 'The registry' : host} rejected the login that was sent, or wants one`,
    zh: `${host === '' ? '镜像仓库' : `${host} `}拒绝了发送的凭据，或要求登录`,
  }),
  why: {
    en: `The registry was reached and asks who you are: there are no credentials for exactly this host, or they are wrong or expired.
      A stale login breaks even images that are public, because it is sent anyway.`,
    zh: `仓库已经连上，但要求验明身份：本机没有这个地址对应的凭据，或者凭据错误、已过期。过期的登录信息连公开镜像也会拉取失败，因为它照样会被发送。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'look-at-logins',
      title: { en: 'See which hosts have credentials', zh: '查看哪些仓库保存了凭据' },
      risk: 'read',
      steps: [
        shell(
          "jq '.auths | keys, .credsStore, .credHelpers' ~/.docker/config.json",
          '(Get-Content ~/.docker/config.json | ConvertFrom-Json) | Select-Object -ExpandProperty auths | Get-Member -MemberType NoteProperty | ForEach-Object Name',
          'read',
        ),
      ],
    },
    logInTo(host),
    {
      id: 'forget-stale-login',
      title: { en: 'For a public image: forget the stale login', zh: '如果是公开镜像：清除过期的登录信息' },
      risk: 'reversible',
      steps: [run(host === '' ? ['docker', 'logout'] : ['docker', 'logout', host], 'reversible')],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/authorizer.go' },
    { repo: 'distribution/distribution', path: 'internal/client/auth/session.go', symbol: 'ErrNoBasicAuthCredentials' },
    { repo: 'containerd/containerd', path: 'core/remotes/docker/auth/fetch.go', symbol: 'FetchToken' },
    { repo: 'distribution/distribution', path: 'registry/api/errcode/register.go', symbol: 'ErrorCodeUnauthorized' },
  ],
});

export default registryUnauthorized;

export const examples: ExamplesOf<typeof registryUnauthorized> = [
  {
    name: 'BuildKit gets no token',
    log: `ERROR: failed to build: failed to solve: registry.example/team/base:1: failed to resolve source metadata for registry.example/team/base:1: failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://registry.example/jwt/auth: 401 Unauthorized
`,
    matches: { host: 'registry.example' },
    verdict: 'confirmed',
    remedies: ['look-at-logins', 'log-in', 'forget-stale-login'],
  },
  {
    name: 'docker pull without a login',
    log: `Error response from daemon: Head "https://registry.example/v2/team/base/manifests/1": no basic auth credentials
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'the same words while pushing',
    log: `The push refers to repository [registry.example/team/app]
5f70bf18a086: Preparing
unauthorized: authentication required
`,
    matches: false,
    is: 'push-unauthenticated',
  },
];
