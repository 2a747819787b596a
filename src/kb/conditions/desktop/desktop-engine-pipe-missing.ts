import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const desktopEnginePipeMissing = condition({
  id: 'desktop-engine-pipe-missing',
  stage: 'desktop',
  title: { en: 'Docker Desktop is not running on Windows', zh: 'Windows 上的 Docker Desktop 没有运行' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['open //./pipe/docker', 'open \\\\.\\pipe\\docker', 'open \\\\\\\\.\\\\pipe\\\\docker'],
      pattern: /open (?:\/\/\.\/pipe\/|\\{2,4}\.\\{1,2}pipe\\{1,2})(?<pipe>docker\w{0,60}): (?!Access is denied)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'failed to connect to the docker API at npipe:',
      pattern: /docker API at npipe:\/{2,4}\.\/pipe\/(?<pipe>docker\w{0,60})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ pipe: group('pipe') }),

  headline: ({ pipe }) => ({
    en: `The pipe ${pipe} is not there: Docker Desktop or its Linux engine is not running`,
    zh: `管道 ${pipe} 不存在：Docker Desktop 或其 Linux 引擎没有运行`,
  }),
  why: {
    en: `On Windows the client talks to the engine through a named pipe that Docker Desktop creates once its engine
      is up. It is missing: Desktop is closed, still starting, or its WSL machine did not start. The hint about
      elevated privileges misleads.`,
    zh: `在 Windows 上，客户端通过命名管道与引擎通信，Docker Desktop 在引擎就绪后才创建它。
      现在管道不存在：Desktop 没有启动、还在启动，或其 WSL 虚拟机启动失败。关于管理员权限的提示有误导性。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-desktop',
      title: { en: 'See whether Desktop and its WSL machine run', zh: '查看 Desktop 及其 WSL 虚拟机是否在运行' },
      risk: 'read',
      steps: [shell('docker context ls', 'docker desktop status; wsl -l -v; docker context ls', 'read')],
    },
    {
      id: 'start-desktop',
      title: { en: 'Start Docker Desktop and wait for the engine', zh: '启动 Docker Desktop 并等待引擎' },
      risk: 'reversible',
      steps: [run(['docker', 'desktop', 'start'], 'reversible', { on: 'desktop-windows' })],
    },
    {
      id: 'restart-wsl',
      title: { en: 'If it hangs while starting: restart WSL', zh: '如果启动时卡住：重启 WSL' },
      risk: 'disruptive',
      steps: [
        shell('docker desktop restart', 'wsl --shutdown; wsl --update; docker desktop restart', 'disruptive', {
          on: 'desktop-windows',
        }),
        advise(
          'Do not use "Clean / Purge data" or a factory reset: both delete every image and volume.',
          '不要使用 "Clean / Purge data" 或恢复出厂设置：它们会删除所有镜像和卷。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' }, { repo: 'docker/for-win' }],
});

export default desktopEnginePipeMissing;

export const examples: ExamplesOf<typeof desktopEnginePipeMissing> = [
  {
    name: 'docker build with Desktop closed',
    log: `ERROR: error during connect: Head "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/_ping": open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.
`,
    matches: { pipe: 'dockerDesktopLinuxEngine' },
    verdict: 'confirmed',
  },
  {
    name: 'another language, compose pulls',
    log: `unable to get image 'redis:7': error during connect: Get "http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.51/images/redis:7/json": open //./pipe/dockerDesktopLinuxEngine: Das System kann die angegebene Datei nicht finden.
`,
    matches: { pipe: 'dockerDesktopLinuxEngine' },
  },
  {
    name: 'engine 29',
    log: `failed to connect to the docker API at npipe:////./pipe/dockerDesktopLinuxEngine; check if the path is correct and if the daemon is running: open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.
`,
    matches: { pipe: 'dockerDesktopLinuxEngine' },
  },
  {
    name: 'the pipe is there but closed to this user',
    log: `error during connect: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.51/containers/json": open //./pipe/docker_engine: Access is denied.
`,
    matches: false,
    is: 'socket-permission-denied',
  },
];
