import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const corepackSignature = condition({
  id: 'corepack-signature',
  stage: 'node',
  title: {
    en: "The bundled corepack does not know the registry's new keys",
    zh: '自带的 corepack 不认识仓库的新签名密钥',
  },

  signatures: [{ on: 'output', says: 'Cannot find matching keyid', strength: 'states' }],

  headline: () => ({
    en: 'corepack is older than the signing keys of the npm registry',
    zh: 'corepack 比 npm 仓库的签名密钥还旧',
  }),
  why: {
    en: `npm changed its signing keys in January 2025. The corepack inside older Node.js images has the old keys built in
      and refuses every package manager it downloads. The network is fine.`,
    zh: `npm 在 2025 年 1 月更换了签名密钥。旧 Node.js 镜像自带的 corepack 内置的是旧密钥，
      因此会拒绝它下载的任何包管理器。网络没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-node',
      title: { en: 'Use a newer patch release of the Node.js image', zh: '使用较新补丁版本的 Node.js 镜像' },
      risk: 'reversible',
      steps: [
        run(['docker', 'pull', 'node:22-slim'], 'reversible'),
        edit(
          'Dockerfile',
          {
            en: '18.20.7, 20.18.3, 22.14 and later have the keys.',
            zh: '18.20.7、20.18.3、22.14 及以后已带有新密钥。',
          },
          { after: 'FROM node:22-slim' },
        ),
      ],
    },
    {
      id: 'newer-corepack',
      title: { en: 'Or install a newer corepack first', zh: '或先安装新的 corepack' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before corepack enable.', zh: '放在 corepack enable 之前。' },
          { after: 'RUN npm install -g corepack@latest && corepack enable' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'nodejs/corepack', path: 'sources/npmRegistryUtils.ts', symbol: 'verifySignature' }],
});

export default corepackSignature;

export const examples: ExamplesOf<typeof corepackSignature> = [
  {
    name: 'pnpm through corepack',
    log: `#9 [4/6] RUN corepack enable && pnpm install
#9 0.410 /usr/local/lib/node_modules/corepack/dist/lib/corepack.cjs:21535
#9 0.462 Error: Cannot find matching keyid: {"signatures":[{"sig":"MEUCIQ","keyid":"SHA256:DhQ8wR5APBvFHLF"}],"keys":[{"keyid":"SHA256:jl3bwswu80PjjokCgh0o2w5c2U4LhQAE57gj9cz1kzA"}]}
#9 ERROR: process "/bin/sh -c corepack enable && pnpm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c corepack enable && pnpm install" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a damaged package',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code EINTEGRITY
#9 0.462 npm error sha512-aaaa integrity checksum failed when using sha512: wanted sha512-aaaa but got sha512-bbbb. (1201 bytes)
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'npm-integrity',
  },
];
