import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
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

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      services.flatMap(({ name, volumes = [] }) =>
        volumes
          .filter(
            ({ type, found, isCreated, target }) =>
              type === 'bind' &&
              FILE.test(target) &&
              (found === 'directory' || (found === 'nothing' && isCreated !== false)),
          )
          .map(({ source = '', target, found }) => ({
            facts: { source, target },
            how: 'likely' as const,
            tells:
              found === 'directory'
                ? {
                    en: `${source} is a directory, perhaps made by an earlier start; ${target} looks like a file.`,
                    zh: `${source} 是目录（可能是之前启动时创建的），而 ${target} 看起来是文件。`,
                  }
                : {
                    en: `${source} is not there, so the engine makes a directory of it; ${target} looks like a file.`,
                    zh: `${source} 不存在，引擎会把它创建为目录，而 ${target} 看起来是文件。`,
                  },
            at: { key: ['services', name, 'volumes', target] },
            service: name,
          })),
      ),
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

/** A path whose name ends like that of a file. */
const FILE =
  /\.(?:conf|cnf|cfg|ini|json|ya?ml|toml|xml|properties|sql|sh|py|js|mjs|ts|php|rb|env|pem|crt|key|html?|txt|hcl)$/;

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

export const aheadExamples: AheadExamplesOf<typeof bindFileVsDirectory> = [
  {
    name: 'the configuration file is not there',
    project: {
      'compose.yaml': `services:
  web:
    image: nginx:1.27
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
`,
    },
    finds: [{ how: 'likely', at: 'compose.yaml:5' }],
  },
  {
    name: 'a file, a folder of files, a socket',
    project: {
      'nginx.conf': 'events {}\n',
      'compose.yaml': `services:
  web:
    image: nginx:1.27
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
      - ./conf.d:/etc/nginx/conf.d
      - /var/run/docker.sock:/var/run/docker.sock
`,
    },
    finds: [],
  },
];
