import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const nodeFileMissing = condition({
  id: 'node-file-missing',
  stage: 'node',
  title: { en: 'A file that Node.js is to load is not there', zh: 'Node.js 要加载的文件不存在' },

  signatures: [
    {
      on: ['output', 'error'],
      says: "Error: Cannot find module '/",
      pattern: /Error: Cannot find module '(?<path>\/[^']{1,300})'/,
    },
    {
      on: ['output', 'error'],
      says: "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/",
      pattern: /Cannot find module '(?<path>\/[^']{1,300})' imported from (?<from>\/[^\s]{1,300})/,
    },
  ],
  facts: (group, event) => ({ path: group('path'), from: group('from'), service: event.service }),

  yieldsTo: [
    'npm-unsafe-perm',
    'node-native-binary-wrong-platform',
    'copy-source-missing',
    'node-dev-dependency-missing',
    'app-build-error',
  ],
  headline: ({ path, from }) => ({
    en: from === '' ? `Node.js finds no file ${path}` : `${from} imports ${path}, and that file is not there`,
    zh: from === '' ? `Node.js 找不到文件 ${path}` : `${from} 导入了 ${path}，但该文件不存在`,
  }),
  why: {
    en: `Node.js looked for this very file. The build wrote it to another folder (dist/src/main.js instead of dist/main.js), it was never
      built or copied, WORKDIR differs, "node" was written twice for an image whose entrypoint is node already, or a bind mount
      lies over the folder and hides what the image has there. An import in an ES module also needs the ending .js.`,
    zh: `Node.js 找的正是这个文件。可能是构建把它写到了别的目录（dist/src/main.js 而不是 dist/main.js）、没有构建或没有复制、WORKDIR 不同、
      镜像的入口已经是 node 却又写了一遍 node，或绑定挂载盖住了镜像里的目录。ES 模块中的导入还必须写出扩展名 .js。`,
  },

  retry: 'useless',
  remedies: ({ path, service }) => [
    {
      id: 'see-what-is-there',
      title: { en: 'See what the image has in that folder', zh: '查看镜像里那个目录有什么' },
      risk: 'read',
      steps: [look(inService(service, 'ls', '-la', path.slice(0, Math.max(1, path.lastIndexOf('/')))))],
    },
    {
      id: 'start-the-right-file',
      title: { en: 'Start the file where the build puts it', zh: '启动构建实际产出的文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Build in the image, and name the file that comes out of it.',
            zh: '在镜像里构建，并写出它实际生成的文件。',
          },
          { after: 'RUN npm run build\nCMD ["node", "dist/main.js"]' },
        ),
      ],
    },
    {
      id: 'keep-the-mount-away',
      title: {
        en: 'If a folder is mounted there, leave out what the image brings',
        zh: '如果那里挂载了目录，避开镜像自带的内容',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Mount only the sources, not the whole of /app.', zh: '只挂载源码，不要挂载整个 /app。' },
          { before: '- .:/app', after: '- ./src:/app/src' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/internal/modules/cjs/loader.js', symbol: 'Module._resolveFilename' },
    { repo: 'nodejs/node', path: 'lib/internal/modules/esm/resolve.js', symbol: 'finalizeResolution' },
  ],
});

export default nodeFileMissing;

export const examples: ExamplesOf<typeof nodeFileMissing> = [
  {
    name: 'the start file of the application is not in the image',
    log: `api-1  | Error: Cannot find module '/app/dist/main.js'
api-1  |     at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)
api-1  |   code: 'MODULE_NOT_FOUND',
api-1  |   requireStack: []
api-1 exited with code 1
`,
    matches: { path: '/app/dist/main.js', from: '', service: 'api' },
  },
  {
    name: 'an import without its ending',
    log: `api-1  | Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/dist/config' imported from /app/dist/main.js
api-1 exited with code 1
`,
    matches: { path: '/app/dist/config', from: '/app/dist/main.js' },
  },
  {
    name: 'a package',
    log: `api-1  | Error: Cannot find module 'express'
api-1  | Require stack:
api-1  | - /app/server.js
api-1 exited with code 1
`,
    matches: false,
  },
];
