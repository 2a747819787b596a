import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const mountsDeniedDesktop = condition({
  id: 'mounts-denied-desktop',
  stage: 'desktop',
  title: { en: 'Docker Desktop does not share this host path', zh: 'Docker Desktop 没有共享该宿主机路径' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'is not shared from the host and is not known to Docker',
        'is not shared from OS X and is not known to Docker',
      ],
      pattern: /[Tt]he path (?<path>[^\n]{1,400}?) ?(?:\n| )is not shared from (?:the host|OS X)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['Mounts denied', 'Drive has not been shared', 'drive is not shared'],
      unless: [{ says: 'Mounts denied: approving', within: 'log' }],
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path === '' ? 'The host path' : path} is not shared with the virtual machine of Docker Desktop`,
    zh: `${path === '' ? '该宿主机路径' : `${path} `}没有共享给 Docker Desktop 的虚拟机`,
  }),
  why: {
    en: `The engine of Docker Desktop runs in a virtual machine and sees only the folders listed under File sharing.
      The path of this bind mount is not below any of them, so the mount was refused before the container
      started.`,
    zh: `Docker Desktop 的引擎在虚拟机中运行，只能看到 File sharing 列出的目录。
      该绑定挂载的路径不在其中，因此在容器启动前就被拒绝。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'share-the-path',
      title: { en: 'Share the folder, or move the project', zh: '共享该目录，或移动项目' },
      risk: 'disruptive',
      steps: [
        advise(
          'Settings → Resources → File sharing: add the folder, then Apply & restart (containers stop meanwhile). Shared by default on a Mac: /Users, /Volumes, /private, /tmp, /var/folders; on Linux: /home.',
          'Settings → Resources → File sharing：添加该目录后点 Apply & restart（期间容器会停止）。Mac 默认共享 /Users、/Volumes、/private、/tmp、/var/folders；Linux 默认共享 /home。',
          'desktop',
        ),
        edit(
          'compose.yaml',
          { en: 'Or mount from the project folder', zh: '或者从项目目录挂载' },
          { after: '    volumes:\n      - ./data:/data' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default mountsDeniedDesktop;

export const examples: ExamplesOf<typeof mountsDeniedDesktop> = [
  {
    name: 'a path outside of the shared folders',
    log: `docker: Error response from daemon: Mounts denied: 
The path /opt/data is not shared from the host and is not known to Docker.
You can configure shared paths from Docker -> Preferences... -> Resources -> File Sharing.
`,
    matches: { path: '/opt/data' },
  },
  {
    name: 'macOS asks for consent',
    log: `docker: Error response from daemon: Mounts denied: approving /Users/ann/Desktop/app: file does not exist
`,
    matches: false,
    is: 'macos-privacy-blocked',
  },
];
