import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const thinSwapDisabledLimit = condition({
  id: 'thin-swap-disabled-limit',
  stage: 'resources',
  role: 'warning',
  title: { en: 'The kernel cannot limit swap', zh: '内核不支持限制 swap' },

  signatures: [
    {
      on: ['warning', 'output', 'error', 'daemon'],
      says: ['Your kernel does not support swap limit capabilities', 'No swap limit support'],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Memory limits work, but swap is not limited on this kernel',
    zh: '内存限制有效，但该内核上不限制 swap',
  }),
  why: {
    en: `The swap accounting of cgroup v1 is off. The container runs with its memory limit; this is never the reason of a failure.`,
    zh: `cgroup v1 的 swap 统计没有打开。容器仍受内存限制，这从来不是失败的原因。`,
  },

  remedies: () => [
    {
      id: 'look-at-warnings',
      title: { en: "See the engine's warnings", zh: '查看引擎的警告' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{json .Warnings}} cgroup v{{.CgroupVersion}}'])],
    },
    {
      id: 'enable-swap-accounting',
      title: { en: 'Turn it on, if it is wanted', zh: '需要时打开它' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/default/grub',
          { en: 'Then sudo update-grub and reboot.', zh: '然后执行 sudo update-grub 并重启。' },
          {
            after: 'GRUB_CMDLINE_LINUX="cgroup_enable=memory swapaccount=1"',
            on: 'linux',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/daemon_unix.go', symbol: 'verifyPlatformContainerResources' }],
});

export default thinSwapDisabledLimit;

export const examples: ExamplesOf<typeof thinSwapDisabledLimit> = [
  {
    name: 'docker run -m',
    log: `WARNING: Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.
`,
    matches: {},
  },
  {
    name: 'a limit that cannot be',
    log: `docker: Error response from daemon: Minimum memoryswap limit should be larger than memory limit, see usage
`,
    matches: false,
  },
];
