import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const desktopWslPathTranslation = condition({
  id: 'desktop-wsl-path-translation',
  stage: 'desktop',
  title: { en: 'Git Bash rewrote a path before docker saw it', zh: 'Git Bash 在 docker 看到之前改写了路径' },

  signatures: [
    {
      on: 'error',
      says: ['Program Files/Git/', 'Program Files\\Git\\'],
      pattern: /(?<path>[A-Z]:[\\/]Program Files[\\/]Git[\\/][^\s"':;]{0,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `A path inside the container became ${path}`,
    zh: `容器内的路径变成了 ${path}`,
  }),
  why: {
    en: `The MSYS shell of Git for Windows turns arguments that look like Unix paths into Windows paths, so the
      engine was asked for a path on drive C: inside a Linux container. The image and the mount are fine.`,
    zh: `Git for Windows 的 MSYS shell 会把看似 Unix 路径的参数改写为 Windows 路径，
      于是引擎在 Linux 容器里寻找 C: 盘上的路径。镜像和挂载都没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'switch-conversion-off',
      title: { en: 'Switch the rewriting off for the command', zh: '对该命令关闭路径改写' },
      risk: 'reversible',
      steps: [
        shell(
          'MSYS_NO_PATHCONV=1 docker run --rm -v "$PWD:/app" -w /app alpine ls',
          'docker run --rm -v "${PWD}:/app" -w /app alpine ls',
          'reversible',
        ),
      ],
    },
    {
      id: 'double-slash',
      title: { en: 'Or write the path with two slashes, or use PowerShell', zh: '或者写成双斜杠，或改用 PowerShell' },
      risk: 'reversible',
      steps: [
        advise(
          '//app is left alone. PowerShell and WSL do not rewrite anything.',
          '//app 不会被改写。PowerShell 和 WSL 不会改写路径。',
          'desktop-windows',
        ),
      ],
    },
  ],

  sources: [{ repo: 'msys2/msys2-runtime', path: 'winsup/cygwin/msys2_path_conv.cc' }],
});

export default desktopWslPathTranslation;

export const examples: ExamplesOf<typeof desktopWslPathTranslation> = [
  {
    name: 'docker exec in Git Bash',
    log: `Error response from daemon: OCI runtime exec failed: exec failed: unable to start container process: exec: "C:/Program Files/Git/usr/bin/bash": stat C:/Program Files/Git/usr/bin/bash: no such file or directory: unknown
`,
    matches: { path: 'C:/Program Files/Git/usr/bin/bash' },
  },
  {
    name: 'a shell that the image does not have',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "bash": executable file not found in $PATH: unknown
`,
    matches: false,
  },
];
