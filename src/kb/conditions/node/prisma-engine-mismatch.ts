import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const prismaEngineMismatch = condition({
  id: 'prisma-engine-mismatch',
  stage: 'node',
  title: {
    en: 'The generated Prisma client has no engine for this image',
    zh: '生成的 Prisma 客户端没有适用于此镜像的引擎',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Prisma Client could not locate the Query Engine for runtime',
      pattern: /could not locate the Query Engine for runtime "(?<target>[^"]{1,80})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Unable to require(`',
      pattern: /Unable to require\(`[^`]{0,300}libquery_engine-(?<target>[\w.-]{1,80}?)\.so\.node`\)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'error while loading shared libraries: libssl.so',
      strength: 'implies',
      also: [{ says: ['prisma', 'Prisma'] }],
    },
    {
      on: ['output', 'error'],
      says: ['Error loading shared library libssl.so.1.1', 'libssl.so.1.1: cannot open shared object file'],
      strength: 'implies',
      also: [{ says: ['prisma', 'Prisma'] }],
    },
  ],
  facts: (group) => ({ target: group('target') }),

  headline: ({ target }) => ({
    en:
      target === ''
        ? 'Prisma finds no query engine that fits this image'
        : `Prisma finds no query engine for ${target} in this image`,
    zh: target === '' ? 'Prisma 找不到适合此镜像的查询引擎' : `Prisma 在此镜像中找不到 ${target} 的查询引擎`,
  }),
  why: {
    en: `prisma generate downloads a native engine for the system it runs on: libc and OpenSSL version must be those of the final image.
      Generating on the host or in a Debian stage and running on Alpine, or an image without openssl, gives an engine that cannot load.`,
    zh: `prisma generate 会为它所在的系统下载原生引擎：libc 和 OpenSSL 版本必须与最终镜像一致。
      在主机或 Debian 阶段生成、却在 Alpine 上运行，或镜像里没有 openssl，得到的引擎都无法加载。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'generate-in-image',
      title: {
        en: 'Generate in a stage with the same base as the final one, with openssl installed',
        zh: '在与最终镜像同基础、且装有 openssl 的阶段里生成',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'On Debian (apk add --no-cache openssl on Alpine).',
            zh: 'Debian 写法（Alpine 用 apk add --no-cache openssl）。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*\nRUN npx prisma generate',
          },
        ),
      ],
    },
    {
      id: 'binary-targets',
      title: { en: 'Or name the target in the schema', zh: '或在 schema 中写明目标' },
      risk: 'reversible',
      steps: [
        edit(
          'schema.prisma',
          {
            en: 'In the generator block; use the target the message names.',
            zh: '写在 generator 块里；用消息中给出的目标。',
          },
          { after: 'binaryTargets = ["native", "linux-musl-openssl-3.0.x"]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'prisma/prisma', path: 'packages/client/src/runtime/core/engines/common/errors/queryEngineNotFound' },
  ],
});

export default prismaEngineMismatch;

export const examples: ExamplesOf<typeof prismaEngineMismatch> = [
  {
    name: 'generated on macOS',
    log: `api-1  | PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "linux-musl-openssl-3.0.x".
api-1 exited with code 1
`,
    matches: { target: 'linux-musl-openssl-3.0.x' },
    verdict: 'confirmed',
  },
  {
    name: 'the database is what Prisma cannot reach',
    log: `api-1  | PrismaClientInitializationError: Can't reach database server at \`db:5432\`
api-1 exited with code 1
`,
    matches: false,
  },
];
