import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const runtimeUnknown = condition({
  id: 'runtime-unknown',
  stage: 'start',
  title: { en: 'The engine does not know this container runtime', zh: '引擎不认识这个容器运行时' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['unknown or invalid runtime name: ', 'Unknown runtime specified '],
      pattern: /(?:unknown or invalid runtime name: |Unknown runtime specified )"?(?<runtime>[\w.-]{1,80})/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['nvidia-container-runtime', 'unable to retrieve OCI runtime error'],
      pattern:
        /(?:exec: \\?"(?<runtime>[\w./-]{1,120})\\?": executable file not found in \$PATH|fork\/exec (?<path>\/[\w./-]{1,120}): no such file or directory)/,
      strength: 'states',
      when: ({ text }) => /unable to retrieve OCI runtime error|nvidia-container-runtime/.test(text),
    },
  ],
  facts: (group) => ({ runtime: (group('runtime') || group('path')).replace(/\.$/, '') }),

  headline: ({ runtime }) => ({
    en: `The runtime "${runtime}" is not registered with this engine, or not installed`,
    zh: `运行时 "${runtime}" 没有注册到这个引擎，或没有安装`,
  }),
  why: {
    en: `"runtime:" or --runtime names an entry of the engine's configuration, and this engine has none of that name. For NVIDIA the toolkit
      registers it, in the configuration of that engine only.`,
    zh: `"runtime:" 或 --runtime 指的是引擎配置中的条目，而这个引擎没有该名字。NVIDIA 的运行时由 toolkit 注册，
      且只对相应的引擎有效。`,
  },

  retry: 'useless',
  remedies: ({ runtime }) => [
    {
      id: 'list-runtimes',
      title: { en: 'See which runtimes there are', zh: '查看已注册的运行时' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{json .Runtimes}}'])],
    },
    {
      id: 'remove-runtime',
      title: { en: 'Use the default runtime', zh: '使用默认运行时' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Remove the line; ask for a GPU with deploy.resources instead.',
            zh: '删除这一行；需要 GPU 时改用 deploy.resources。',
          },
          { before: `runtime: ${runtime}` },
        ),
      ],
    },
    /nvidia/.test(runtime) && {
      id: 'register-nvidia',
      title: { en: 'Or register it', zh: '或者注册它' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'nvidia-ctk', 'runtime', 'configure', '--runtime=docker'], 'reversible', { on: 'linux' }),
        run(['sudo', 'systemctl', 'restart', 'docker'], 'disruptive', { on: 'linux' }),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/runtime_unix.go', symbol: 'runtimes.Get' }],
});

export default runtimeUnknown;

export const examples: ExamplesOf<typeof runtimeUnknown> = [
  {
    name: 'runtime: nvidia',
    log: ` Container shop-llm-1  Creating
 Container shop-llm-1  Error response from daemon: unknown or invalid runtime name: nvidia
Error response from daemon: unknown or invalid runtime name: nvidia
`,
    matches: { runtime: 'nvidia' },
    verdict: 'confirmed',
    remedies: ['list-runtimes', 'remove-runtime', 'register-nvidia'],
  },
  {
    name: 'no runtime is named',
    log: `docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]
`,
    matches: false,
    is: 'gpu-driver-missing',
  },
  {
    name: 'registered, and its program is gone',
    log: `Error response from daemon: failed to create shim task: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v2.task/moby/ddf8/log.json: no such file or directory): exec: "nvidia-container-runtime": executable file not found in $PATH: unknown
`,
    matches: { runtime: 'nvidia-container-runtime' },
  },
];
