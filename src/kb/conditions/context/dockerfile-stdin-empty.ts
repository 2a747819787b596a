import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { run, shell } from '#core/model/steps.ts';

const dockerfileStdinEmpty = condition({
  id: 'dockerfile-stdin-empty',
  stage: 'context',
  title: {
    en: 'The Dockerfile was to come from standard input, which was empty',
    zh: 'Dockerfile 应来自标准输入，但输入为空',
  },

  signatures: [
    { on: ['error', 'output'], says: 'failed to read dockerfile: no local sources enabled', strength: 'states' },
  ],

  headline: () => ({
    en: 'Nothing arrived on standard input (docker build -)',
    zh: '标准输入没有内容（docker build -）',
  }),
  why: {
    en: `With "-" as context or as -f the Dockerfile is read from standard input. It was empty, so the builder has
      neither a context nor a file to read. Often the command before the pipe failed or the here-document is
      missing.`,
    zh: `用 "-" 作为上下文或 -f 时，Dockerfile 从标准输入读取。输入为空，
      builder 既没有上下文也没有文件。通常是管道前的命令失败，或缺少 here-document。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'pipe-the-file',
      title: { en: 'Pipe the file, or name the context', zh: '用管道传入文件，或指定上下文' },
      risk: 'reversible',
      steps: [
        shell('docker build -f - . < Dockerfile', 'Get-Content Dockerfile | docker build -f - .', 'reversible'),
        run(['docker', 'build', '-f', 'Dockerfile', '.'], 'reversible'),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'frontend/dockerui/config.go' }],
});

export default dockerfileStdinEmpty;

export const examples: ExamplesOf<typeof dockerfileStdinEmpty> = [
  {
    name: 'nothing was piped in',
    log: `#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile:
#1 ERROR: no local sources enabled
------
 > [internal] load build definition from Dockerfile:
------
ERROR: failed to build: failed to solve: failed to read dockerfile: no local sources enabled
`,
    matches: {},
  },
  {
    name: 'the file does not exist',
    log: `ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory
`,
    matches: false,
    is: 'dockerfile-not-found',
  },
];
