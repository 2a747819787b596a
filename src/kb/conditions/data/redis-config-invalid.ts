import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const redisConfigInvalid = condition({
  id: 'redis-config-invalid',
  stage: 'data',
  title: { en: 'Redis cannot start with this configuration', zh: 'Redis 无法用该配置启动' },

  signatures: [
    {
      on: 'output',
      says: "Fatal error, can't open config file '",
      pattern: /Fatal error, can't open config file '(?<file>[^']{1,200})'/,
      strength: 'states',
    },
    { on: 'output', says: 'requirepass "--', pattern: />>> '(?<empty>requirepass) "--/, strength: 'states' },
    {
      on: 'output',
      says: ["Can't load module from ", ' failed to load: '],
      pattern:
        /(?:Can't load module from (?<module>\/\S{1,200}): server aborting|Module (?<library>\/\S{1,200}) failed to load)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'FATAL CONFIG FILE ERROR',
      strength: 'states',
      unless: [{ says: ['Permission denied', 'No space left on device'] }],
    },
  ],
  facts: (group, event) => ({
    what: group('file') || group('module') || group('library'),
    isEmptyPassword: group('empty') !== '',
    service: event.service ?? 'redis',
  }),

  yieldsTo: ['redis-noauth'],
  headline: ({ what, isEmptyPassword, service }) => ({
    en: isEmptyPassword
      ? `${service} is given --requirepass without a password: the variable is empty`
      : what === ''
        ? `${service} refuses a line of its configuration`
        : `${service} cannot load ${what}`,
    zh: isEmptyPassword
      ? `${service} 的 --requirepass 后没有密码：变量为空`
      : what === ''
        ? `${service} 拒绝配置中的一行`
        : `${service} 无法加载 ${what}`,
  }),
  why: {
    en: `Redis (and Valkey) reads file and command line before anything else and stops at the first line it does not understand; it prints that line after >>>. An empty variable in command: makes the next option the value. A file that Docker did not find on the host was mounted as an empty folder.`,
    zh: `Redis（和 Valkey）先读取配置文件和命令行，遇到第一行不理解的内容就停止，并在 >>> 后打印该行。command: 中的空变量会使下一个选项变成它的值。宿主机上不存在的文件会被 Docker 挂载成空目录。`,
  },

  retry: 'useless',
  remedies: ({ isEmptyPassword, service }) => [
    {
      id: 'see-the-line',
      title: { en: 'See the line and what Compose makes of the command', zh: '查看该行，以及 Compose 得出的命令' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'logs', '--tail', '20', service]),
        look(['docker', 'compose', 'config', service]),
      ],
    },
    isEmptyPassword && {
      id: 'set-the-password',
      title: { en: 'Give the variable a value', zh: '给变量赋值' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'The same value that the clients use.', zh: '与客户端使用同一个值。' },
          { after: 'REDIS_PASSWORD=…' },
        ),
        edit(
          'compose.yaml',
          { en: 'Let Compose stop early if it is empty.', zh: '为空时让 Compose 提前停止。' },
          { after: 'command: redis-server --requirepass ${REDIS_PASSWORD:?set it in .env}' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    !isEmptyPassword && {
      id: 'correct-the-configuration',
      title: { en: 'Correct that line or that path', zh: '改正该行或该路径' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'The file has to exist on the host, be a file, and be readable for uid 999.',
            zh: '宿主机上必须有该文件，是文件而不是目录，并且 uid 999 可读。',
          },
          {
            after:
              'volumes: ["./redis.conf:/usr/local/etc/redis/redis.conf:ro"]\ncommand: redis-server /usr/local/etc/redis/redis.conf',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'redis/redis', path: 'src/config.c', symbol: 'loadServerConfigFromString' },
    { repo: 'redis/redis', path: 'src/module.c', symbol: 'moduleLoadFromQueue' },
  ],
});

export default redisConfigInvalid;

export const examples: ExamplesOf<typeof redisConfigInvalid> = [
  {
    name: 'an empty password',
    log: `redis-1  | *** FATAL CONFIG FILE ERROR (Redis 7.2.4) ***
redis-1  | Reading the configuration file, at line 2
redis-1  | >>> 'requirepass "--appendonly" "yes"'
redis-1  | wrong number of arguments
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
  },
  {
    name: 'a wrong line',
    log: `redis-1  | *** FATAL CONFIG FILE ERROR (Redis 7.2.4) ***
redis-1  | Reading the configuration file, at line 3
redis-1  | >>> 'save 60 1000 foo'
redis-1  | Invalid save parameters
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
  },
  {
    name: 'no file',
    log: `redis-1  | 1:C 01 Jan 2026 10:00:00.000 # Fatal error, can't open config file '/usr/local/etc/redis/redis.conf': No such file or directory
redis-1 exited with code 1
`,
    matches: { what: '/usr/local/etc/redis/redis.conf' },
  },
  {
    name: 'a module that is not in the image',
    log: `redis-1  | 1:M 01 Jan 2026 10:00:00.000 # Module /usr/lib/redis/modules/rejson.so failed to load: /usr/lib/redis/modules/rejson.so: cannot open shared object file: No such file or directory
redis-1  | 1:M 01 Jan 2026 10:00:00.000 # Can't load module from /usr/lib/redis/modules/rejson.so: server aborting
redis-1 exited with code 1
`,
    matches: { service: 'redis' },
  },
  {
    name: 'the log file may not be written',
    log: `redis-1  | *** FATAL CONFIG FILE ERROR ***
redis-1  | Reading the configuration file, at line 13
redis-1  | >>> 'logfile /var/log/redis/redis-server.log'
redis-1  | Can't open the log file: Permission denied
redis-1 exited with code 1
`,
    matches: false,
    is: 'bind-mount-permission',
  },
];
