import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const cgroupDriverOrVersionMismatch = condition({
  id: 'cgroup-driver-or-version-mismatch',
  stage: 'runtime',
  title: { en: 'The engine and the host disagree about cgroups', zh: '引擎与宿主机的 cgroup 设置不一致' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'cgroups: cgroup mountpoint does not exist',
        "Devices cgroup isn't mounted",
        'systemd not running on this host, cannot use systemd cgroups manager',
        'cgroup-parent for systemd cgroup should be a valid slice',
        'bpf_prog_query(BPF_CGROUP_DEVICE) failed',
        'unable to apply cgroup configuration',
      ],
      strength: 'states',
      when: ({ step, text }) => step === undefined && !text.includes('no space left'),
    },
    // libnvidia-container before 1.8 knows only cgroup v1.
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'container error: cgroup subsystem devices not found',
        'container error: failed to get device cgroup mount path',
      ],
      strength: 'states',
    },
  ],

  yieldsTo: ['disk-full-data-root', 'rootless-limits'],
  headline: () => ({
    en: 'The container cannot start: the cgroup hierarchy the engine expects is not there',
    zh: '容器无法启动：引擎所需的 cgroup 层级不存在',
  }),
  why: {
    en: `Version (1 or 2) and driver (systemd or cgroupfs) must suit the host. An old engine on a cgroup v2 host, a WSL distribution without systemd,
      or a mount that is missing after boot leads here; the image has nothing to do with it.`,
    zh: `版本（1 或 2）和驱动（systemd 或 cgroupfs）必须与宿主机相符。旧引擎配 cgroup v2 主机、没有 systemd 的 WSL 发行版，
      或启动后缺少挂载都会这样；与镜像无关。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-cgroups',
      title: { en: 'Compare what the engine uses with what the host has', zh: '对照引擎使用的与宿主机提供的' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.CgroupDriver}} v{{.CgroupVersion}} {{.ServerVersion}}']),
        shell('stat -fc %T /sys/fs/cgroup; mount | grep cgroup', 'wsl -- stat -fc %T /sys/fs/cgroup', 'read'),
      ],
    },
    {
      id: 'update-the-engine',
      title: { en: 'Update the engine, or switch systemd on in WSL', zh: '更新引擎，或在 WSL 中启用 systemd' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/wsl.conf',
          {
            en: 'In a WSL distribution with its own engine; then wsl --shutdown.',
            zh: '用于自带引擎的 WSL 发行版；之后执行 wsl --shutdown。',
          },
          { after: '[boot]\nsystemd=true' },
        ),
        shell(
          'sudo apt-get update && sudo apt-get install --only-upgrade docker-ce containerd.io',
          'wsl --shutdown',
          'disruptive',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'opencontainers/runc',
      path: 'libcontainer/process_linux.go',
      symbol: 'unable to apply cgroup configuration',
    },
    { repo: 'containerd/cgroups', path: 'cgroup1/errors.go' },
  ],
});

export default cgroupDriverOrVersionMismatch;

export const examples: ExamplesOf<typeof cgroupDriverOrVersionMismatch> = [
  {
    name: 'WSL without systemd',
    log: `docker: Error response from daemon: cgroups: cgroup mountpoint does not exist: unknown.
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the limit is too low',
    log: `docker: Error response from daemon: Minimum memory limit allowed is 6MB
`,
    matches: false,
  },
  {
    name: 'an old NVIDIA library on a cgroup v2 host',
    log: `docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy'
nvidia-container-cli: container error: cgroup subsystem devices not found: unknown.
`,
    matches: {},
  },
];
