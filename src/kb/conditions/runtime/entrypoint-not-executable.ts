import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, run, shell } from '#core/model/steps.ts';
import { askForScripts, isDoneInBuild, scriptFiles, seenScripts } from '../../shared/entry-scripts.ts';
import { onlyToRepair } from '../../shared/only-to-repair.ts';

const entrypointNotExecutable = condition({
  id: 'entrypoint-not-executable',
  stage: 'runtime',
  title: { en: 'The command of the container may not be executed', zh: '容器要运行的文件没有执行权限' },

  signatures: [
    {
      on: 'error',
      says: ': permission denied',
      pattern:
        /(?:^|[\s:"])exec: \\?"(?<command>[^"\\\n]{1,200})\\?": (?:(?<folder>is a directory)[^\n]{0,60}: )?permission denied/,
      strength: 'states',
      when: (event) => event.kind === 'error' && event.step === undefined && !event.raw.includes('exec failed'),
    },
    {
      on: 'output',
      says: ': permission denied',
      pattern: /^exec (?<command>\/\S{1,200}): permission denied$/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    // The shell of an entry script; with it the container ends with 126.
    {
      on: 'output',
      says: ': Permission denied',
      pattern: /^\/[\w./-]{1,150}: (?:line )?\d{1,4}: (?:exec: )?(?<command>\.?\/[^\s:]{1,200}): Permission denied$/,
      when: ({ step }, { services }) => step === undefined && services.some(({ exitCode }) => exitCode === 126),
    },
  ],
  facts: (group, event) => ({ command: group('command'), folder: group('folder'), service: event.service }),

  headline: ({ command, folder }) => ({
    en:
      folder === ''
        ? `The container cannot start: ${command} has no execute permission`
        : `The container cannot start: ${command} is a directory`,
    zh: folder === '' ? `容器无法启动：${command} 没有执行权限` : `容器无法启动：${command} 是一个目录`,
  }),
  why: {
    en: `The file is there, but execve answered EACCES (exit code 126). Git on Windows and many editors save scripts without the x bit, COPY keeps the mode,
      and a bind mount shows the mode of the host. It is not about the user of the container unless the file is readable by root only.`,
    zh: `文件存在，但 execve 返回了 EACCES（退出码 126）。Windows 上的 Git 和许多编辑器保存的脚本没有 x 位，COPY 会保留权限，
      绑定挂载则显示宿主机上的权限。除非文件只有 root 可读，否则与容器用户无关。`,
  },

  evidence: { dockerfiles: onlyToRepair('project.dockerfiles') },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    further: askForScripts,
    finds: (answers, answerTo) =>
      seenScripts(answers, answerTo)
        .filter(
          (script) =>
            script.isDirect && script.seen.isExecutable === false && !isDoneInBuild(script, /chmod|install -m/),
        )
        .map(({ dockerfile, line, command, path }) => ({
          facts: { command, folder: '', service: dockerfile.usedBy[0] },
          how: 'certain',
          tells: {
            en: `${path} has no execute bit, and no step sets it.`,
            zh: `${path} 没有执行权限，也没有步骤设置它。`,
          },
          at: { file: dockerfile.path, line },
          ...(dockerfile.usedBy[0] !== undefined && { service: dockerfile.usedBy[0] }),
        })),
  },

  retry: 'useless',
  remedies: ({ command }, { dockerfiles = [] }) => {
    const name = command.split('/').at(-1) ?? command;
    return [
      ...scriptFiles(dockerfiles, command).map(markExecutable),
      {
        id: 'set-the-x-bit',
        title: {
          en: 'Give the file its execute permission, in git and in the image',
          zh: '在 git 和镜像中都加上执行权限',
        },
        risk: 'reversible',
        steps: [
          run(['git', 'update-index', '--chmod=+x', name], 'reversible'),
          edit(
            'Dockerfile',
            { en: 'Set the mode while copying.', zh: '复制时设置权限。' },
            { after: `COPY --chmod=755 ${name} ${command}` },
          ),
          shell('chmod +x ./*.sh', 'git ls-files --stage', 'reversible', {
            note: { en: 'For a script that is bind-mounted.', zh: '针对绑定挂载的脚本。' },
          }),
        ],
      },
      {
        id: 'call-the-interpreter',
        title: {
          en: 'Or call the interpreter, which needs no execute permission',
          zh: '或者直接调用解释器，不需要执行权限',
        },
        risk: 'reversible',
        steps: [
          edit(
            'compose.yaml',
            { en: 'Name the shell.', zh: '写明 shell。' },
            { after: `entrypoint: ["sh", "${command}"]` },
          ),
        ],
      },
    ];
  },

  sources: [
    { repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'setExitCodeFromError' },
    { repo: 'opencontainers/runc', path: 'libcontainer/standard_init_linux.go', symbol: 'Init' },
  ],
});

/** COPY keeps the mode that the file has in the project: the image is built again when the stack comes up again. */
function markExecutable(file: string): Remedy {
  return {
    id: 'mark-the-file',
    title: { en: `Make ${file} executable, and build again`, zh: `给 ${file} 加上执行权限，然后重新构建` },
    risk: 'disruptive',
    steps: [
      edit(file, { en: 'Mode 755', zh: '权限 755' }, { makes: { kind: 'executable', file } }),
      run(['docker', 'compose', 'up', '-d', '--build'], 'disruptive'),
    ],
  };
}

export default entrypointNotExecutable;

export const examples: ExamplesOf<typeof entrypointNotExecutable> = [
  {
    name: 'an older runtime quotes it once more',
    log: `docker: Error response from daemon: OCI runtime create failed: container_linux.go:349: starting container process caused "exec: \\"/docker-entrypoint.sh\\": permission denied": unknown.
`,
    matches: { command: '/docker-entrypoint.sh' },
  },
  {
    name: 'docker run',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/entry.sh": permission denied: unknown

Run 'docker run --help' for more information
`,
    matches: { command: '/entry.sh' },
    verdict: 'confirmed',
  },
  {
    name: 'the client may not talk to the engine',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.51/containers/json": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: false,
  },
  {
    name: 'an entry script calls a file without the bit',
    log: `worker-1  | /usr/local/bin/start: line 3: /app/bin/worker: Permission denied
worker-1 exited with code 126
`,
    matches: { command: '/app/bin/worker' },
  },
];

export const aheadExamples: AheadExamplesOf<typeof entrypointNotExecutable> = [
  {
    name: 'a script without the bit',
    project: {
      Dockerfile: 'FROM alpine:3.20\nWORKDIR /app\nCOPY . .\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nexec "$@"\n',
    },
    finds: [{ how: 'certain', at: 'Dockerfile:4' }],
  },
  {
    name: 'a step sets it, or a shell reads it',
    project: {
      Dockerfile:
        'FROM alpine:3.20 AS a\nCOPY start.sh /\nRUN chmod +x /start.sh\nCMD ["/start.sh"]\nFROM alpine:3.20\nCOPY --from=a /start.sh /x\nCOPY start.sh /\nCMD ["sh", "/start.sh"]\n',
      'start.sh': '#!/bin/sh\nexec "$@"\n',
    },
    finds: [],
  },
];
