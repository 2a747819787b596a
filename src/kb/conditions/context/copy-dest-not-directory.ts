import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const copyDestNotDirectory = condition({
  id: 'copy-dest-not-directory',
  stage: 'context',
  title: {
    en: 'COPY or ADD meets a file where it needs a directory, or the reverse',
    zh: 'COPY 或 ADD 的目标是文件而非目录，或相反',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'the destination must be a directory and end with a /',
      pattern: /When using (?<what>COPY|ADD) with more than one source file/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['cannot copy to non-directory: ', 'cannot replace to directory '],
      pattern:
        /(?:cannot copy to non-directory: (?:\/[^\s]{0,200}\/buildkit-mount\d{1,12})?(?<path>[^\s]{1,300})|cannot replace to directory (?:\/[^\s]{0,200}\/buildkit-mount\d{1,12})?(?<dir>[^\s]{1,300}) with file)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') === '' ? group('dir') : group('path') }),

  headline: ({ path }) => ({
    en: `${path === '' ? 'The destination' : path} is of the wrong kind for this copy`,
    zh: `${path === '' ? '目标路径' : `${path} `}的类型不适合这次复制`,
  }),
  why: {
    en: `A file cannot take the place of a directory that is already in the image, nor a directory that of a file,
      and several sources need a destination with a slash at the end. Often COPY . . brings a node_modules or
      .venv from the host over the one just installed.`,
    zh: `文件不能取代镜像中已有的目录，目录也不能取代文件；多个源需要以斜杠结尾的目标。
      常见的是 COPY . . 把宿主机的 node_modules 或 .venv 覆盖到刚安装的目录上。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ignore-installed-folders',
      title: { en: 'Keep installed folders out of the context', zh: '把安装目录排除在上下文之外' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'Add them', zh: '加入这些目录' }, { after: 'node_modules\n.venv' })],
    },
    {
      id: 'end-with-slash',
      title: { en: 'End the destination with a slash', zh: '让目标以斜杠结尾' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A directory as destination', zh: '以目录为目标' },
          { before: 'COPY package.json package-lock.json /app', after: 'COPY package.json package-lock.json /app/' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/copy.go' },
    { repo: 'tonistiigi/fsutil', path: 'copy/copy.go' },
  ],
});

export default copyDestNotDirectory;

export const examples: ExamplesOf<typeof copyDestNotDirectory> = [
  {
    name: 'two sources, no slash',
    log: `Step 3/6 : COPY package.json package-lock.json /app
When using COPY with more than one source file, the destination must be a directory and end with a /
`,
    matches: {},
  },
  {
    name: 'a link over a directory',
    log: `ERROR: failed to build: failed to solve: cannot replace to directory /var/lib/docker/buildkit/containerd-overlayfs/cachemounts/buildkit1234567/app/node_modules/lib with file
`,
    matches: {},
  },
  {
    name: 'the source is missing',
    log: `ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref x::y: "/package.json": not found
`,
    matches: false,
    is: 'copy-source-missing',
  },
];
