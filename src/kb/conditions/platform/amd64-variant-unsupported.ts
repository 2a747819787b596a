import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const amd64VariantUnsupported = condition({
  id: 'amd64-variant-unsupported',
  stage: 'platform',
  title: { en: 'The builder cannot run programs of the requested platform', zh: '构建器无法运行所请求平台的程序' },

  signatures: [
    {
      on: 'error',
      says: 'no support for running processes with ',
      pattern:
        /no support for running processes with (?<platform>[\w./-]{1,60}) platform(?:, supported: (?<supported>[^\n]{1,300}))?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    platform: group('platform'),
    supported: group('supported'),
    isVariant: /^linux\/amd64\/v\d/.test(group('platform')),
  }),

  headline: ({ platform, supported }) => ({
    en: `This builder cannot run ${platform} programs${supported === '' ? '' : ` (it can: ${supported})`}`,
    zh: `该构建器不能运行 ${platform} 的程序${supported === '' ? '' : `（支持：${supported}）`}`,
  }),
  why: {
    en: `BuildKit compared the platform of the step with what its CPU and the registered emulators can run, and stopped before starting it.
      For linux/amd64/v2, v3 or v4 the CPU of the node is too old, or its VM hides the instructions.`,
    zh: `BuildKit 比较了该步骤的平台与节点 CPU 及已注册模拟器的能力，在启动前就停止了。对 linux/amd64/v2、v3、v4 来说，节点 CPU 太旧，
      或虚拟机隐藏了相应指令。`,
  },

  retry: 'useless',
  remedies: ({ isVariant }) => [
    {
      id: 'see-platforms',
      title: { en: 'See what each node can run', zh: '查看各节点支持的平台' },
      risk: 'read',
      steps: [look(['docker', 'buildx', 'inspect', '--bootstrap'])],
    },
    isVariant && {
      id: 'drop-the-variant',
      title: { en: 'Build for plain linux/amd64', zh: '只按 linux/amd64 构建' },
      risk: 'reversible',
      steps: [run(['docker', 'buildx', 'build', '--platform', 'linux/amd64', '.'], 'reversible')],
    },
    !isVariant && {
      id: 'register-emulators',
      title: { en: 'Register emulators, then start the builder again', zh: '注册模拟器，然后重启构建器' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'run', '--privileged', '--rm', 'tonistiigi/binfmt', '--install', 'all'], 'reversible', {
          note: {
            en: 'Privileged: it changes the kernel of the engine machine until that restarts.',
            zh: '以特权运行：会修改引擎所在机器的内核设置，重启后失效。',
          },
        }),
        run(['docker', 'buildx', 'stop'], 'disruptive', {
          note: {
            en: 'Ends builds that run; it starts by itself with the next one.',
            zh: '会结束正在运行的构建；下次构建时自动启动。',
          },
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'solver/llbsolver/ops/exec_binfmt.go', symbol: 'getEmulator' }],
});

export default amd64VariantUnsupported;

export const examples: ExamplesOf<typeof amd64VariantUnsupported> = [
  {
    name: 'v3 on an older CPU',
    log: `ERROR: failed to build: failed to solve: no support for running processes with linux/amd64/v3 platform, supported: linux/amd64, linux/amd64/v2, linux/386
`,
    matches: { platform: 'linux/amd64/v3', isVariant: true },
    verdict: 'confirmed',
    remedies: ['see-platforms', 'drop-the-variant'],
  },
  {
    name: 'the program itself checks the CPU',
    log: `app-1  | Fatal glibc error: CPU does not support x86-64-v3
app-1 exited with code 127
`,
    matches: false,
    is: 'cpu-level-too-low',
  },
];
