import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const entrypointNotFound = condition({
  id: 'entrypoint-not-found',
  stage: 'runtime',
  title: { en: 'The command of the container is not in its image', zh: '容器要运行的命令不在镜像里' },

  signatures: [
    {
      on: 'error',
      says: ['executable file not found in $PATH', ': no such file or directory'],
      pattern:
        /(?:^|[\s:"])exec: \\?"?(?<command>[^"\\\n]{1,200}?)\\?"?: (?:executable file not found in \$PATH|stat [^\n]{1,200}: no such file or directory|no such file or directory)/,
      strength: 'states',
      when: (event) =>
        event.kind === 'error' &&
        event.step === undefined &&
        !/exec failed|docker-credential-|nvidia-container/.test(event.raw) &&
        /OCI runtime create|container process|create task|create shim|runc create|crun/.test(event.raw),
    },
    // `exec "$@"` at the end of an entry script.
    {
      on: 'output',
      says: ': exec: ',
      pattern: /^\/[\w./-]{1,150}: (?:line )?\d{1,4}: exec: (?<command>[^\s:]{1,200}): not found$/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ command: group('command'), service: event.service }),

  yieldsTo: ['bind-file-vs-directory'],
  headline: ({ command }) => ({
    en: `The container cannot start: ${command} does not exist in it`,
    zh: `容器无法启动：里面没有 ${command}`,
  }),
  why: {
    en: `The runtime looked the command up inside the container and did not find it (exit code 127). The name is misspelt, the file was never copied,
      it is copied to another place, a mount hides it, or an option was taken for the command because of the order in docker run.
      A script that exists but whose interpreter is missing fails later, with "exec …: no such file or directory" in the container's own log.`,
    zh: `运行时在容器里查找该命令，没有找到（退出码 127）。名字写错、文件没有复制或复制到了别处、被挂载遮住，
      或 docker run 的参数顺序使选项被当成了命令。脚本存在但解释器缺失时，错误会出现得更晚，
      容器自己的日志里是 “exec …: no such file or directory”。`,
  },

  retry: 'useless',
  remedies: ({ command, service }) => [
    {
      id: 'look-inside',
      title: { en: 'See what the image runs, and whether the file is there', zh: '查看镜像运行什么，文件是否存在' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'image',
          'inspect',
          '--format',
          '{{json .Config.Entrypoint}} {{json .Config.Cmd}} {{.Config.WorkingDir}}',
          '<image>',
        ]),
        ...(service === undefined ? [] : [look(inService(service, 'sh', '-c', 'echo $PATH; ls -la /app'))]),
      ],
    },
    {
      id: 'correct-the-command',
      title: { en: 'Correct the command, copy the file, or move the mount', zh: '改正命令、复制文件，或挪开挂载' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: `Copy or install ${command}, and name its full path.`, zh: `复制或安装 ${command}，并写出完整路径。` },
          {
            after: command.startsWith('/')
              ? `COPY --chmod=755 ${command.split('/').at(-1) ?? ''} ${command}\nENTRYPOINT ["${command}"]`
              : `ENTRYPOINT ["/full/path/${command.split(' ')[0] ?? ''}"]`,
          },
        ),
        edit(
          'compose.yaml',
          {
            en: 'In command: or entrypoint:, write each argument by itself; a mount over the folder of the program hides it.',
            zh: '在 command: 或 entrypoint: 里逐个写出参数；挂载到程序所在目录会把它遮住。',
          },
          { after: 'command: ["sh", "-c", "…"]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/standard_init_linux.go', symbol: 'Init' },
    { repo: 'golang/go', path: 'src/os/exec/lp_unix.go', symbol: 'LookPath' },
    { repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'setExitCodeFromError' },
  ],
});

export default entrypointNotFound;

export const examples: ExamplesOf<typeof entrypointNotFound> = [
  {
    name: 'an older runtime quotes it once more',
    log: `docker: Error response from daemon: OCI runtime create failed: container_linux.go:349: starting container process caused "exec: \\"serve\\": executable file not found in $PATH": unknown.
`,
    matches: { command: 'serve' },
  },
  {
    name: 'docker run, absolute path',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/start.sh": stat /app/start.sh: no such file or directory: unknown

Run 'docker run --help' for more information
`,
    matches: { command: '/app/start.sh' },
    verdict: 'confirmed',
  },
  {
    name: 'compose, a name that is not in $PATH; older runc',
    log: ` Container shop-web-1  Starting
Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "gunicorn": executable file not found in $PATH: unknown
`,
    matches: { command: 'gunicorn' },
    verdict: 'confirmed',
  },
  {
    name: 'the client misses its credential helper',
    log: `error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: \`\`
`,
    matches: false,
  },
  {
    name: 'docker exec',
    log: `OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown
`,
    matches: false,
  },
  {
    name: 'exec at the end of an entry script',
    log: `php-1  | /usr/local/bin/docker-php-entrypoint: 9: exec: artisan: not found
php-1 exited with code 127
`,
    matches: { command: 'artisan', service: 'php' },
  },
];
