import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const imageLoadInvalid = condition({
  id: 'image-load-invalid',
  stage: 'export',
  title: { en: 'The file given to docker load is no image archive', zh: '交给 docker load 的文件不是镜像归档' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: '/docker-import-',
      pattern: /open \S{1,200}\/docker-import-\d{1,20}\/(?<member>\S{1,200}): no such file or directory/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: [
        'requested load from stdin, but stdin is empty',
        'unrecognized image format',
        'invalid archive: does not contain a manifest.json',
      ],
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['archive/tar: invalid tar header', 'Error processing tar file(exit status 1): archive/tar'],
      unless: [
        {
          says: ['failed to register layer', 'ApplyLayer', ': Pulling fs layer', 'Sending build context'],
          within: 'log',
        },
      ],
    },
  ],
  facts: (group) => ({ member: group('member') }),

  yieldsTo: ['disk-full-data-root', 'submodule-or-lfs-missing'],
  headline: ({ member }) => ({
    en: `docker load did not find an image in the file${member === '' ? '' : ` (${member} is not in it)`}`,
    zh: `docker load 在该文件中没有找到镜像${member === '' ? '' : `（其中没有 ${member}）`}`,
  }),
  why: {
    en: `docker load reads what docker save or a build with type=docker wrote. A file from docker export is a plain file system, an OCI layout
      has other contents, and a Git LFS pointer, an HTML error page or a cut download is no archive at all.`,
    zh: `docker load 只能读取 docker save 或 type=docker 构建产生的文件。docker export 的文件只是文件系统，OCI layout 的内容不同；
      Git LFS 指针、HTML 错误页或下载不完整的文件根本不是归档。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-the-file-is',
      title: { en: 'See what the file is', zh: '查看文件是什么' },
      risk: 'read',
      steps: [look(['file', 'image.tar']), look(['tar', '-tf', 'image.tar'])],
    },
    {
      id: 'import-a-file-system',
      title: { en: 'A plain file system (bin/, etc/, …): import it', zh: '如果是文件系统（bin/、etc/ 等）：用 import' },
      risk: 'reversible',
      steps: [
        run(['docker', 'import', 'image.tar', '<image>:<tag>'], 'reversible', {
          note: { en: 'It has no CMD or ENV; give them with --change.', zh: '它没有 CMD 或 ENV；用 --change 指定。' },
        }),
      ],
    },
    {
      id: 'write-it-again',
      title: { en: 'Otherwise write the archive again', zh: '否则重新生成归档' },
      risk: 'reversible',
      steps: [
        run(['docker', 'save', '--output', 'image.tar', '<image>:<tag>'], 'reversible'),
        run(['docker', 'buildx', 'build', '--output', 'type=docker,dest=image.tar', '.'], 'reversible'),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/image/tarexport/load.go', symbol: 'Load' },
    { repo: 'docker/cli', path: 'cli/command/image/load.go', symbol: 'requested load from stdin' },
  ],
});

export default imageLoadInvalid;

export const examples: ExamplesOf<typeof imageLoadInvalid> = [
  {
    name: 'a file from docker export',
    log: `open /var/lib/docker/tmp/docker-import-123456789/bin/json: no such file or directory
`,
    matches: { member: 'bin/json' },
    verdict: 'confirmed',
    remedies: ['see-what-the-file-is', 'import-a-file-system', 'write-it-again'],
  },
  {
    name: 'nothing on standard input',
    log: `requested load from stdin, but stdin is empty
`,
    matches: {},
  },
  {
    name: 'an archive inside a step is broken',
    log: `#6 [2/3] RUN tar xf data.tar
#6 0.120 tar: This does not look like a tar archive
#6 ERROR: process "/bin/sh -c tar xf data.tar" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c tar xf data.tar" did not complete successfully: exit code: 2
`,
    matches: false,
  },
];
