import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const bindFileVsDirectory = condition({
  id: 'bind-file-vs-directory',
  stage: 'start',
  title: {
    en: 'A file is mounted onto a directory, or a directory onto a file',
    zh: '把文件挂载到目录，或把目录挂载到文件',
  },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'Are you trying to mount a directory onto a file',
      pattern:
        /(?:mounting \\*"(?<source>[^"\\]{1,400})\\*" to rootfs(?: \\*"[^"\\]{1,400}\\*")? at \\*"(?<target>[^"\\]{1,400})\\*"|Are you trying to mount a directory onto a file)/,
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'not a directory',
      pattern: /mounting \\*"(?<source>[^"\\]{1,400})\\*" to rootfs .{0,400}not a directory/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        '/etc/prometheus/prometheus.yml: is a directory',
        'nginx.conf" failed (21: Is a directory)',
        '.conf" failed (21: Is a directory)',
      ],
      pattern: /(?<target>\/[^\s":]{1,300})"?(?: failed \(21: Is a directory\)|: is a directory)/,
    },
  ],
  facts: (group) => ({ source: group('source'), target: group('target') }),

  headline: ({ source, target }) => ({
    en: `${source === '' ? 'The host path' : source} and ${target === '' ? 'the path in the container' : target} are not of the same kind: one is a directory, the other a file`,
    zh: `${source === '' ? '宿主机路径' : `${source} `}与${target === '' ? '容器内路径' : ` ${target} `}类型不同：一个是目录，另一个是文件`,
  }),
  why: {
    en: `The short volume syntax makes a missing host path as an empty directory. When the file comes from a checkout that does not have it
      (git-ignored, wrong working directory, another machine than the engine's), Docker mounts that new directory onto the file.`,
    zh: `卷的短写法会把不存在的宿主机路径创建成空目录。如果文件不在当前检出中（被 git 忽略、工作目录不对、
      引擎在另一台机器上），Docker 就会把这个新建的目录挂载到文件上。`,
  },

  retry: 'useless',
  remedies: ({ source, target }) => {
    const path = source === '' ? 'HOST_PATH' : source;
    return [
      {
        id: 'look-at-host-path',
        title: { en: 'See what the host path is', zh: '查看宿主机路径是什么' },
        risk: 'read',
        steps: [look(['ls', '-la', path]), look(['docker', 'context', 'show'])],
      },
      {
        id: 'put-the-file-there',
        title: { en: 'Remove the empty directory and put the file there', zh: '删掉空目录，放入真正的文件' },
        risk: 'disruptive',
        steps: [
          run(['rmdir', path], 'reversible', {
            note: { en: 'rmdir refuses a directory that is not empty.', zh: 'rmdir 不会删除非空目录。' },
          }),
          advise(
            `Put the file at ${path} (the directory of compose.yaml counts, not the current one).`,
            `把文件放到 ${path}（相对路径以 compose.yaml 所在目录为准）。`,
          ),
          run(['docker', 'compose', 'up', '-d', '--force-recreate'], 'disruptive'),
        ],
      },
      {
        id: 'fail-early',
        title: { en: 'Let Compose say when the file is missing', zh: '让 Compose 在文件缺失时直接报错' },
        risk: 'reversible',
        steps: [
          edit(
            'compose.yaml',
            { en: 'The long syntax can refuse to make directories.', zh: '长写法可以禁止自动创建目录。' },
            {
              after: `- type: bind\n  source: ${path}\n  target: ${target === '' ? '/etc/app.conf' : target}\n  bind:\n    create_host_path: false`,
            },
          ),
        ],
      },
    ];
  },

  sources: [
    { repo: 'moby/moby', path: 'daemon/errors.go', symbol: 'setExitCodeFromError' },
    { repo: 'opencontainers/runc', path: 'libcontainer/rootfs_linux.go' },
  ],
});

export default bindFileVsDirectory;

export const examples: ExamplesOf<typeof bindFileVsDirectory> = [
  {
    name: 'Docker made the missing file as a directory',
    log: `docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/srv/shop/prometheus.yml" to rootfs at "/etc/prometheus/prometheus.yml": mount /srv/shop/prometheus.yml:/etc/prometheus/prometheus.yml (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type
`,
    matches: { source: '/srv/shop/prometheus.yml', target: '/etc/prometheus/prometheus.yml' },
    verdict: 'confirmed',
    remedies: ['look-at-host-path', 'put-the-file-there', 'fail-early'],
  },
  {
    name: 'runc 1.0 quotes twice',
    log: `ERROR: for web  Cannot start service web: OCI runtime create failed: container_linux.go:349: starting container process caused "process_linux.go:449: container init caused \\"rootfs_linux.go:58: mounting \\\\\\"/srv/shop/nginx.conf\\\\\\" to rootfs \\\\\\"/var/lib/docker/overlay2/5d1c/merged\\\\\\" at \\\\\\"/etc/nginx/nginx.conf\\\\\\" caused \\\\\\"not a directory\\\\\\"\\"": unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type
`,
    matches: { source: '/srv/shop/nginx.conf', target: '/etc/nginx/nginx.conf' },
  },
  {
    name: 'the host path does not exist at all',
    log: `docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /srv/shop/prometheus.yml
`,
    matches: false,
    is: 'bind-source-missing',
  },
];
