import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look } from '#core/model/steps.ts';
import { logInTo, PUSHING } from '../../shared/registry.ts';

const pullAccessDenied = condition({
  id: 'pull-access-denied',
  stage: 'registry',
  title: { en: 'The image does not exist, or you may not pull it', zh: '镜像不存在，或没有拉取权限' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'pull access denied for ',
      pattern: /pull access denied for (?<ref>[^\s,]{1,300})/,
    },
    {
      on: ['error', 'daemon'],
      says: 'pull access denied, repository does not exist',
      pattern: /(?:(?:failed to resolve source metadata for |^)(?<ref>[\w./:@-]{1,300}): )?pull access denied/,
    },
    {
      on: 'error',
      says: '403 Forbidden',
      pattern:
        /unexpected status from (?:HEAD|GET) request to https?:\/\/(?<host>[^/\s]{1,253})\/v2\/(?<ref>[^\s?]{1,255})\/(?:manifests|blobs)\/[^\s?]{1,200}: 403 Forbidden/,
      unless: [PUSHING],
    },
    {
      on: ['error', 'daemon'],
      says: '403 Forbidden',
      pattern: /pulling from host (?<host>\S{1,253}) failed with status code \[[^\]\n]{1,200}\]: 403 Forbidden/,
    },
    {
      on: ['error', 'output'],
      says: 'reading manifest ',
      pattern:
        /reading manifest [^\s:]{1,200} in (?<ref>\S{1,300}): (?:requested access to the resource is denied|denied)/,
      when: ({ step, service }) => step === undefined && service === undefined,
    },
    { on: 'error', says: 'denied', pattern: /^(?:error from registry: )?denied$/, unless: [PUSHING] },
    {
      on: ['error', 'daemon'],
      says: 'unauthorized to access repository: ',
      pattern: /unauthorized to access repository: (?<ref>[^\s,]{1,255}), action: pull/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['does not exist or no pull access', 'unauthorized: access to the requested resource is not authorized'],
      pattern:
        /(?:repository (?<ref>\S{1,300}) not found: )?(?:does not exist or no pull access|access to the requested resource)/,
      unless: [PUSHING],
    },
  ],
  facts: (group) => ({ ref: group('ref').replace(/^docker\.io\/(?:library\/)?/, ''), host: group('host') }),

  yieldsTo: [
    'service-image-not-built',
    'stage-name-pulled',
    'registry-mirror-broken',
    'upstream-image-withdrawn',
    'ecr-token-expired',
    'gcr-artifact-permission',
    'ghcr-pat-scope',
    'from-arg-empty',
  ],
  headline: ({ ref }) => ({
    en:
      ref === ''
        ? 'The registry refuses to hand out the image'
        : `${ref} does not exist, or is private and you may not pull it`,
    zh: ref === '' ? '镜像仓库拒绝提供该镜像' : `${ref} 不存在，或者是私有镜像而你没有权限`,
  }),
  why: {
    en: `A registry gives one answer for "there is no such repository" and for "it is private", so that nobody can probe names.
      A misspelled name, an image that only exists on this machine, or a missing login all look like this.`,
    zh: `为了不让人试探名称，仓库对“不存在”和“私有”的回答是一样的。名称写错、镜像只存在于本机、或者没有登录，都会是这个结果。`,
  },

  retry: 'useless',
  remedies: ({ ref, host }) => [
    {
      id: 'check-the-name',
      title: { en: 'Check the name first', zh: '先检查名称' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']),
        advise(
          'Is it a stage of your own Dockerfile, an image you build yourself, or does its registry (registry.example/team/app) miss in front of the name? Without a host the name means Docker Hub.',
          '它是不是自己 Dockerfile 里的 stage、自己构建的镜像，或者名称前漏写了仓库地址（registry.example/team/app）？不带地址的名称一律指 Docker Hub。',
        ),
        advise(
          'A builder with the docker-container driver cannot see images of the engine: build with the default builder, or push the base image to a registry.',
          'docker-container 驱动的构建器看不到引擎里的本地镜像：改用默认构建器，或把基础镜像推送到仓库。',
        ),
      ],
    },
    logInTo(host === '' ? (/^([^/]+[.:][^/]*)\//.exec(ref)?.[1] ?? '') : host),
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'core/remotes/docker/resolver.go', symbol: 'ErrInvalidAuthorization' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/errors.go', symbol: 'translatePullError' },
  ],
});

export default pullAccessDenied;

export const examples: ExamplesOf<typeof pullAccessDenied> = [
  {
    name: 'BuildKit',
    log: `#2 [internal] load metadata for docker.io/library/shop-base:latest
#2 ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
------
ERROR: failed to build: failed to solve: shop-base: failed to resolve source metadata for docker.io/library/shop-base:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: {},
    remedies: ['check-the-name', 'log-in'],
  },
  {
    name: 'docker run',
    log: `Unable to find image 'acme/secret:1' locally
docker: Error response from daemon: pull access denied for acme/secret, repository does not exist or may require 'docker login': denied: requested access to the resource is denied

Run 'docker run --help' for more information
`,
    matches: { ref: 'acme/secret' },
  },
  {
    name: 'a push is refused',
    log: `#9 ERROR: failed to push acme/app:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
ERROR: failed to build: failed to solve: failed to push acme/app:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
`,
    matches: false,
    is: 'push-denied',
  },
];
