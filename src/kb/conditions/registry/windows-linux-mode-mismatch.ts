import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const windowsLinuxModeMismatch = condition({
  id: 'windows-linux-mode-mismatch',
  stage: 'registry',
  title: { en: 'A Windows image on a Linux engine, or the reverse', zh: '在 Linux 引擎上使用 Windows 镜像，或反过来' },

  signatures: [
    {
      on: ['error', 'daemon', 'output'],
      says: 'cannot be used on this platform',
      // "linux" refused: Docker Desktop is set to Windows containers.
      pattern: /image operating system \\?"(?!linux)(?<os>[\w-]{1,20})\\?" cannot be used on this platform/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: '-based image is incompatible with a ',
      pattern: /a Windows version (?<image>[\d.]{1,20})-based image is incompatible with a (?<host>[\d.]{1,20}) host/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'The container operating system does not match the host operating system',
      strength: 'states',
    },
  ],
  facts: (group) => ({ os: group('os'), image: group('image'), host: group('host') }),

  headline: ({ os, image, host }) => {
    if (image !== '')
      return {
        en: `The image is for Windows ${image}, this host is ${host}`,
        zh: `镜像面向 Windows ${image}，本机是 ${host}`,
      };
    if (os === '')
      return {
        en: 'The image is for another operating system, or Windows version, than the engine',
        zh: '镜像面向的操作系统（或 Windows 版本）与引擎不同',
      };
    return { en: `The image is for ${os}, the engine is not`, zh: `镜像面向 ${os}，而引擎不是` };
  },
  why: {
    en: `A container uses the kernel of its engine, so a Windows image needs an engine for Windows containers, of a fitting Windows version,
      and every other image an engine for Linux. Docker Desktop on Windows has both and uses one at a time.`,
    zh: `容器使用引擎的内核：Windows 镜像需要 Windows 容器引擎，并且 Windows 版本要匹配；其他镜像需要 Linux 引擎。
      Windows 版 Docker Desktop 两者都有，但同一时间只用一个。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-engine-os',
      title: { en: 'See what the engine runs', zh: '查看引擎的操作系统' },
      risk: 'read',
      steps: [look(['docker', 'version', '--format', '{{.Server.Os}}/{{.Server.Arch}}'])],
    },
    {
      id: 'switch-desktop-mode',
      title: { en: 'Docker Desktop on Windows: switch the mode', zh: 'Windows 版 Docker Desktop：切换模式' },
      risk: 'disruptive',
      steps: [
        advise(
          'Right-click the whale in the task bar → Switch to Linux containers… (or Windows containers…). Containers of the other mode stop and stay.',
          '右键点击任务栏的鲸鱼图标 → Switch to Linux containers…（或 Windows containers…）。另一种模式的容器会停止，但不会丢失。',
          'desktop-windows',
        ),
      ],
    },
    {
      id: 'use-an-image-that-fits',
      title: { en: 'Or use an image for this operating system', zh: '或者改用适合该操作系统的镜像' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Name a FROM image for the operating system (and Windows version) of the engine.',
          zh: '在 FROM 中使用与引擎操作系统（及 Windows 版本）一致的镜像。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/internal/image/image_os.go', symbol: 'CheckOS' },
    { repo: 'moby/moby', path: 'daemon/internal/distribution/pull_v2_windows.go' },
  ],
});

export default windowsLinuxModeMismatch;

export const examples: ExamplesOf<typeof windowsLinuxModeMismatch> = [
  {
    name: 'a Windows image on Linux',
    log: `Error response from daemon: image operating system "windows" cannot be used on this platform: operating system is not supported
`,
    matches: { os: 'windows' },
    verdict: 'confirmed',
    remedies: ['see-engine-os', 'switch-desktop-mode', 'use-an-image-that-fits'],
  },
  {
    name: 'Windows containers are switched on',
    log: `Error response from daemon: no matching manifest for windows/amd64 10.0.19045 in the manifest list entries
`,
    matches: false,
    is: 'windows-container-mode',
  },
  {
    name: 'another architecture, same operating system',
    log: `Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries
`,
    matches: false,
    is: 'no-matching-platform',
  },
];
