import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const exportLocalFailed = condition({
  id: 'export-local-failed',
  stage: 'export',
  title: { en: 'The result could not be written to the local directory', zh: '无法把构建结果写入本地目录' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'error from receiver: ',
      pattern: /error from receiver: (?<reason>[^\n]{1,300})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'failed to create synctarget dest dir ',
      pattern: /(?<reason>failed to create synctarget dest dir [^\n]{1,300})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'destination directory ',
      pattern: /(?<reason>destination directory [^\n]{1,300} is a file)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'A required privilege is not held by the client',
      pattern: /(?<reason>symlink [^\n]{1,300}A required privilege is not held by the client)/,
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['disk-full-data-root', 'filesystem-readonly'],
  headline: ({ reason }) => ({
    en: `The client could not write the exported files: ${reason}`,
    zh: `客户端无法写入导出的文件：${reason}`,
  }),
  why: {
    en: `The build is done; the files were sent to this computer and could not be created there: the target directory belongs to someone else,
      or its file system has no symbolic links or file names such as the image has (Windows).`,
    zh: `构建已经完成；文件传回本机时无法创建：目标目录属于其他用户，或者其文件系统不支持镜像中的符号链接或文件名（Windows）。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-the-directory',
      title: { en: 'See who may write to the target', zh: '查看谁可以写入目标目录' },
      risk: 'read',
      steps: [shell('ls -ld . ./out; df -h .', 'Get-Acl . | Format-List; Get-PSDrive', 'read')],
    },
    {
      id: 'write-a-tar',
      title: { en: 'Write one archive instead of files', zh: '改为写成一个归档文件' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'build', '--output', 'type=tar,dest=out.tar', '.'], 'reversible')],
    },
    {
      id: 'own-empty-directory',
      title: { en: 'Or write to an empty directory of your own', zh: '或者写入自己拥有的空目录' },
      risk: 'reversible',
      steps: [
        run(['docker', 'buildx', 'build', '--output', 'type=local,dest=./out-new', '.'], 'reversible'),
        advise(
          'On Windows turn on the developer mode (symbolic links without administrator rights) or build inside WSL.',
          '在 Windows 上启用开发人员模式（无需管理员即可创建符号链接），或在 WSL 中构建。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'tonistiigi/fsutil', path: 'receive.go', symbol: 'error from receiver' }],
});

export default exportLocalFailed;

export const examples: ExamplesOf<typeof exportLocalFailed> = [
  {
    name: 'the directory belongs to root',
    log: `#9 exporting to client directory
#9 copying files 1.2MB 0.1s
#9 ERROR: error from receiver: open out/app: permission denied
------
 > exporting to client directory:
------
ERROR: failed to build: failed to solve: error from receiver: open out/app: permission denied
`,
    matches: { reason: 'open out/app: permission denied' },
    verdict: 'confirmed',
    remedies: ['see-the-directory', 'write-a-tar', 'own-empty-directory'],
  },
  {
    name: 'the build context cannot be read',
    log: `ERROR: failed to build: failed to solve: error from sender: open /src/secret: permission denied
`,
    matches: false,
  },
];
