import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const nodeOpenssl3 = condition({
  id: 'node-openssl3',
  stage: 'node',
  title: {
    en: 'An old bundler uses MD4, which OpenSSL 3 no longer offers',
    zh: '旧打包工具使用 OpenSSL 3 已不再提供的 MD4',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['error:0308010C:digital envelope routines', 'ERR_OSSL_EVP_UNSUPPORTED'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The bundler asks for MD4, which Node.js 17 and later refuse (OpenSSL 3)',
    zh: '打包工具要求 MD4，而 Node.js 17 及以后（OpenSSL 3）不再支持',
  }),
  why: {
    en: `webpack 4 and tools built on it hash modules with MD4. Node.js 17 moved to OpenSSL 3, where MD4 is off.
      It is a hash function inside the build, nothing to do with TLS, certificates or the network.`,
    zh: `webpack 4 及基于它的工具用 MD4 给模块算哈希。Node.js 17 换用 OpenSSL 3，默认关闭了 MD4。
      这是构建内部的哈希函数，与 TLS、证书、网络都无关。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-bundler',
      title: {
        en: 'Raise the bundler: webpack 5, react-scripts 5, Angular 12, vue-cli 5',
        zh: '升级打包工具：webpack 5、react-scripts 5、Angular 12、vue-cli 5',
      },
      risk: 'reversible',
      steps: [
        look(['npm', 'ls', 'webpack']),
        edit('package.json', { en: 'Raise the tool that brings webpack 4.', zh: '升级带入 webpack 4 的工具。' }),
      ],
    },
    {
      id: 'legacy-provider',
      title: { en: 'Until then, let this one command use the old algorithms', zh: '在此之前，只让这条命令使用旧算法' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'In the build stage only, not in the final image.', zh: '只用在构建阶段，不要留在最终镜像。' },
          { after: 'RUN NODE_OPTIONS=--openssl-legacy-provider npm run build' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/crypto/hash.js' },
    { repo: 'webpack/webpack', path: 'lib/util/createHash.js' },
  ],
});

export default nodeOpenssl3;

export const examples: ExamplesOf<typeof nodeOpenssl3> = [
  {
    name: 'webpack 4 on Node 20',
    log: `#9 [4/6] RUN npm run build
#9 0.410 Error: error:0308010C:digital envelope routines::unsupported
#9 0.462     at new Hash (node:internal/crypto/hash:79:19)
#9 0.514   opensslErrorStack: [ 'error:03000086:digital envelope routines::initialization error' ],
#9 0.566   code: 'ERR_OSSL_EVP_UNSUPPORTED'
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a certificate problem',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code SELF_SIGNED_CERT_IN_CHAIN
#9 0.462 npm error errno SELF_SIGNED_CERT_IN_CHAIN
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
