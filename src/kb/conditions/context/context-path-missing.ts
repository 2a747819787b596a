import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run, shell } from '#core/model/steps.ts';

const contextPathMissing = condition({
  id: 'context-path-missing',
  stage: 'context',
  title: { en: 'The build context directory does not exist', zh: '构建上下文目录不存在' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'unable to prepare context: path "',
      pattern: /unable to prepare context: path "(?<path>[^"]{0,400})" not found/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'context must be a directory: ',
      pattern: /context must be a directory: (?<path>[^\s]{1,400})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'build path ',
      pattern: /build path (?<path>[^\n]{1,400}?) either does not exist, is not accessible, or is not a valid URL/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `The build context ${path} does not exist`,
    zh: `构建上下文 ${path} 不存在`,
  }),
  why: {
    en: `The path given as context (the last argument of docker build, or build.context in Compose) is not a
      directory here. It is resolved from the current directory, in Compose from the folder of the Compose file.
      With docker from snap, folders outside of $HOME count as missing too.`,
    zh: `作为上下文的路径（docker build 的最后一个参数，
      或 Compose 的 build.context）在这里不是目录。它相对于当前目录解析，
      Compose 中相对于 Compose 文件所在目录。
      snap 版 docker 看不到 $HOME 之外的目录，也会这样报错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-where-you-are',
      title: { en: 'See from where it is resolved', zh: '查看从哪里解析' },
      risk: 'read',
      steps: [
        shell(
          'pwd; ls -la; git submodule status; command -v docker',
          'Get-Location; Get-ChildItem; git submodule status',
          'read',
        ),
      ],
    },
    {
      id: 'correct-the-path',
      title: { en: 'Correct the path, or check out what is missing', zh: '修正路径，或检出缺少的内容' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'context is relative to this file', zh: 'context 相对于该文件' },
          { after: '    build:\n      context: ./app' },
        ),
        run(['git', 'submodule', 'update', '--init', '--recursive'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'docker/cli', path: 'cli/command/image/build/context_detect.go' },
    { repo: 'docker/buildx', path: 'build/opt.go' },
  ],
});

export default contextPathMissing;

export const examples: ExamplesOf<typeof contextPathMissing> = [
  {
    name: 'a wrong folder',
    log: `ERROR: failed to build: unable to prepare context: path "./api" not found
`,
    matches: { path: './api' },
    verdict: 'confirmed',
  },
  {
    name: 'the directory is there, the Dockerfile is not',
    log: `ERROR: failed to build: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory
`,
    matches: false,
    is: 'dockerfile-not-found',
  },
];
