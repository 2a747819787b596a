import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run, shell } from '#core/model/steps.ts';

const desktopMacosNotRunning = condition({
  id: 'desktop-macos-not-running',
  stage: 'desktop',
  title: { en: 'Docker Desktop is not running on this Mac', zh: '这台 Mac 上的 Docker Desktop 没有运行' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Cannot connect to the Docker daemon at unix:///Users/',
        'failed to connect to the docker API at unix:///Users/',
      ],
      pattern: /at unix:\/\/(?<socket>\/Users\/[^\s/]{1,100}\/\.docker\/run\/docker\.sock)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ socket: group('socket') }),

  headline: ({ socket }) => ({
    en: `Nothing listens on ${socket}: Docker Desktop is not running`,
    zh: `${socket} 上没有监听：Docker Desktop 没有运行`,
  }),
  why: {
    en: `This socket belongs to Docker Desktop and exists only while it runs. If you use Colima, OrbStack or Rancher
      Desktop, the client still points at the context of Docker Desktop.`,
    zh: `该套接字属于 Docker Desktop，只在它运行时存在。
      如果使用 Colima、OrbStack 或 Rancher Desktop，
      说明客户端仍指向 Docker Desktop 的 context。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'start-desktop',
      title: { en: 'Start it', zh: '启动它' },
      risk: 'reversible',
      steps: [
        shell(
          'open -a Docker && until docker info > /dev/null 2>&1; do sleep 2; done',
          'docker desktop start',
          'reversible',
          { on: 'desktop-mac' },
        ),
      ],
    },
    {
      id: 'use-the-other-engine',
      title: { en: 'Or select the engine you use', zh: '或者选择你使用的引擎' },
      risk: 'reversible',
      steps: [
        look(['docker', 'context', 'ls']),
        run(['docker', 'context', 'use', 'colima'], 'reversible', {
          note: { en: 'Or orbstack, rancher-desktop.', zh: '或 orbstack、rancher-desktop。' },
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/errors.go', symbol: 'connectionFailed' }],
});

export default desktopMacosNotRunning;

export const examples: ExamplesOf<typeof desktopMacosNotRunning> = [
  {
    name: 'Desktop is closed',
    log: `Cannot connect to the Docker daemon at unix:///Users/ann/.docker/run/docker.sock. Is the docker daemon running?
`,
    matches: { socket: '/Users/ann/.docker/run/docker.sock' },
  },
  {
    name: 'Colima is stopped',
    log: `Cannot connect to the Docker daemon at unix:///Users/ann/.colima/default/docker.sock. Is the docker daemon running?
`,
    matches: false,
    is: 'daemon-unreachable-unix',
  },
];
