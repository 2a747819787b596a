import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const sqliteLockedOrReadonly = condition({
  id: 'sqlite-locked-or-readonly',
  stage: 'data',
  title: { en: 'SQLite cannot open or write its file', zh: 'SQLite 无法打开或写入数据库文件' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'unable to open database file',
        'attempt to write a readonly database',
        'SQLITE_CANTOPEN',
        'SQLITE_READONLY',
      ],
      pattern:
        /(?<reason>unable to open database file|attempt to write a readonly database|SQLITE_CANTOPEN|SQLITE_READONLY)/,
      strength: 'states',
      // Grafana's start script has said what is the matter with the folder.
      unless: [{ says: "GF_PATHS_DATA='" }],
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'database is locked',
      pattern: /(?:sqlite3\.|SQLITE_BUSY|SQLite|\(SQLITE).{0,80}(?<reason>database is locked)/,
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ reason: group('reason'), service: event.service }),

  yieldsTo: ['filesystem-readonly', 'disk-full-data-root', 'disk-io-error', 'rootfs-readonly'],
  headline: ({ reason, service }) => ({
    en: `SQLite in ${service ?? 'the container'}: ${reason}`,
    zh: `${service === undefined ? '容器' : `${service} `}中的 SQLite：${reason}`,
  }),
  why: {
    en: `SQLite writes a journal beside its file, so the folder must exist and be writable for the user of the container, not only the file.
      A missing host file was made a folder by Docker; network and Windows shares do not lock properly.`,
    zh: `SQLite 会在数据库文件旁写日志，所以容器用户必须能写整个目录，而不只是文件。
      宿主机上缺失的文件会被 Docker 建成目录；网络共享和 Windows 共享的锁不可靠。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'look-at-folder',
      title: { en: 'See the folder, its owner and the user of the container', zh: '查看目录、属主和容器用户' },
      risk: 'read',
      steps: [look(inService(service, 'sh', '-c', 'id; ls -lan . ./data /data 2>/dev/null'))],
    },
    {
      id: 'mount-the-folder',
      title: { en: 'Mount a named volume at the folder, not the file', zh: '把命名卷挂载到目录，而不是文件' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Copy an existing file into it first.', zh: '先把已有文件复制进去。' },
          { before: './app.db:/app/app.db', after: 'db-data:/app/data' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'sqlite/sqlite', path: 'src/main.c', symbol: 'sqlite3ErrStr' }],
});

export default sqliteLockedOrReadonly;

export const examples: ExamplesOf<typeof sqliteLockedOrReadonly> = [
  {
    name: 'the folder belongs to root',
    log: `app-1  | sqlite3.OperationalError: attempt to write a readonly database
app-1 exited with code 1
`,
    matches: { reason: 'attempt to write a readonly database', service: 'app' },
    verdict: 'confirmed',
  },
  {
    name: 'a table is missing',
    log: `app-1  | sqlite3.OperationalError: no such table: users
app-1 exited with code 1
`,
    matches: false,
    is: 'migrations-not-run',
  },
];
