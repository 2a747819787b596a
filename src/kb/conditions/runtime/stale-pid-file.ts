import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const stalePidFile = condition({
  id: 'stale-pid-file',
  stage: 'runtime',
  title: {
    en: 'A PID file of an earlier run keeps the program from starting',
    zh: '上次运行留下的 PID 文件使程序无法启动',
  },

  signatures: [
    {
      on: 'output',
      says: 'A server is already running',
      pattern:
        /A server is already running(?:\. Check (?<file>\/[^\s]{1,200}\.pid)| \(pid: \d{1,9}, file: (?<path>\/[^\s)]{1,200})\))/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'ERROR: Pidfile (',
        'Already running on PID ',
        ') already running',
        'Unclean shutdown of previous Apache run',
      ],
      pattern:
        /(?:ERROR: Pidfile \((?<pid>[^)]{1,200})\) already exists|Already running on PID \d{1,9} \(or pid file '(?<gunicorn>[^']{1,200})' is stale\)|httpd \(pid \d{1,9}\??\) already running)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    file: group('file') || group('path') || group('pid') || group('gunicorn'),
    service: event.service,
  }),

  headline: ({ file, service }) => ({
    en: `${service ?? 'The program'} finds ${file === '' ? 'a PID file' : file} of an earlier run and believes that it runs already`,
    zh: `${service ?? '程序'}发现上次运行留下的 ${file === '' ? 'PID 文件' : file}，以为自己已在运行`,
  }),
  why: {
    en: `The program was ended without time to remove its PID file, and the file lives on: in the container that is started again, or in the folder of the project that is mounted. In a container the number mostly is 1 again, so the check whether that process lives says yes.`,
    zh: `程序上次被结束时没来得及删除 PID 文件，而文件留了下来：在被重新启动的容器里，或在挂载的项目目录中。容器里进程号多半又是 1，所以“该进程是否存在”的检查会得到肯定。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'remove-at-start',
      title: { en: 'Remove the file at each start', zh: '每次启动时删除该文件' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'For Rails; for others likewise with their file.', zh: '以 Rails 为例；其他程序换成自己的文件。' },
          { after: 'command: sh -c "rm -f tmp/pids/server.pid && exec bundle exec rails server -b 0.0.0.0"' },
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
    {
      id: 'keep-it-out-of-the-mount',
      title: { en: 'Or keep PID files out of the mounted folder', zh: '或让 PID 文件不在挂载目录里' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Gone with the container.', zh: '随容器消失。' },
          { after: 'tmpfs: [/app/tmp/pids]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'rack/rackup', path: 'lib/rackup/server.rb', symbol: 'check_pid!' },
    { repo: 'celery/celery', path: 'celery/platforms.py', symbol: 'Pidfile' },
    { repo: 'benoitc/gunicorn', path: 'gunicorn/pidfile.py' },
  ],
});

export default stalePidFile;

export const examples: ExamplesOf<typeof stalePidFile> = [
  {
    name: 'Rails',
    log: `web-1  | => Booting Puma
web-1  | A server is already running. Check /app/tmp/pids/server.pid.
web-1  | Exiting
web-1 exited with code 1
`,
    matches: { file: '/app/tmp/pids/server.pid', service: 'web' },
  },
  {
    name: 'a newer Rails',
    log: `web-1  | A server is already running (pid: 1, file: /app/tmp/pids/server.pid).
web-1  | Exiting
web-1 exited with code 1
`,
    matches: { file: '/app/tmp/pids/server.pid' },
  },
  {
    name: 'Celery beat',
    log: `beat-1  | ERROR: Pidfile (celerybeat.pid) already exists.
beat-1  | Seems we're already running? (pid: 8)
beat-1 exited with code 73
`,
    matches: { file: 'celerybeat.pid' },
  },
  {
    name: 'PostgreSQL',
    log: `db-1  | FATAL:  lock file "postmaster.pid" already exists
db-1  | HINT:  Is another postmaster (PID 1) running in data directory "/var/lib/postgresql/data"?
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-stale-lock',
  },
];
