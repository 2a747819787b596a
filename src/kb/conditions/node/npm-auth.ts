import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, shell } from '#core/model/steps.ts';

const npmAuth = condition({
  id: 'npm-auth',
  stage: 'node',
  title: { en: 'The package registry wants a login', zh: '包仓库要求登录' },

  signatures: [
    {
      on: 'output',
      says: ['npm ERR! code E401', 'npm error code E401', 'npm ERR! code E403', 'npm error code E403'],
      pattern: /code (?<code>E40[13])/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Unable to authenticate, need: ', 'Unable to authenticate, your authentication token seems to be invalid'],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Failed to replace env in config: ${',
      pattern: /Failed to replace env in config: \$\{(?<variable>\w{1,80})\}/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'Invalid authentication (as an',
        'ERR_PNPM_FETCH_401',
        'ERR_PNPM_FETCH_403',
        'Request failed \\"401 Unauthorized\\"',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'is not in this registry',
      pattern: /'?(?<scoped>@[\w.-]{1,100}\/[\w.-]{1,100})(?:@[^' ]{0,80})?'? is not in this registry/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: ['ERR! 404 Not Found', 'npm error 404 Not Found'],
      pattern: /404 +Not Found(?: - GET|:) \S{0,200}?(?<scoped>@[\w.-]{1,80}(?:\/|%2[fF])[\w.-]{1,100})/,
      strength: 'hints',
    },
    {
      on: 'output',
      says: 'returned a 401',
      pattern: /"(?<scoped>@[\w.-]{1,80}\/[\w.-]{1,100})@[^"]{1,60}" is not published: .{0,300}returned a 401/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ code: group('code'), scoped: group('scoped'), variable: group('variable') }),

  yieldsTo: ['proxy-missing-in-build'],
  headline: ({ scoped, variable }) =>
    variable !== ''
      ? { en: `npm has no token: ${variable} is not set in this step`, zh: `npm 没有令牌：此步骤中未设置 ${variable}` }
      : scoped !== ''
        ? {
            en: `The registry does not show ${scoped}: it is private, or not there`,
            zh: `仓库中看不到 ${scoped}：它是私有包，或者不存在`,
          }
        : { en: 'The package registry refused the credentials, or got none', zh: '包仓库拒绝了凭据，或者没有收到凭据' },
  why: {
    en: `The registry answered, and its answer was 401 or 403 (some private registries say 404 to strangers).
      A build step sees neither your ~/.npmrc nor your environment: the token must be given to it, best as a build secret.`,
    zh: `仓库作出了回答，回答是 401 或 403（有的私有仓库对未登录者回答 404）。
      构建步骤看不到你的 ~/.npmrc，也看不到你的环境变量：必须把令牌传给它，最好用构建 secret。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'secret-npmrc',
      title: { en: 'Give the step your .npmrc as a build secret', zh: '把 .npmrc 作为构建 secret 传给该步骤' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Mount it only for this step; it does not end up in a layer.',
            zh: '只为这一步挂载，不会留在镜像层里。',
          },
          { after: 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci' },
        ),
        shell(
          'docker build --secret id=npmrc,src="$HOME/.npmrc" .',
          'docker build --secret "id=npmrc,src=$env:USERPROFILE\\.npmrc" .',
          'reversible',
        ),
      ],
    },
    {
      id: 'check-token',
      title: { en: 'Check that the token is valid and may read the package', zh: '确认令牌有效且有读取权限' },
      risk: 'read',
      steps: [
        look(['npm', 'whoami']),
        look(['npm', 'config', 'get', 'registry']),
        advise(
          'Never write the token into the Dockerfile or pass it with ARG: both stay in the image history.',
          '不要把令牌写进 Dockerfile，也不要用 ARG 传入：两者都会留在镜像历史里。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/utils/error-message.js' },
    { repo: 'npm/npm-registry-fetch', path: 'lib/errors.js' },
  ],
});

export default npmAuth;

export const examples: ExamplesOf<typeof npmAuth> = [
  {
    name: 'no credentials were sent',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm error code E401
#9 0.462 npm error Unable to authenticate, need: Basic realm="Artifactory Realm"
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { code: 'E401' },
    verdict: 'confirmed',
  },
  {
    name: 'the token variable is empty in the step',
    log: `#9 [4/6] RUN npm ci
#9 0.410 Error: Failed to replace env in config: \${NPM_TOKEN}
#9 0.462     at /usr/local/lib/node_modules/npm/lib/config/core.js:415:13
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: { variable: 'NPM_TOKEN' },
  },
  {
    name: 'a public package that does not exist',
    log: `#9 [4/6] RUN npm install leftpadd
#9 0.410 npm error code E404
#9 0.462 npm error 404 Not Found - GET https://registry.example/leftpadd - Not found
#9 0.514 npm error 404
#9 0.566 npm error 404  'leftpadd@*' is not in this registry.
#9 ERROR: process "/bin/sh -c npm install leftpadd" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install leftpadd" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'js-package-version-not-found',
  },
];
