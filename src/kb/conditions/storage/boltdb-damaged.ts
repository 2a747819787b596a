import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, run, shell } from '#core/model/steps.ts';

const boltdbDamaged = condition({
  id: 'boltdb-damaged',
  stage: 'storage',
  title: { en: 'A database file of the engine is damaged', zh: '引擎的某个数据库文件已损坏' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'failed to open database file ',
      pattern: /failed to open database file (?<file>\/[^\s:,]{1,300})/,
    },
    {
      on: ['error', 'output', 'daemon'],
      says: [
        'file size too small ',
        'invalid freelist page',
        'already freed',
        'freepages: failed to get all reachable pages',
        'freelist: ',
      ],
      pattern:
        /(?:libnet controller initialization|boltdb|bbolt|opening database|metadata|\.db).{0,200}(?:file size too small \d+|invalid database|version mismatch|checksum error)|page \d+ already freed|invalid freelist page: \d+|freepages: failed to get all reachable pages/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  yieldsTo: ['disk-io-error', 'disk-full-data-root', 'filesystem-readonly'],
  headline: ({ file }) => ({
    en: `${file === '' ? 'A database file in the data root' : file} cannot be read: it was damaged, most likely by a hard stop`,
    zh: `${file === '' ? '数据目录中的一个数据库文件' : `${file} `}无法读取：它已损坏，多半由强制断电或强杀造成`,
  }),
  why: {
    en: `Engine, containerd and BuildKit keep their records in bbolt files. A power cut, a full disk or a killed virtual machine can leave one half
      written, and the engine refuses it. BuildKit's cache database heals itself by starting empty; the others have to be moved aside.`,
    zh: `引擎、containerd 和 BuildKit 用 bbolt 文件保存记录。断电、磁盘写满或虚拟机被强杀都可能让它只写了一半，引擎便拒绝使用。
      BuildKit 的缓存数据库会自行清空恢复，其余的需要移到一边。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-disk-first',
      title: { en: 'First see that disk and file system are sound', zh: '先确认磁盘和文件系统正常' },
      risk: 'read',
      steps: [
        shell(
          "df -h /var/lib/docker; dmesg -T | grep -iE 'i/o error|remount' | tail; sudo find /var/lib/docker /var/lib/containerd -name '*.db' -size -9k",
          "Get-PSDrive -PSProvider FileSystem; wsl -d docker-desktop dmesg | Select-String 'I/O error|Remount'",
          'read',
        ),
      ],
    },
    {
      id: 'move-network-or-cache-db-aside',
      title: { en: 'Move the damaged file aside; the engine makes a new one', zh: '把损坏的文件移到一边，引擎会新建' },
      risk: 'disruptive',
      steps: [
        run(['sudo', 'systemctl', 'stop', 'docker', 'docker.socket'], 'disruptive', { on: 'linux' }),
        run(['sudo', 'cp', '-a', '/var/lib/docker/network/files', '/var/lib/docker/network/files.bak'], 'reversible', {
          on: 'linux',
        }),
        run(
          [
            'sudo',
            'mv',
            '/var/lib/docker/network/files/local-kv.db',
            '/var/lib/docker/network/files/local-kv.db.damaged',
          ],
          'disruptive',
          {
            on: 'linux',
            note: {
              en: 'Only if the message is about the network controller: networks are made anew by Compose. For the build cache the folder is /var/lib/docker/buildkit.',
              zh: '仅当报错涉及 network controller 时：网络可由 Compose 重建。构建缓存对应的目录是 /var/lib/docker/buildkit。',
            },
          },
        ),
        run(['sudo', 'systemctl', 'start', 'docker'], 'disruptive', { on: 'linux' }),
      ],
    },
    {
      id: 'containerd-db-last',
      title: { en: "containerd's meta.db: copy the data root first", zh: 'containerd 的 meta.db：先复制数据目录' },
      risk: 'disruptive',
      steps: [
        advise(
          'It holds which images and containers exist; without it they have to be pulled and created again (the volumes in /var/lib/docker/volumes survive). Copy the whole data root before touching it.',
          '它记录了有哪些镜像和容器；没有它就得重新拉取和创建（/var/lib/docker/volumes 中的卷不受影响）。动它之前先完整复制数据目录。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'etcd-io/bbolt', path: 'db.go' },
    { repo: 'moby/buildkit', path: 'util/db/boltutil/db.go', symbol: 'SafeOpen' },
    { repo: 'moby/moby', path: 'libnetwork/internal/kvstore/boltdb/boltdb.go' },
  ],
});

export default boltdbDamaged;

export const examples: ExamplesOf<typeof boltdbDamaged> = [
  {
    name: 'the network database',
    log: `failed to start daemon: Error initializing network controller: error obtaining controller instance: libnet controller initialization: file size too small 4096
`,
    matches: {},
  },
  {
    name: 'the disk below gives I/O errors',
    log: `Error response from daemon: error getting build cache usage: failed to get usage for jcj2urjfokzbuj0tlz1qgx1jz: write /var/lib/docker/buildkit/snapshots.db: input/output error
`,
    matches: false,
    is: 'disk-io-error',
  },
];
