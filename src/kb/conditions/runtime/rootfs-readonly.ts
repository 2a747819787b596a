import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Container } from '#core/model/probes/engine.ts';
import { exampleContainer } from '../../shared/example-world.ts';
import { edit, look, run } from '#core/model/steps.ts';

const rootfsReadonly = condition({
  id: 'rootfs-readonly',
  stage: 'runtime',
  title: {
    en: 'The container was told to be read-only, and the program wants to write',
    zh: '容器被设为只读，而程序需要写入',
  },

  signatures: [
    {
      on: 'output',
      says: ['Read-only file system', 'read-only file system'],
      unless: [{ says: 'read-only file system?)' }],
      pattern:
        /(?:['"‘ ]|^)(?<path>\/(?!var\/lib\/docker|var\/lib\/containerd|run\/containerd)[^\s'"’:]{0,200})['"’]?:? ?\(?(?:[Rr]ead-only file system|30: Read-only)|EROFS: read-only file system, \w+ '(?<node>[^']{1,200})'|\[Errno 30\] Read-only file system: '(?<python>[^']{1,200})'/,
      when: ({ step, service, text }) =>
        step === undefined && (service !== undefined || /Read-only|EROFS|Errno 30/.test(text)),
    },
  ],
  facts: (group, event) => ({
    path: group('path') || group('node') || group('python'),
    service: event.service,
    said: event.text,
  }),

  yieldsTo: ['filesystem-readonly', 'disk-io-error'],
  headline: ({ path, service }) => ({
    en: `${service ?? 'The program'} cannot write ${path}: that part of the container is read-only`,
    zh: `${service === undefined ? '程序' : `${service} `}无法写入 ${path}：容器的这一部分是只读的`,
  }),
  why: {
    en: `The kernel answered with EROFS for a path inside the container. The service has read_only: true, or the mount ends in :ro.
      If many containers and the engine say it at the same time, the disk of the host went read-only instead.`,
    zh: `内核对容器内的路径返回了 EROFS。该服务设置了 read_only: true，或挂载以 :ro 结尾。
      如果许多容器和引擎同时这样报错，则是宿主机的磁盘变成了只读。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ service, said }) => (service === undefined ? { said } : { service }),
      confirms: ({ isReadOnly, mounts }, { path }) => readOnlyPart(isReadOnly, mounts, path) !== undefined,
      // The container may have been made anew since.
      refutes: () => false,
      tells: ({ name, isReadOnly, mounts }, { path }) => {
        const part = readOnlyPart(isReadOnly, mounts, path) ?? '/';
        return {
          en: `Container ${name} has ${part === '/' ? 'a read-only root' : `${part} mounted read-only`}.`,
          zh: `容器 ${name} 的${part === '/' ? '根文件系统' : ` ${part} `}是只读的。`,
        };
      },
    },
  },

  retry: 'useless',
  remedies: ({ path, service }) => [
    {
      id: 'look-at-mounts',
      title: { en: 'See what is read-only', zh: '查看哪些是只读的' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'inspect',
          '--format',
          '{{.HostConfig.ReadonlyRootfs}} {{json .Mounts}}',
          service ?? '<container>',
        ]),
      ],
    },
    {
      id: 'writable-place',
      title: { en: 'Give the program a place to write', zh: '给程序一个可写的位置' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'A tmpfs for scratch files, or the mount without :ro.', zh: '临时文件用 tmpfs，或去掉挂载的 :ro。' },
          {
            after: `tmpfs:\n  - ${path.split('/').slice(0, -1).join('/') || '/tmp'}`,
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'torvalds/linux', path: 'include/uapi/asm-generic/errno-base.h', symbol: 'EROFS' }],
});

/** The read-only mount that holds the path, the nearest one; '/' for the root. Undefined: the path can be written. */
function readOnlyPart(isReadOnly: boolean, mounts: Container['mounts'], path: string): string | undefined {
  const nearest = mounts
    .filter(({ destination }) => path === destination || path.startsWith(`${destination.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.destination.length - a.destination.length)[0];
  if (nearest !== undefined) return nearest.isWritable ? undefined : nearest.destination;
  return isReadOnly ? '/' : undefined;
}

export default rootfsReadonly;

export const examples: ExamplesOf<typeof rootfsReadonly> = [
  {
    name: 'docker run --read-only',
    log: `touch: /x: Read-only file system
`,
    matches: { path: '/x' },
  },
  {
    name: 'Python',
    log: `app-1  | OSError: [Errno 30] Read-only file system: '/app/cache.db'
app-1 exited with code 1
`,
    matches: { path: '/app/cache.db', service: 'app' },
  },
  {
    name: "the engine's own disk",
    log: `docker: Error response from daemon: mkdir /var/lib/docker/overlay2/b06b5f5e2bd1339d0d43-init: read-only file system
`,
    matches: false,
  },
  {
    name: 'the container has a read-only root',
    log: `app-1  | touch: /data/x: Read-only file system
app-1 exited with code 1
`,
    matches: { path: '/data/x', service: 'app' },
    world: { 'engine.container': exampleContainer({ isReadOnly: true }) },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'the mount it writes to is read-only',
    log: `app-1  | touch: /data/x: Read-only file system
app-1 exited with code 1
`,
    matches: { path: '/data/x', service: 'app' },
    world: {
      'engine.container': exampleContainer({
        mounts: [{ type: 'bind', source: '/srv/data', destination: '/data', isWritable: false }],
      }),
    },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'a writable volume over a read-only root proves nothing',
    log: `app-1  | touch: /data/x: Read-only file system
app-1 exited with code 1
`,
    matches: { path: '/data/x', service: 'app' },
    world: {
      'engine.container': exampleContainer({
        isReadOnly: true,
        mounts: [{ type: 'volume', source: 'data', destination: '/data', isWritable: true }],
      }),
    },
    speaks: [],
    verdict: 'suspected',
  },
];
