import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { isOfStep } from '../../shared/build-event.ts';
import { edit, look } from '#core/model/steps.ts';
import { newerBase } from '../../shared/newer-base.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const nodeEngineMismatch = condition({
  id: 'node-engine-mismatch',
  stage: 'node',
  title: {
    en: 'This Node.js version does not fit the package or the project',
    zh: '当前 Node.js 版本不适合该包或项目',
  },

  signatures: [
    {
      on: 'output',
      says: 'The engine "node" is incompatible with this module',
      pattern:
        /error (?<package>\S{1,200}): The engine "node" is incompatible with this module\. Expected version "(?<wanted>[^"]{1,100})"\.(?: Got "(?<have>[^"]{1,40})")?/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'npm ERR! notsup',
        'npm error notsup',
        'npm ERR! engine Not compatible',
        'npm error engine Not compatible',
      ],
      pattern: /Not compatible with your version of node\/npm: (?<package>\S{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['npm ERR! code EBADENGINE', 'npm error code EBADENGINE', 'ERR_PNPM_UNSUPPORTED_ENGINE'],
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'is known not to run on Node.js',
        'For Next.js, Node.js version',
        'The Angular CLI requires a minimum Node.js version',
        'This version of pnpm requires at least Node.js',
        'you are using node version',
      ],
      pattern:
        /is known not to run on Node\.js (?<have>v[\d.]+)|For Next\.js, Node\.js version "?(?<wanted>[^"]{1,40})"? is required|The Angular CLI requires a minimum Node\.js version|requires at least Node\.js|you are using node version (?<used>v[\d.]+), which is incompatible/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'primordials is not defined',
        'Block-scoped declarations (let, const, function, class) not yet supported',
        'Use of const in strict mode',
        'fatal error: node_api.h: No such file',
        'crypto.hash is not a function',
        'getRandomValues is not a function',
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['SyntaxError: Unexpected token', 'npm ERR! Unexpected token'],
      pattern:
        /(?:SyntaxError:|npm ERR!) Unexpected token (?:\.{1,3}|[{(=?*]|=>|\?\?=?|'(?:\.|\?|\?\?=|\|\|=|&&=)'|function|of|import)$/,
      also: [
        { says: ['node_modules/', 'npm ERR! node v'] },
        { says: ['vm.js:', 'module.js:', 'internal/modules/', 'npm ERR! node v', 'loader.js:'] },
      ],
    },
    {
      on: 'output',
      says: ['ERR_REQUIRE_ESM', 'ERR_UNKNOWN_BUILTIN_MODULE', 'No such built-in module: node:'],
      strength: 'hints',
      also: [{ says: 'node_modules/' }],
    },
    {
      on: 'output',
      says: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
      pattern: /ERR_PACKAGE_PATH_NOT_EXPORTED\]: (?:Package subpath '[^']{1,200}' is not defined|No "exports" main)/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: ['SyntaxError: Unexpected token', 'SyntaxError: Unexpected identifier'],
      also: [{ says: ['/yarn/lib/cli.js:', '/npm/lib/cli.js:', '/npm/bin/npm-cli.js:'] }],
      when: isOfStep,
      strength: 'states',
    },
    { on: 'output', says: 'You must provide the URL of lib/mappings.wasm by calling ', strength: 'states' },
  ],
  facts: (group) => ({ package: group('package'), wanted: group('wanted'), have: group('have') }),

  headline: ({ package: name, wanted, have }) =>
    name !== '' && wanted !== ''
      ? {
          en: `${name} wants Node.js ${wanted}${have === '' ? '' : `, the image has ${have}`}`,
          zh: `${name} 要求 Node.js ${wanted}${have === '' ? '' : `，镜像里是 ${have}`}`,
        }
      : name !== ''
        ? { en: `${name} does not support the Node.js version of the image`, zh: `${name} 不支持镜像里的 Node.js 版本` }
        : {
            en: 'The code does not run on the Node.js version of the image',
            zh: '代码无法在镜像里的 Node.js 版本上运行',
          },
  why: {
    en: `A package says which Node.js versions it runs on ("engines"), or uses syntax this Node.js cannot read. The base image and the dependencies
      have drifted apart: an old image installs a package that has since dropped it, or a new image meets a package that was never adapted.
      Lines that begin with "npm warn EBADENGINE" or "npm WARN notsup" alone are not failures.`,
    zh: `包会声明自己支持哪些 Node.js 版本（engines），或使用了当前 Node.js 不认识的语法。基础镜像与依赖已经脱节：
      旧镜像装到了不再支持它的新包，或新镜像遇到了从未适配的旧包。仅以 npm warn EBADENGINE、npm WARN notsup 开头的行不是失败。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  retry: 'useless',
  remedies: ({ wanted }, { dockerfiles }, at) => [
    newerBase({ image: 'node', version: wanted }, at, dockerfiles),
    {
      id: 'match-base',
      title: { en: 'Take the Node.js version the packages ask for', zh: '使用这些包所要求的 Node.js 版本' },
      risk: 'reversible',
      steps: [
        look(['npm', 'pkg', 'get', 'engines']),
        edit(
          'Dockerfile',
          { en: 'Name a supported major version.', zh: '写明受支持的大版本。' },
          { after: 'FROM node:22-slim' },
        ),
      ],
    },
    {
      id: 'pin-package',
      title: {
        en: 'Or pin the last release that supports this Node.js, and commit the lock file',
        zh: '或固定支持当前 Node.js 的最后一个版本，并提交锁文件',
      },
      risk: 'reversible',
      steps: [
        look(['npm', 'view', 'next', 'engines', '--json'], {
          note: { en: 'Name the package from the message.', zh: '换成消息中的包名。' },
        }),
        edit('package.json', {
          en: 'An unpinned global install takes the newest release; name a version.',
          zh: '不写版本的全局安装会拿到最新版；请写明版本。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'yarnpkg/yarn', path: 'src/package-compatibility.js' },
    { repo: 'npm/npm-install-checks', path: 'lib/index.js' },
    { repo: 'nodejs/node', path: 'lib/internal/modules/cjs/loader.js' },
  ],
});

export default nodeEngineMismatch;

export const examples: ExamplesOf<typeof nodeEngineMismatch> = [
  {
    name: 'yarn 1',
    log: `#9 [4/6] RUN yarn install
#9 0.410 error next@9.3.5: The engine "node" is incompatible with this module. Expected version ">=10.13.0". Got "8.14.1"
#9 0.462 error Found incompatible module.
#9 ERROR: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c yarn install" did not complete successfully: exit code: 1
`,
    matches: { package: 'next@9.3.5', wanted: '>=10.13.0', have: '8.14.1' },
    verdict: 'confirmed',
  },
  {
    name: 'a package with newer syntax',
    log: `#9 [4/6] RUN npm install -g node-gyp && node-gyp install
#9 0.410 /usr/lib/node_modules/node-gyp/node_modules/env-paths/index.js:7
#9 0.462 const {env} = process;
#9 0.514       ^
#9 0.566 SyntaxError: Unexpected token {
#9 0.618     at exports.runInThisContext (vm.js:53:16)
#9 0.670     at Module._compile (module.js:373:25)
#9 ERROR: process "/bin/sh -c npm install -g node-gyp && node-gyp install" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm install -g node-gyp && node-gyp install" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'gulp 3 on a new Node.js',
    log: `#9 [4/6] RUN npx gulp build
#9 0.410 ReferenceError: primordials is not defined
#9 0.462     at fs.js:39:5
#9 0.514     at req_ (/app/node_modules/natives/index.js:143:24)
#9 ERROR: process "/bin/sh -c npx gulp build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npx gulp build" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'broken JSON of the project',
    log: `#9 [4/6] RUN npm run build
#9 0.410 SyntaxError: Unexpected token } in JSON at position 214
#9 0.462     at JSON.parse (<anonymous>)
#9 0.514     at Module._compile (module.js:373:25)
#9 0.566     at /app/node_modules/webpack/lib/index.js:3:1
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
