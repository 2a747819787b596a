import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import { exampleContainer } from '../../shared/example-world.ts';

const nofileExhausted = condition({
  id: 'nofile-exhausted',
  stage: 'resources',
  title: { en: 'Too many files are open at once', zh: '同时打开的文件过多' },

  signatures: [
    {
      on: ['output', 'error', 'daemon'],
      says: ['too many open files', 'Too many open files'],
      unless: [{ says: ['inotify', 'fsnotify', 'EMFILE: too many open files, watch', 'user limit'] }],
    },
  ],
  facts: (_, event) => ({ service: event.service, said: event.text, isOfStep: event.step !== undefined }),

  headline: () => ({
    en: 'The limit on open files was reached (EMFILE)',
    zh: '打开文件数达到上限（EMFILE）',
  }),
  why: {
    en: `A process opened more files and sockets than its nofile limit allows. Containers get the engine's limit unless ulimits is set. With a
      normal limit (65536 or more) the program leaks descriptors; with 1024 a database or a big build simply needs more. If a file watcher
      says it, the inotify limit of the host is meant instead.`,
    zh: `进程打开的文件和套接字超过了 nofile 限制。没有设置 ulimits 时，容器沿用引擎的限制。限制正常（65536 以上）
      说明程序泄漏了描述符；只有 1024 时，数据库或大型构建确实不够用。如果是文件监视器报的，指的是主机的 inotify 限制。`,
  },

  evidence: {
    container: {
      probe: 'engine.container',
      about: ({ service, said, isOfStep }) => (isOfStep ? undefined : service === undefined ? { said } : { service }),
      confirms: ({ limits: { openFiles } }) => openFiles !== undefined && openFiles.soft < USUAL,
      refutes: () => false,
      tells: ({ name, limits: { openFiles } }) => ({
        en: `Container ${name} was given a limit of its own: ${openFiles?.soft ?? 0} open files.`,
        zh: `容器 ${name} 设置了自己的限制：最多打开 ${openFiles?.soft ?? 0} 个文件。`,
      }),
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-limit',
      title: { en: 'See the limit in a container and on the host', zh: '查看容器内和主机上的限制' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'alpine', 'sh', '-c', 'ulimit -n; ulimit -Hn']),
        shell(
          'cat /proc/sys/fs/file-nr; systemctl show docker -p LimitNOFILE',
          'wsl -d docker-desktop cat /proc/sys/fs/file-nr',
          'read',
        ),
      ],
    },
    {
      id: 'raise-nofile',
      title: { en: 'Raise the limit of the service', zh: '提高该服务的限制' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'For a build: docker buildx build --ulimit nofile=65536:65536.',
            zh: '构建时使用 docker buildx build --ulimit nofile=65536:65536。',
          },
          {
            after: 'ulimits:\n  nofile:\n    soft: 65536\n    hard: 65536',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'torvalds/linux', path: 'fs/file.c', symbol: 'alloc_fd' },
    { repo: 'opencontainers/runc', path: 'libcontainer/seccomp/patchbpf/enosys_linux.go' },
  ],
});

/** Who has this many and needs more leaks them. */
const USUAL = 65_536;

export default nofileExhausted;

export const examples: ExamplesOf<typeof nofileExhausted> = [
  {
    name: 'a server in a container',
    log: `api-1  | 2026/11/22 13:30:31 http: Accept error: accept tcp [::]:8080: accept4: too many open files; retrying in 5ms
api-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'runc cannot even start the container',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error loading seccomp filter into kernel: error patching filter: error disassembling original filter: error creating scratch pipe: pipe2: too many open files
`,
    matches: {},
  },
  {
    name: 'the container was given too few',
    log: `api-1  | accept4: too many open files
api-1 exited with code 1
`,
    matches: { service: 'api' },
    world: { 'engine.container': exampleContainer({ limits: { openFiles: { soft: 64, hard: 64 } } }) },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'it has the usual limit: it may leak them',
    log: `api-1  | accept4: too many open files
api-1 exited with code 1
`,
    matches: { service: 'api' },
    world: { 'engine.container': exampleContainer({}) },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'inotify instances',
    log: `web-1  | Error: EMFILE: too many open files, watch '/app'
web-1 exited with code 1
`,
    matches: false,
  },
];
