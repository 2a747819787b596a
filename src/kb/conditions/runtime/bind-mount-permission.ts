import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';
import type { ContainerAccess } from '#core/model/probes/engine.ts';
import { inService } from '../../shared/in-service.ts';

const bindMountPermission = condition({
  id: 'bind-mount-permission',
  stage: 'runtime',
  title: { en: 'A container may not write to a mounted folder', zh: '容器没有权限写挂载的目录' },

  signatures: [
    {
      on: 'output',
      says: ['Permission denied', 'permission denied', 'EACCES', 'Operation not permitted'],
      pattern:
        /(?:mkdir: (?:cannot create directory|can't create directory) |chown: (?:changing ownership of )?|chmod: (?:changing permissions of )?|touch: (?:cannot touch )?)['‘]?(?<path>\/(?:data|var\/lib|bitnami|config|app\/\w|opt|srv|mnt|home|usr\/share)[^\s'’:]{0,160})['’]?: (?:Permission denied|Operation not permitted)/,
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ['is not writable', "Can't open or create append-only dir", 'You may have issues with file permissions'],
      pattern:
        /(?:GF_PATHS_DATA='(?<grafana>[^']{1,120})' is not writable|You may have issues with file permissions|append-only dir (?<redis>\S{1,80}): Permission denied)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'EACCES: permission denied, ',
        "PermissionError: [Errno 13] Permission denied: '",
        'AccessDeniedException: /',
        ': permission denied',
      ],
      pattern:
        /(?:EACCES: permission denied, (?:open|mkdir|unlink|rename|scandir) |PermissionError: \[Errno 13\] Permission denied: |AccessDeniedException: |(?:open|mkdir) )['"]?(?<path>\/(?!proc|sys|dev|run\/docker|var\/run\/docker)[^\s'":]{1,160})/,
      strength: 'hints',
      when: ({ step, text }) => step === undefined && !text.includes('docker.sock'),
    },
    {
      on: 'output',
      says: [
        'Error loading config (--config.file=',
        'Error opening query log file',
        'Failed to create the data directory',
      ],
      pattern: /err="(?:open|mkdir) (?<path>\/[^\s":]{1,200}): permission denied"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: '): permission denied',
      pattern:
        /(?:error loading config|couldn't load configuration)[^\n]{0,200}: open (?<path>\/[^\s":]{1,200}): permission denied/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'ailed to open stream: Permission denied',
      pattern:
        /stream or file "(?<path>\/[^"]{1,200})" could not be opened(?: in append mode)?: [Ff]ailed to open stream: Permission denied/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ["cp: cannot create directory '", "cp: cannot create regular file '", "cp: can't create "],
      pattern:
        /^cp: (?:cannot create (?:directory|regular file)|can't create) '(?<path>\/[^']{1,200})': Permission denied$/,
      when: ({ step }) => step === undefined,
    },
    // Redis, Kafka, MinIO, Loki and others that name file or folder in their own words.
    {
      on: 'output',
      says: [
        "Can't chdir to '",
        "Can't open the log file: Permission denied",
        "Can't open the append-only file: Permission denied",
        ' writable] FAILED',
        'Unable to initialize backend: file access denied',
        'error running loki',
      ],
      pattern:
        /(?:Can't chdir to '(?<path>[^']{1,200})': Permission denied|Can't open the (?:log|append-only) file: Permission denied|\/\w{2,3} path (?<kafka>\/[^\s\]]{1,200}) writable\] FAILED|backend: file access denied|error running loki.{0,60}?(?:mkdir|open) (?<loki>\/[^\s":]{1,200}): permission denied)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    path: ['path', 'grafana', 'redis', 'kafka', 'loki'].map(group).find((one) => one !== '') ?? '',
    service: event.service,
  }),

  yieldsTo: [
    'pg-data-permissions',
    'filesystem-readonly',
    'rootfs-readonly',
    'redis-misconf',
    'es-permissions',
    'nginx-bind-privileged',
    'sqlite-locked-or-readonly',
    'selinux-bind-denied',
  ],
  headline: ({ path, service }) => ({
    en: `${service ?? 'The program'} may not write ${path === '' ? 'its data folder' : path}: the folder belongs to another user`,
    zh: `${service === undefined ? '程序' : `${service} `}无权写入${path === '' ? '数据目录' : ` ${path}`}：该目录属于其他用户`,
  }),
  why: {
    en: `A bind mount keeps owner and mode of the host, as numbers; the user inside the container has another number. A folder that Docker made itself
      because it was missing belongs to root. On Windows and macOS shares, chown may not work at all.`,
    zh: `绑定挂载保留宿主机上的属主和权限（以数字表示）；容器内用户的数字不同。缺失时由 Docker 自动创建的目录属于 root。
      在 Windows 和 macOS 的共享目录上，chown 可能根本不起作用。`,
  },

  evidence: {
    access: {
      probe: 'engine.access',
      about: ({ path, service }) => (service === undefined || path === '' ? undefined : { service, path }),
      confirms: ({ mount, isWritable }) => mount !== undefined && !isWritable,
      // Owner and mode are not all that can forbid it (SELinux, a share), and they may have been mended since.
      refutes: () => false,
      tells: ({ container, user, place, mount }) => {
        const mode = place.mode.toString(8).padStart(4, '0');
        const source = mount?.source ?? '';
        return {
          en: `${container} runs as ${user.id}:${user.groups[0] ?? 0}; ${place.path} (${source}) belongs to ${place.user}:${place.group} with mode ${mode}.`,
          zh: `${container} 以 ${user.id}:${user.groups[0] ?? 0} 运行；${place.path}（${source}）属于 ${place.user}:${place.group}，权限为 ${mode}。`,
        };
      },
    },
  },

  retry: 'useless',
  remedies: ({ path, service }) => [
    {
      id: 'compare-owner',
      title: { en: 'Compare the owner of the folder with the user of the container', zh: '比较目录属主与容器用户' },
      risk: 'read',
      steps: [
        look(
          inService(
            service,
            'sh',
            '-c',
            `id; ls -ldn ${path === '' ? '/data' : path.split('/').slice(0, 4).join('/')}`,
          ),
        ),
      ],
    },
    {
      id: 'one-owner',
      title: {
        en: 'Give the folder to that user, or run as the owner, or use a named volume',
        zh: '把目录交给该用户、以属主身份运行，或改用命名卷',
      },
      risk: 'disruptive',
      steps: [
        shell('sudo chown -R 1000:1000 ./data', 'docker volume ls', 'disruptive', {
          note: { en: 'Use the uid:gid the first command shows.', zh: '使用上一条命令显示的 uid:gid。' },
        }),
        edit(
          'compose.yaml',
          { en: 'Or run as the owner of the folder.', zh: '或以目录属主身份运行。' },
          { after: 'user: "${UID:-1000}:${GID:-1000}"' },
        ),
        edit(
          'compose.yaml',
          {
            en: 'Or keep the data in a named volume, which takes the owner of the image.',
            zh: '或把数据放在命名卷里，它沿用镜像中的属主。',
          },
          { before: './data:/data', after: 'data:/data' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'grafana/grafana', path: 'packaging/docker/run.sh' },
    { repo: 'coreutils/coreutils', path: 'src/mkdir.c' },
    { repo: 'nodejs/node', path: 'lib/internal/fs/utils.js' },
  ],
});

export default bindMountPermission;

const EXAMPLE: ContainerAccess = {
  container: 'shop-app-1',
  user: { id: 1000, groups: [0] },
  place: { path: '/data', isFolder: true, user: 0, group: 0, mode: 0o755 },
  mount: { type: 'bind', source: '/srv/shop/data', destination: '/data', isWritable: true },
  isWritable: false,
};

export const examples: ExamplesOf<typeof bindMountPermission> = [
  {
    name: 'Grafana',
    log: `grafana-1  | GF_PATHS_DATA='/var/lib/grafana' is not writable.
grafana-1  | You may have issues with file permissions, more information here: http://docs.grafana.example/permissions
grafana-1  | mkdir: can't create directory '/var/lib/grafana/plugins': Permission denied
grafana-1 exited with code 1
`,
    matches: { path: '/var/lib/grafana', service: 'grafana' },
    verdict: 'confirmed',
  },
  {
    name: 'the mounted folder belongs to root, the program runs as somebody',
    log: `app-1  | touch: /data/report: Permission denied
app-1 exited with code 1
`,
    matches: { path: '/data/report', service: 'app' },
    world: { 'engine.access': EXAMPLE },
    speaks: ['for'],
    verdict: 'confirmed',
  },
  {
    name: 'by owner and mode it may write: something else forbids it',
    log: `app-1  | touch: /data/report: Permission denied
app-1 exited with code 1
`,
    matches: { path: '/data/report' },
    world: { 'engine.access': { ...EXAMPLE, isWritable: true } },
    speaks: [],
    verdict: 'suspected',
  },
  {
    name: 'Node',
    log: `app-1  | Error: EACCES: permission denied, open '/app/uploads/index.json'
app-1 exited with code 1
`,
    matches: { path: '/app/uploads/index.json' },
  },
  {
    name: 'a folder of the image while building',
    log: `#7 [3/3] RUN mkdir /opt/tool
#7 0.120 mkdir: cannot create directory '/opt/tool': Permission denied
#7 ERROR: process "/bin/sh -c mkdir /opt/tool" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c mkdir /opt/tool" did not complete successfully: exit code: 1
`,
    matches: false,
  },
  {
    name: 'Prometheus may not read its configuration',
    log: `prometheus-1  | ts=2025-01-01T10:00:00.000Z caller=main.go:450 level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" file=/etc/prometheus/prometheus.yml err="open /etc/prometheus/prometheus.yml: permission denied"
prometheus-1 exited with code 2
`,
    matches: { path: '/etc/prometheus/prometheus.yml', service: 'prometheus' },
  },
  {
    name: 'Laravel may not write its log',
    log: `php-1  |   The stream or file "/var/www/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Permission denied
php-1 exited with code 1
`,
    matches: { path: '/var/www/storage/logs/laravel.log' },
  },
  {
    name: 'a start script copies into a mounted folder',
    log: `shop-1  | cp: cannot create directory '/app/database': Permission denied
shop-1 exited with code 1
`,
    matches: { path: '/app/database' },
  },
  {
    name: 'SQLite in a folder that Grafana has already complained of',
    log: `grafana-1  | GF_PATHS_DATA='/var/lib/grafana' is not writable.
grafana-1  | service init failed: failed to check table existence: unable to open database file: permission denied
grafana-1 exited with code 1
`,
    matches: { path: '/var/lib/grafana' },
  },
  {
    name: 'Redis may not write its log',
    log: `redis-1  | *** FATAL CONFIG FILE ERROR ***
redis-1  | Reading the configuration file, at line 13
redis-1  | >>> 'logfile /var/log/redis/redis-server.log'
redis-1  | Can't open the log file: Permission denied
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
  },
  {
    name: 'Kafka checks its data folder',
    log: `kafka-1  | ===> Check if /var/lib/kafka/data is writable ...
kafka-1  | Command [/usr/local/bin/dub path /var/lib/kafka/data writable] FAILED !
kafka-1 exited with code 1
`,
    matches: { path: '/var/lib/kafka/data' },
  },
];
