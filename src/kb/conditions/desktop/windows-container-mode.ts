import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, shell } from '#core/model/steps.ts';

const windowsContainerMode = condition({
  id: 'windows-container-mode',
  stage: 'desktop',
  title: { en: 'Docker Desktop is switched to Windows containers', zh: 'Docker Desktop 处于 Windows 容器模式' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'no matching manifest for windows/',
      pattern: /no matching manifest for (?<platform>windows\/[\w./-]{1,40}(?: [\d.]{1,20})?)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: [
        'image operating system "linux" cannot be used on this platform',
        'image operating system \\"linux\\" cannot be used on this platform',
      ],
      strength: 'states',
    },
  ],

  facts: (group) => ({ platform: group('platform') }),

  headline: ({ platform }) => ({
    en: `The engine runs Windows containers${platform === '' ? '' : ` (${platform})`}, but the image is for Linux`,
    zh: `引擎运行的是 Windows 容器${platform === '' ? '' : `（${platform}）`}，而镜像是 Linux 镜像`,
  }),
  why: {
    en: `The engine looked for a Windows variant of the image and there is none. Docker Desktop on Windows can run
      either kind, one at a time, and is set to Windows containers; the image itself is fine.`,
    zh: `引擎在寻找该镜像的 Windows 版本，但没有。
      Windows 上的 Docker Desktop 可以运行两种容器，一次只能一种，
      目前设为 Windows 容器；镜像本身没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-mode',
      title: { en: 'See which kind it runs', zh: '查看当前模式' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{.OSType}}'])],
    },
    {
      id: 'switch-to-linux',
      title: { en: 'Switch to Linux containers', zh: '切换到 Linux 容器' },
      risk: 'disruptive',
      steps: [
        shell(
          'docker context use desktop-linux',
          '& "$env:ProgramFiles\\Docker\\Docker\\DockerCli.exe" -SwitchLinuxEngine',
          'disruptive',
          { on: 'desktop-windows' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/internal/distribution/pull_v2.go' }],
});

export default windowsContainerMode;

export const examples: ExamplesOf<typeof windowsContainerMode> = [
  {
    name: 'pulling a Linux image',
    log: `docker: no matching manifest for windows/amd64 10.0.22631 in the manifest list entries.
`,
    matches: { platform: 'windows/amd64 10.0.22631' },
  },
  {
    name: 'an image without this processor',
    log: `docker: no matching manifest for linux/arm64/v8 in the manifest list entries.
`,
    matches: false,
  },
];
