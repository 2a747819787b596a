import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const workdirInvalid = condition({
  id: 'workdir-invalid',
  stage: 'runtime',
  title: { en: 'The working directory of the container cannot be entered', zh: '无法进入容器的工作目录' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'set in config.json failed: ',
      pattern:
        /chdir to cwd \("(?<path>[^"]{1,200})"\) set in config\.json failed: (?<reason>no such file or directory|permission denied|not a directory)/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'Cannot mkdir: ',
      pattern: /Cannot mkdir: (?<path>\/[^\n]{0,300}?) is (?<reason>not a directory)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'it needs to be an absolute path',
      pattern: /the working directory '(?<path>[^']{1,200})' is invalid/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), reason: group('reason') }),

  headline: ({ path, reason }) => ({
    en: `The container cannot start in ${path}${reason === '' ? ': it is no absolute path' : `: ${reason}`}`,
    zh: `容器无法在 ${path} 中启动${reason === '' ? '：不是绝对路径' : `：${reason}`}`,
  }),
  why: {
    en: `runc changes to the working directory just before it starts the command. The folder is missing, a mount hides it, or the user of the container has no x right on it.
      In Git Bash on Windows, the path may have been rewritten.`,
    zh: `runc 在启动命令之前会切换到工作目录。目录不存在、被挂载遮住，或容器用户没有该目录的 x 权限。
      在 Windows 的 Git Bash 中，路径也可能被改写。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'make-the-folder',
      title: {
        en: 'Create it in the image for the user that runs, or correct working_dir',
        zh: '在镜像里为运行用户创建它，或改正 working_dir',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'WORKDIR creates the folder.', zh: 'WORKDIR 会创建目录。' },
          { after: `WORKDIR ${path.startsWith('/') ? path : `/${path}`}` },
        ),
        edit(
          'compose.yaml',
          { en: 'Absolute, and not below a mount that hides it.', zh: '用绝对路径，且不要位于会遮住它的挂载之下。' },
          { after: 'working_dir: /app' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/init_linux.go', symbol: 'verifyCwd' },
    { repo: 'moby/moby', path: 'daemon/container.go', symbol: 'verifyContainerSettings' },
  ],
});

export default workdirInvalid;

export const examples: ExamplesOf<typeof workdirInvalid> = [
  {
    name: 'the user may not enter it',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: chdir to cwd ("/root/app") set in config.json failed: permission denied: unknown
`,
    matches: { path: '/root/app', reason: 'permission denied' },
    verdict: 'confirmed',
  },
  {
    name: 'a file stands there',
    log: `docker: Error response from daemon: Cannot mkdir: /etc/passwd is not a directory

Run 'docker run --help' for more information
`,
    matches: { path: '/etc/passwd', reason: 'not a directory' },
    verdict: 'confirmed',
  },
  {
    name: 'the command is missing',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/root/app": stat /root/app: no such file or directory: unknown
`,
    matches: false,
    is: 'entrypoint-not-found',
  },
];
