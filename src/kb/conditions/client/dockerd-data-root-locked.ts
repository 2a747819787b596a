import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const dockerdDataRootLocked = condition({
  id: 'dockerd-data-root-locked',
  stage: 'client',
  title: { en: 'Another engine is using the same data directory', zh: '另一个引擎正在使用同一数据目录' },

  signatures: [
    {
      on: ['error', 'output', 'daemon', 'warning'],
      says: 'waiting for response from boltdb open',
      also: [{ says: ['timeout waiting for containerd to start', 'failed to start containerd'], within: 'log' }],
    },
  ],

  headline: () => ({
    en: 'containerd waits for a database that another process holds',
    zh: 'containerd 在等待被另一个进程占用的数据库',
  }),
  why: {
    en: `containerd opens its metadata database with an exclusive lock and waited for it until dockerd gave up.
      Somebody else holds the lock: a second dockerd or containerd on the same data directory.`,
    zh: `containerd 以独占锁打开元数据库，一直等到 dockerd 放弃。锁被别的进程持有：
      同一数据目录上还有另一个 dockerd 或 containerd。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-who-holds-it',
      title: { en: 'See which engines run', zh: '查看有哪些引擎在运行' },
      risk: 'read',
      steps: [
        shell(
          'ps -eo pid,lstart,args | grep -E "[d]ockerd|[c]ontainerd"; sudo fuser -v /var/lib/docker/containerd/daemon/io.containerd.metadata.v1.bolt/meta.db',
          'Get-Process "*docker*"',
          'read',
        ),
      ],
    },
    {
      id: 'keep-one-engine',
      title: { en: 'Stop one of them, or give it its own data directory', zh: '停止其中一个，或给它独立的数据目录' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          { en: 'Each engine needs a data directory of its own', zh: '每个引擎都需要独立的数据目录' },
          { after: '{ "data-root": "/var/lib/docker-second" }' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'containerd/containerd', path: 'plugins/metadata/plugin.go' },
    { repo: 'moby/moby', path: 'daemon/internal/libcontainerd/supervisor/remote_daemon.go' },
  ],
});

export default dockerdDataRootLocked;

export const examples: ExamplesOf<typeof dockerdDataRootLocked> = [
  {
    name: 'second dockerd',
    log: `time="2026-11-22T13:53:54.019392670Z" level=info msg="starting containerd" module=containerd
time="2026-11-22T13:54:04.021746560Z" level=warning msg="waiting for response from boltdb open" plugin=bolt
failed to start containerd: timeout waiting for containerd to start
`,
    matches: {},
  },
  {
    name: 'containerd found a full disk',
    log: `containerd: mkdir /var/lib/docker/containerd: no space left on device
failed to start containerd: timeout waiting for containerd to start
`,
    matches: false,
  },
];
