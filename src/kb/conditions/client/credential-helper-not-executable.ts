import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const credentialHelperNotExecutable = condition({
  id: 'credential-helper-not-executable',
  stage: 'client',
  title: { en: 'The credential helper cannot be executed here', zh: '凭据助手在这里无法执行' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'docker-credential-',
      pattern:
        /fork\/exec (?<path>[^\s:]{0,200}docker-credential-[\w.-]{1,60}): (?<reason>exec format error|permission denied|[Ii]nvalid argument|[\w ]{1,60})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'docker-credential-desktop.exe: Invalid argument',
      pattern: /(?<path>docker-credential-desktop\.exe): (?<reason>Invalid argument)/,
    },
  ],
  facts: (group) => ({ path: group('path'), reason: group('reason') }),

  headline: ({ path, reason }) => ({
    en: `${path} does not run here: ${reason}`,
    zh: `${path} 在这里无法运行：${reason}`,
  }),
  why: {
    en: `The client found the helper program but the system would not run it. In WSL this means that Windows
      programs cannot be started (interop is off or broken). The "exec format error" is about the helper, not
      about the image.`,
    zh: `客户端找到了助手程序，但系统无法执行它。
      在 WSL 中这表示无法启动 Windows 程序（interop 关闭或损坏）。
      "exec format error" 指的是助手，不是镜像。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-interop',
      title: { en: 'See whether WSL can start Windows programs', zh: '查看 WSL 能否启动 Windows 程序' },
      risk: 'read',
      steps: [
        shell('cat /proc/sys/fs/binfmt_misc/WSLInterop; grep credsStore ~/.docker/config.json', 'wsl -l -v', 'read'),
      ],
    },
    {
      id: 'restart-wsl',
      title: { en: 'Restart WSL and Docker Desktop', zh: '重启 WSL 和 Docker Desktop' },
      risk: 'disruptive',
      steps: [
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', {
          on: 'desktop-windows',
        }),
      ],
    },
    {
      id: 'drop-the-entry',
      title: { en: 'Or do without the helper in this distribution', zh: '或者在该发行版中不使用助手' },
      risk: 'reversible',
      steps: [
        edit(
          '~/.docker/config.json',
          {
            en: 'Delete the line with credsStore; docker login then stores credentials without encryption',
            zh: '删除 credsStore 一行；之后 docker login 会未加密地保存凭据',
          },
          { before: '"credsStore": "desktop.exe"', after: '' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/docker-credential-helpers', path: 'client/client.go' }],
});

export default credentialHelperNotExecutable;

export const examples: ExamplesOf<typeof credentialHelperNotExecutable> = [
  {
    name: 'WSL interop is off',
    log: `ERROR: failed to solve: python:3.12: failed to resolve source metadata for docker.io/library/python:3.12: error getting credentials - err: fork/exec /usr/bin/docker-credential-desktop.exe: exec format error, out: \`\`
`,
    matches: { path: '/usr/bin/docker-credential-desktop.exe', reason: 'exec format error' },
  },
  {
    name: 'the helper is not installed',
    log: `ERROR: failed to solve: error getting credentials - err: exec: "docker-credential-osxkeychain": executable file not found in $PATH, out: \`\`
`,
    matches: false,
    is: 'credential-helper-missing',
  },
];
