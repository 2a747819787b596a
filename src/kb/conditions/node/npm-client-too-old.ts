import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const npmClientTooOld = condition({
  id: 'npm-client-too-old',
  stage: 'node',
  title: { en: "npm is too old to talk to today's registry", zh: 'npm 太旧，无法与如今的仓库通信' },

  signatures: [
    { on: 'output', says: 'CERT_UNTRUSTED', also: [{ says: ['npm ERR!', 'npm http', 'node_modules'] }] },
    { on: 'output', says: 'npm ERR! code EMISSINGARG', strength: 'states' },
    {
      on: 'output',
      says: 'ERR! Error: Method Not Allowed',
      also: [{ says: ['npm-registry-client', 'npm ERR! code E405'] }],
    },
    { on: 'output', says: 'Unsupported URL Type "npm:', strength: 'states' },
    {
      on: 'output',
      says: 'npm does not support Node.js v',
      also: [{ says: ['TypeError: ', 'ReferenceError: ', 'npm ERR! cb() never called'] }],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The npm of this image is too old for the registry or for the package list',
    zh: '此镜像的 npm 太旧，与仓库或依赖列表不兼容',
  }),
  why: {
    en: `Node.js images of the 0.x to 4.x era bring an npm whose built-in certificates have expired and which does not know newer registry answers
      or "npm:" aliases. CERT_UNTRUSTED is the word of that old OpenSSL; a corporate proxy gives SELF_SIGNED_CERT_IN_CHAIN instead.`,
    zh: `0.x 到 4.x 时代的 Node.js 镜像所带的 npm，内置证书早已过期，也不认识仓库的新应答和 npm: 别名。
      CERT_UNTRUSTED 是那个旧 OpenSSL 的说法；公司代理造成的则是 SELF_SIGNED_CERT_IN_CHAIN。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-base',
      title: { en: 'Use a Node.js that is still supported', zh: '使用仍受支持的 Node.js' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Raise the major version step by step if the code needs it.', zh: '如果代码需要，可逐个大版本升级。' },
          { after: 'FROM node:22-slim' },
        ),
      ],
    },
    {
      id: 'look-at-versions',
      title: { en: 'See what the image brings', zh: '查看镜像自带的版本' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'node:4', 'npm', 'version'], {
          note: { en: 'Use the tag of your FROM line.', zh: '换成你 FROM 行的标签。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'npm/npm-registry-client', path: 'lib/request.js' },
    { repo: 'nodejs/node', path: 'src/crypto/crypto_common.cc', symbol: 'X509ErrorCode' },
  ],
});

export default npmClientTooOld;

export const examples: ExamplesOf<typeof npmClientTooOld> = [
  {
    name: 'Node.js 0.10',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! Error: CERT_UNTRUSTED
#9 0.462 npm ERR!     at SecurePair.<anonymous> (tls.js:1370:32)
#9 0.514 npm ERR! node -v v0.10.25
#9 0.566 npm ERR! npm -v 1.3.10
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'npm 3 meets a newer answer',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm ERR! code EMISSINGARG
#9 0.462 npm ERR! typeerror Error: Missing required argument #1
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'a proxy breaks TLS open',
    log: `#9 [4/6] RUN npm install
#9 0.410 npm error code SELF_SIGNED_CERT_IN_CHAIN
#9 0.462 npm error request to https://registry.example/react failed, reason: self-signed certificate in certificate chain
#9 ERROR: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
