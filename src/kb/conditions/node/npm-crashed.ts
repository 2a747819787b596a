import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const npmCrashed = condition({
  id: 'npm-crashed',
  stage: 'node',
  title: { en: 'npm itself broke off without an error of its own', zh: 'npm 自身中断，没有给出具体错误' },

  signatures: [
    {
      on: 'output',
      says: [
        'cb() never called!',
        'npm ERR! tar.unpack untar error',

        'npm ERR! Maximum call stack size exceeded',
        "npm ERR! Cannot read property '",
        'npm error Cannot read properties of ',
        'npm ERR! Cannot read properties of ',
        "npm ERR! Cannot find module '",

        'Exit handler never called!',
        "Cannot read properties of null (reading 'matches')",
        "Cannot read property 'matches' of null",
        "Cannot read properties of null (reading 'edgesOut')",
      ],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'ENOENT: no such file or directory, rename ',
      pattern: /npm ERR! .{0,40}rename '\S{1,200}\/\.staging\//,
      strength: 'states',
    },
  ],

  yieldsTo: [
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
    'disk-full-data-root',
    'disk-io-error',
    'filesystem-readonly',
    'npm-network',
  ],
  headline: () => ({
    en: 'npm ended in the middle of its work: a defect of npm',
    zh: 'npm 在中途结束：这是 npm 自身的缺陷',
  }),
  why: {
    en: `npm noticed on leaving that its work was not finished. It is a known defect of several npm versions, set off by a broken connection,
      a damaged cache or too little memory; the project is not at fault.`,
    zh: `npm 退出时发现工作还没做完。这是多个 npm 版本的已知缺陷，由连接中断、缓存损坏或内存不足触发；与项目无关。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'again',
      title: { en: 'Run the same build again', zh: '重新运行同一个构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
    {
      id: 'other-npm',
      title: { en: 'If it stays, use another npm version', zh: '如果仍然如此，换一个 npm 版本' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', { en: 'Before the install.', zh: '放在安装之前。' }, { after: 'RUN npm install -g npm@10' }),
      ],
    },
  ],

  sources: [
    { repo: 'npm/cli', path: 'lib/cli/exit-handler.js' },
    { repo: 'npm/npm', path: 'lib/utils/error-handler.js' },
  ],
});

export default npmCrashed;

export const examples: ExamplesOf<typeof npmCrashed> = [
  {
    name: 'npm 6',
    log: `#9 [4/6] RUN npm ci
#9 0.410 npm ERR! cb() never called!
#9 0.462
#9 0.514 npm ERR! This is an error with npm itself. Please report this error at:
#9 0.566 npm ERR!     <https://npm.community>
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the memory was not enough',
    log: `#9 [4/6] RUN npm ci
#9 0.410 FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
#9 0.462 Aborted (core dumped)
#9 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 134
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 134
`,
    matches: false,
    is: 'node-heap-oom',
  },
];
