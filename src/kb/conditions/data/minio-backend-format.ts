import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';

const minioBackendFormat = condition({
  id: 'minio-backend-format',
  stage: 'data',
  title: { en: 'MinIO cannot use what is in its data folder', zh: 'MinIO 无法使用数据目录中的内容' },

  signatures: [
    {
      on: 'output',
      says: 'Unable to initialize backend: ',
      pattern: /Unable to initialize backend: (?<reason>(?!file access denied|.{0,80}permission denied)[^\n]{3,160})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Unsupported backend format [',
      pattern: /(?<reason>Unsupported backend format \[\w{1,10}\])/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service ?? 'minio' }),

  yieldsTo: ['disk-full-data-root', 'filesystem-readonly'],
  headline: ({ reason, service }) => ({
    en: `${service} refuses its data folder: ${reason}`,
    zh: `${service} 拒绝它的数据目录：${reason}`,
  }),
  why: {
    en: `Releases since 2022-10-29 no longer read the file system format "fs" of before; a folder that already holds other files, or drives in another order or number than at first, are refused too. The objects are still there.`,
    zh: `自 2022-10-29 的版本起，不再支持旧的文件系统格式 “fs”；已有其他文件的目录、与最初顺序或数量不同的磁盘也会被拒绝。对象仍然都在。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'run-the-old-release',
      title: {
        en: 'Start the last release that reads it, to get at the objects',
        zh: '启动最后一个能读取它的版本，取出对象',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For the format fs.', zh: '用于 fs 格式。' },
          { after: 'image: minio/minio:RELEASE.2022-10-24T18-35-07Z' },
        ),
        run(['docker', 'compose', 'up', '-d', service], 'disruptive'),
      ],
    },
    {
      id: 'copy-over',
      title: { en: 'Then mirror them into a new release with a new volume', zh: '再把它们镜像到使用新卷的新版本' },
      risk: 'read',
      steps: [
        advise(
          'mc mirror old/ new/ between the two; keep the old volume until you have compared.',
          '在两者之间执行 mc mirror old/ new/；核对之前保留旧卷。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'minio/minio', path: 'cmd/format-erasure.go' }],
});

export default minioBackendFormat;

export const examples: ExamplesOf<typeof minioBackendFormat> = [
  {
    name: 'the old format',
    log: `minio-1  | FATAL Unable to initialize backend: Unsupported backend format [fs] found on /data
minio-1 exited with code 1
`,
    matches: { service: 'minio' },
  },
  {
    name: 'the login',
    log: `minio-1  | ERROR Unable to validate credentials inherited from the shell environment: Invalid credentials
minio-1  |       HINT:
minio-1  |         MINIO_ROOT_USER length should be at least 3, and MINIO_ROOT_PASSWORD length at least 8 characters
minio-1 exited with code 1
`,
    matches: false,
    is: 'minio-credentials-or-cpu',
  },
];
