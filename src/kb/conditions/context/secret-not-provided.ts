import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const secretNotProvided = condition({
  id: 'secret-not-provided',
  stage: 'context',
  title: { en: 'A build secret the Dockerfile asks for was not passed', zh: '没有传入 Dockerfile 需要的构建 secret' },

  signatures: [
    {
      on: 'error',
      says: 'secret ',
      pattern: /(?:^|: )secret (?<id>[\w.-]{1,128}): not found/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['too big. max size 500KB', 'failed to stat '],
      pattern:
        /(?:secret (?<id>[\w.-]{1,128}) too big\. max size 500KB|^failed to stat (?<file>[^\s:]{1,300}): (?:stat|lstat|CreateFile) [^\n]{1,300}no such file)/,
    },
  ],
  facts: (group) => ({ id: group('id'), file: group('file') }),

  headline: ({ id, file }) => ({
    en: `The build secret ${id === '' ? file : id} was not passed`,
    zh: `没有传入构建 secret ${id === '' ? file : id}`,
  }),
  why: {
    en: `RUN --mount=type=secret with required=true needs a secret of this id from the client. It comes from
      --secret, or in Compose from build.secrets together with the top-level secrets; the secrets of a running
      service do not count.`,
    zh: `带 required=true 的 RUN --mount=type=secret 需要客户端提供该 id 的 secret。
      它来自 --secret，或 Compose 的 build.secrets 加顶层 secrets；
      运行时服务的 secrets 不算。`,
  },

  retry: 'useless',
  remedies: ({ id }) => [
    {
      id: 'pass-the-secret',
      title: { en: 'Pass the secret', zh: '传入该 secret' },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--secret', `id=${id === '' ? 'token' : id},src=./secret.txt`, '.'], 'reversible', {
          note: { en: 'Or id=…,env=NAME to take it from a variable.', zh: '也可以用 id=…,env=NAME 从变量读取。' },
        }),
        edit(
          'compose.yaml',
          { en: 'The same in Compose', zh: 'Compose 的写法' },
          {
            after: `services:\n  app:\n    build:\n      secrets: [${id === '' ? 'token' : id}]\nsecrets:\n  ${id === '' ? 'token' : id}:\n    file: ./secret.txt`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'session/secrets/secrets.go' },
    { repo: 'moby/buildkit', path: 'session/secrets/secretsprovider/store.go' },
  ],
});

export default secretNotProvided;

export const examples: ExamplesOf<typeof secretNotProvided> = [
  {
    name: 'a required secret',
    log: `#5 [2/2] RUN --mount=type=secret,id=npmrc,required=true npm ci
#5 ERROR: secret npmrc: not found
------
 > [2/2] RUN --mount=type=secret,id=npmrc,required=true npm ci:
------
ERROR: failed to build: failed to solve: secret npmrc: not found
`,
    matches: { id: 'npmrc' },
    verdict: 'confirmed',
  },
  {
    name: 'a file is missing from the context',
    log: `ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "/secret.txt": not found
`,
    matches: false,
    is: 'copy-source-missing',
  },
];
