import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const kanikoBuildFailed = condition({
  id: 'kaniko-build-failed',
  stage: 'ci',
  title: { en: 'kaniko cannot replace a path of its own container', zh: 'kaniko 无法替换自身容器中的路径' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'kaniko should only be run inside of a container, run with the --force flag',
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['to make way for new symlink', 'to make way for new link'],
      pattern: /error removing (?<path>[^\s]{1,300}) to make way for new (?:sym)?link/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `kaniko cannot unpack the image here${path === '' ? '' : `: ${path} is in use`}`,
    zh: `kaniko 无法在此解包镜像${path === '' ? '' : `：${path} 正在使用中`}`,
  }),
  why: {
    en: `kaniko unpacks the base image over the file system it runs in. That needs its own container, and paths
      which the pod mounts cannot be replaced. kaniko has been archived since June 2025.`,
    zh: `kaniko 把基础镜像直接解包到自己所在的文件系统。因此它必须在自己的容器中运行，
      并且 pod 挂载的路径无法被替换。kaniko 已于 2025 年 6 月归档。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'ignore-the-path',
      title: { en: 'Leave the mounted path alone', zh: '忽略被挂载的路径' },
      risk: 'reversible',
      steps: [
        advise(
          `Add --ignore-path=${path === '' ? '/var/run' : path} to the executor, or mount that volume elsewhere.`,
          `给 executor 加上 --ignore-path=${path === '' ? '/var/run' : path}，或把该卷挂到别处。`,
        ),
      ],
    },
    {
      id: 'use-its-image',
      title: { en: 'Run it in its own image', zh: '使用它自己的镜像运行' },
      risk: 'reversible',
      steps: [
        edit(
          '.gitlab-ci.yml',
          { en: 'The debug image has a shell', zh: 'debug 镜像带有 shell' },
          { after: 'image:\n  name: gcr.io/kaniko-project/executor:debug\n  entrypoint: [""]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'GoogleContainerTools/kaniko', path: 'pkg/util/fs_util.go' },
    { repo: 'GoogleContainerTools/kaniko', path: 'cmd/executor/cmd/root.go' },
  ],
});

export default kanikoBuildFailed;

export const examples: ExamplesOf<typeof kanikoBuildFailed> = [
  {
    name: 'a mounted path',
    log: `error building image: error building stage: failed to get filesystem from image: error removing var/run to make way for new symlink: unlinkat /var/run/secrets/kubernetes.io/serviceaccount: device or resource busy
`,
    matches: { path: 'var/run' },
  },
  {
    name: 'a command failed',
    log: `error building image: error building stage: failed to execute command: waiting for process to exit: exit status 1
`,
    matches: false,
  },
];
