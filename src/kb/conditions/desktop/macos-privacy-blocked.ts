import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise } from '#core/model/steps.ts';

const macosPrivacyBlocked = condition({
  id: 'macos-privacy-blocked',
  stage: 'desktop',
  title: { en: 'macOS does not let Docker Desktop read this folder', zh: 'macOS 不允许 Docker Desktop 读取该目录' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'Mounts denied: approving ',
      pattern:
        /Mounts denied: approving (?<path>[^\n:]{1,400}): (?:file does not exist|operation not permitted|permission denied)/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `macOS hides ${path} from Docker Desktop`,
    zh: `macOS 对 Docker Desktop 隐藏了 ${path}`,
  }),
  why: {
    en: `Desktop, Documents, Downloads, iCloud Drive and external volumes are protected by macOS. Without consent
      the folder looks to Docker Desktop as if it did not exist, though Finder shows it.`,
    zh: `桌面、文稿、下载、iCloud 云盘和外接磁盘受 macOS 保护。没有授权时，
      Docker Desktop 会认为该目录不存在，尽管在访达中能看到。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'move-the-project',
      title: { en: 'Move the project elsewhere in your home', zh: '把项目移到主目录的其他位置' },
      risk: 'reversible',
      steps: [advise('A folder such as ~/src needs no consent.', '例如 ~/src 不需要授权。', 'desktop-mac')],
    },
    {
      id: 'give-consent',
      title: { en: 'Or give consent', zh: '或者授权' },
      risk: 'disruptive',
      steps: [
        advise(
          'System Settings → Privacy & Security → Files and Folders (or Full Disk Access): switch Docker on and restart it. Check the spelling of the path too.',
          '系统设置 → 隐私与安全性 → 文件与文件夹（或完全磁盘访问权限）：打开 Docker 并重启它。也请检查路径拼写。',
          'desktop-mac',
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default macosPrivacyBlocked;

export const examples: ExamplesOf<typeof macosPrivacyBlocked> = [
  {
    name: 'a project on the Desktop',
    log: `docker: Error response from daemon: Mounts denied: approving /Users/ann/Desktop/app: file does not exist
`,
    matches: { path: '/Users/ann/Desktop/app' },
  },
  {
    name: 'the path is not shared at all',
    log: `docker: Error response from daemon: Mounts denied: 
The path /opt/data is not shared from the host and is not known to Docker.
`,
    matches: false,
    is: 'mounts-denied-desktop',
  },
];
