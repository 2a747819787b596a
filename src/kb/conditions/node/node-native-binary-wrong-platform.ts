import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run, shell } from '#core/model/steps.ts';

const nodeNativeBinaryWrongPlatform = condition({
  id: 'node-native-binary-wrong-platform',
  stage: 'node',
  title: { en: 'A native module was installed for another platform', zh: '原生模块是为其他平台安装的' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        '@rollup/rollup-linux-',
        '@esbuild/linux-',
        '@swc/core-linux-',
        '@next/swc-linux-',
        'lightningcss.linux-',
        '@tailwindcss/oxide-linux-',
        '@parcel/watcher-linux-',
      ],
      pattern: /Cannot find (?:module|native binding|package) '?(?<module>[@./\w-]{1,120}\w)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['You installed esbuild for another platform', 'Could not load the "sharp" module using the'],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'invalid ELF header',
      pattern: /(?<module>[\w.@/+-]{1,300}\.node): invalid ELF header/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '.node: Exec format error',
      pattern: /(?<module>[\w.@/+-]{1,300}\.node): Exec format error/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Cannot find native binding. npm has a bug related to optional dependencies',
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'notsup Unsupported platform for ',
      pattern: /notsup Unsupported platform for (?<module>[@./\w-]{1,120}\w)@/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['Error: Missing binding ', 'Node Sass could not find a binding for your current environment'],
      pattern: /Missing binding \S{0,200}\/(?<module>[\w-]{1,60})\/vendor\/|(?:Node Sass) could not find a binding/,
    },
  ],
  facts: (group) => ({ module: group('module') }),

  headline: ({ module }) => ({
    en:
      module === ''
        ? 'node_modules holds native code of another platform'
        : `node_modules holds native code of another platform: ${module} does not load`,
    zh:
      module === '' ? 'node_modules 里是其他平台的原生代码' : `node_modules 里是其他平台的原生代码：${module} 无法加载`,
  }),
  why: {
    en: `The JavaScript is there, its native part for this operating system, libc and architecture is not. Either the node_modules of the host
      was copied over the installed one (COPY . . without .dockerignore, or a bind mount), or the lock file was written on another system
      and lists only that system's optional packages (npm bug 4828).`,
    zh: `JavaScript 部分在，但缺少适用于当前操作系统、libc 与架构的原生部分。要么主机的 node_modules 覆盖了镜像里安装的
      （COPY . . 而没有 .dockerignore，或用了 bind mount），要么锁文件是在别的系统上生成的，只列出了那个系统的可选包（npm bug 4828）。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ignore-node-modules',
      title: { en: "Keep the host's node_modules out of the image", zh: '不要把主机的 node_modules 带进镜像' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'Add this line.', zh: '加上这一行。' }, { after: '**/node_modules' })],
    },
    {
      id: 'rewrite-lock',
      title: {
        en: 'Write the lock file again from nothing, so that it lists every platform',
        zh: '从头重新生成锁文件，使其包含所有平台',
      },
      risk: 'costly',
      steps: [
        shell(
          'rm -rf node_modules && mv package-lock.json package-lock.json.old && npm install',
          'Remove-Item -Recurse -Force node_modules; Move-Item package-lock.json package-lock.json.old; npm install',
          'costly',
        ),
        run(['git', 'add', 'package-lock.json'], 'reversible'),
      ],
    },
    {
      id: 'own-volume',
      title: {
        en: 'With a bind mount, give node_modules a volume of its own',
        zh: '使用 bind mount 时，给 node_modules 单独一个卷',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Under the volumes of the service.', zh: '写在该服务的 volumes 下。' },
          { after: '- /app/node_modules' },
        ),
        run(['docker', 'compose', 'up', '-d', '--no-deps', '--renew-anon-volumes', '<service>'], 'disruptive', {
          note: {
            en: 'Only for this service: its volumes without a name start anew from the image.',
            zh: '仅针对该服务：它没有名字的卷会按镜像重新开始。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'https://github.com/npm/cli/issues/4828' },
    { repo: 'evanw/esbuild', path: 'lib/npm/node-platform.ts' },
    { repo: 'lovell/sharp', path: 'lib/sharp.js' },
    { repo: 'rollup/rollup', path: 'native.js' },
  ],
});

export default nodeNativeBinaryWrongPlatform;

export const examples: ExamplesOf<typeof nodeNativeBinaryWrongPlatform> = [
  {
    name: 'rollup on Alpine',
    log: `#9 [4/6] RUN npm run build
#9 0.410 > vite build
#9 0.462 Error: Cannot find module @rollup/rollup-linux-x64-musl. npm has a bug related to optional dependencies (https://github.com/npm/cli/issues/4828). Please try \`npm i\` again after removing both package-lock.json and node_modules directory.
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: { module: '@rollup/rollup-linux-x64-musl' },
    verdict: 'confirmed',
  },
  {
    name: 'a module of macOS behind a bind mount',
    log: `api-1  | Error: /app/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node: invalid ELF header
api-1  |     at Module._extensions..node (node:internal/modules/cjs/loader:1454:18)
api-1 exited with code 1
`,
    matches: { module: '/app/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node' },
  },
  {
    name: 'a plain dependency is missing',
    log: `#9 [4/6] RUN npm run build
#9 0.410 Error: Cannot find module 'webpack-merge'
#9 0.462 Require stack:
#9 0.514 - /app/webpack.config.js
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'node-module-missing',
  },
];
