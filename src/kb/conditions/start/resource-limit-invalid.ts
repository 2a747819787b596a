import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { edit, look, rerun } from '#core/model/steps.ts';

const resourceLimitInvalid = condition({
  id: 'resource-limit-invalid',
  stage: 'start',
  title: { en: 'A CPU or memory limit is outside of what the engine allows', zh: 'CPU 或内存限制超出引擎允许的范围' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: ['range of CPUs is from ', 'Range of CPUs is from '],
      pattern: /(?<what>[rR]ange of CPUs is from [\d.]{1,8} to (?<most>[\d.]{1,8}))/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: [
        'Minimum memory limit allowed is ',
        'Minimum memoryswap limit should be larger than memory limit',
        'Requested CPUs are not available',
        'Requested memory nodes are not available',
        'Minimum memory limit can not be less than memory reservation limit',
        'You should always set the Memory limit when using Memoryswap limit',
      ],
      pattern:
        /(?<what>(?:Minimum memory|Requested |You should always set)(?: limit allowed is (?<least>\d{1,4}[KMG])B)?[^\n]{0,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what').replace(/\.$/, ''), most: group('most'), least: group('least') }),

  headline: ({ what }) => ({
    en: `The engine refuses a resource limit: ${what}`,
    zh: `引擎拒绝了资源限制：${what}`,
  }),
  why: {
    en: `The limit is checked before the container starts, against the CPUs and the memory of the engine, which in Docker Desktop are those of
      its virtual machine. The container did not run out of anything: it was never started.`,
    zh: `在容器启动之前，引擎会按自己的 CPU 和内存检查这些限制；Docker Desktop 中以虚拟机的资源为准。
      容器并不是用完了资源，而是根本没有启动。`,
  },

  retry: 'useless',
  remedies: ({ most, least }) => [
    most === '' ? undefined : inTheCommand(['--cpus'], most),
    least === '' ? undefined : inTheCommand(['--memory', '-m'], least.toLowerCase()),
    {
      id: 'look-at-engine',
      title: { en: 'See what the engine has', zh: '查看引擎的资源' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{.NCPU}} CPUs, {{.MemTotal}} bytes'])],
    },
    {
      id: 'fit-the-limit',
      title: { en: 'Set a limit that fits', zh: '改成合适的限制' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Or cpus, mem_limit, --cpus and --memory.', zh: '或 cpus、mem_limit、--cpus、--memory。' },
          {
            after: 'deploy:\n  resources:\n    limits:\n      cpus: "2"\n      memory: 512M',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/daemon_unix.go', symbol: 'verifyPlatformContainerResources' }],
});

/** The nearest value that the engine allows. */
function inTheCommand(option: readonly string[], value: string): Remedy {
  const name = option[0] ?? '';
  return {
    id: 'nearest-limit',
    title: { en: 'Run it with the nearest limit the engine allows', zh: '用引擎允许的最接近的限制运行' },
    risk: 'reversible',
    steps: [rerun({ option, value }, { en: `With ${name} ${value}.`, zh: `改用 ${name} ${value}。` })],
  };
}

export default resourceLimitInvalid;

export const examples: ExamplesOf<typeof resourceLimitInvalid> = [
  {
    name: 'more CPUs than there are',
    log: `docker: Error response from daemon: range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available

Run 'docker run --help' for more information
`,
    matches: { what: 'range of CPUs is from 0.01 to 2.00' },
    verdict: 'confirmed',
  },
  {
    name: 'too little memory',
    log: `docker: Error response from daemon: Minimum memory limit allowed is 6MB.
`,
    matches: {},
  },
  {
    name: 'only a warning about swap',
    log: `WARNING: Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.
`,
    matches: false,
  },
];
