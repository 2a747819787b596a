import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';
import { logInTo, PUSHING } from '../../shared/registry.ts';

const pushDenied = condition({
  id: 'push-denied',
  stage: 'export',
  title: { en: 'The account may not push to this repository', zh: '当前账号没有推送到该仓库的权限' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'push access denied',
      pattern: /(?:failed to push (?<ref>[^\s:]{1,200}(?::[^\s:]{1,128})?(?::[^\s:]{1,128})?): )?push access denied/,
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: 'requested access to the resource is denied',
      pattern:
        /(?:failed to push (?<ref>[^\s:]{1,200}(?::[^\s:]{1,128})?(?::[^\s:]{1,128})?): [^\n]{0,400}|^)denied: requested access to the resource is denied/,
      unless: [{ says: ['pull access denied'], within: 'log' }],
      strength: 'states',
    },
    {
      on: 'error',
      says: '403 Forbidden',
      pattern:
        /unexpected status from (?:POST|PUT|PATCH|HEAD) request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/(?<ref>[^\s?]{1,255})\/(?:blobs|manifests)\/\S{0,2000}: 403 Forbidden/,
      also: [PUSHING],
      strength: 'states',
    },
    {
      on: 'error',
      says: '403 Forbidden',
      pattern:
        /unexpected status from (?:POST|PUT|PATCH) request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/(?<ref>[^\s?]{1,255})\/(?:blobs|manifests)\/\S{0,2000}: 403 Forbidden/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['unauthorized to access repository: ', 'unauthorized: The client does not have permission'],
      pattern:
        /unauthorized to access repository: (?<ref>[^\s,]{1,255}), action: push|The client does not have permission (?:to push|for deploy)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['access to the requested resource is not authorized', 'unexpected status: 403 Forbidden'],
      also: [{ says: ['failed to push ', 'The push refers to repository', 'failed commit on ref '], within: 'log' }],
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'DENIED: ',
      pattern:
        /(?:POST|PUT|PATCH) https?:\/\/(?<host>[^/\s]{1,253})\/v2\/(?<ref>[^\s?]{1,255})\/blobs\/\S{0,2000}: DENIED: /,
      strength: 'states',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    {
      on: 'error',
      says: 'unexpected status: 403 Forbidden',
      pattern: /^(?:failed commit on ref "[^"\n]{1,200}": )?unexpected status: 403 Forbidden$/,
    },
    {
      on: 'error',
      says: 'server message: insufficient_scope',
      pattern: /^server message: insufficient_scope: authorization failed/,
    },
    {
      on: ['error', 'output'],
      says: 'denied',
      pattern: /^(?:error from registry: )?denied$/,
      also: [{ says: 'The push refers to repository', within: 'log' }],
    },
    {
      on: ['error', 'output'],
      says: 'denied',
      pattern: /^denied$/,
      strength: 'hints',
      when: ({ step, service }) => step === undefined && service === undefined,
    },
  ],
  facts: (group) => ({ ref: group('ref').replace(/^docker\.io\//, ''), host: group('host') }),

  yieldsTo: [
    'ghcr-write-package',
    'ecr-token-expired',
    'gcr-artifact-permission',
    'push-repo-missing',
    'tag-immutable',
  ],
  headline: ({ ref }) => ({
    en:
      ref === ''
        ? 'The registry refuses the push: this account may not write there'
        : `This account may not push to ${ref}`,
    zh: ref === '' ? '仓库拒绝推送：当前账号没有写权限' : `当前账号不能推送到 ${ref}`,
  }),
  why: {
    en: `The image was built; only writing it to the registry was refused. The name puts it into a namespace this login does not own
      (a name without a namespace is docker.io/library), or the token may only read.`,
    zh: `镜像已经构建完成，只是写入仓库被拒绝。名称指向了不属于当前账号的命名空间（不写命名空间就是 docker.io/library），或者令牌只有读权限。`,
  },

  retry: 'useless',
  remedies: ({ ref, host }) => [
    {
      id: 'compare-name-and-account',
      title: { en: 'Compare the name with the account', zh: '核对镜像名与账号' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']),
        advise(
          'The first part of the name (host, or user or organisation on Docker Hub) must be one your account can write to, and the token needs write scope.',
          '名称的第一段（仓库地址，或 Docker Hub 上的用户/组织）必须是账号有写权限的，令牌也要有 write 权限。',
        ),
      ],
    },
    {
      id: 'tag-into-own-namespace',
      title: { en: 'Give the image a name in your own namespace and push that', zh: '改成自己命名空间下的名称再推送' },
      risk: 'reversible',
      steps: [
        run(['docker', 'tag', ref === '' ? '<image>' : ref, '<namespace>/<image>:<tag>'], 'reversible'),
        run(['docker', 'push', '<namespace>/<image>:<tag>'], 'reversible'),
      ],
    },
    logInTo(host === '' ? (/^([^/]+[.:][^/]*)\//.exec(ref)?.[1] ?? '') : host),
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/pusher.go', symbol: 'push access denied' },
    { repo: 'distribution/distribution', path: 'registry/api/errcode/register.go', symbol: 'ErrorCodeDenied' },
    { repo: 'moby/buildkit', path: 'exporter/containerimage/export.go', symbol: 'failed to push' },
  ],
});

export default pushDenied;

export const examples: ExamplesOf<typeof pushDenied> = [
  {
    name: 'docker push',
    log: `The push refers to repository [docker.io/library/shop]
5f70bf18a086: Preparing
denied: requested access to the resource is denied
`,
    matches: { ref: '' },
    remedies: ['compare-name-and-account', 'tag-into-own-namespace', 'log-in'],
  },
  {
    name: 'buildx --push',
    log: `#9 pushing layers 1.2s done
#9 ERROR: failed to push docker.io/acme/app:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
------
 > exporting to image:
------
ERROR: failed to build: failed to solve: failed to push docker.io/acme/app:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: { ref: 'acme/app:1' },
    verdict: 'confirmed',
  },
  {
    name: 'a pull is refused with the same words',
    log: `docker: Error response from daemon: pull access denied for acme/secret, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
`,
    matches: false,
    is: 'pull-access-denied',
  },
];
