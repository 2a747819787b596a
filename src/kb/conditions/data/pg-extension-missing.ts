import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const pgExtensionMissing = condition({
  id: 'pg-extension-missing',
  stage: 'data',
  title: { en: 'The PostgreSQL image does not ship an extension', zh: 'PostgreSQL 镜像里没有所需的扩展' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'could not open extension control file "',
      pattern:
        /could not open extension control file "[^"]{0,200}\/(?<extension>[\w-]{1,63})\.control": No such file or directory/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '" is not available',
      pattern: /extension "(?<extension>[\w-]{1,63})" is not available/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'type "vector" does not exist',
      pattern: /type "(?<extension>vector)" does not exist/,
      strength: 'hints',
    },
    {
      on: ['output', 'error'],
      says: 'could not access file "',
      pattern: /could not access file "(?:\$libdir\/)?(?<extension>[\w-]{1,63})": No such file or directory/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ extension: group('extension'), service: event.service }),

  headline: ({ extension }) => ({
    en: `The PostgreSQL image has no extension "${extension}"`,
    zh: `PostgreSQL 镜像里没有扩展 "${extension}"`,
  }),
  why: {
    en: `CREATE EXTENSION only loads what is installed in the image; the official postgres image brings contrib and nothing else.
      vector, postgis, timescaledb and others need an image that ships them, of the same major version and, for the sake of collations, the same base.`,
    zh: `CREATE EXTENSION 只能加载镜像里已安装的扩展；官方 postgres 镜像只带 contrib。
      vector、postgis、timescaledb 等需要自带它们的镜像，大版本要相同，为排序规则考虑，基础系统也要相同。`,
  },

  retry: 'useless',
  remedies: ({ extension }) => [
    {
      id: 'see-what-is-there',
      title: { en: 'See which extensions the image has', zh: '查看镜像自带哪些扩展' },
      risk: 'read',
      steps: [
        look([
          'docker',
          'compose',
          'exec',
          '<database service>',
          'psql',
          '-U',
          'postgres',
          '-c',
          'SELECT name FROM pg_available_extensions ORDER BY 1',
        ]),
      ],
    },
    {
      id: 'use-an-image-with-it',
      title: { en: 'Use an image of the same major version that ships it', zh: '使用自带该扩展、大版本相同的镜像' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Change the image; keep the major version and the volume.', zh: '更换镜像；保持大版本和卷不变。' },
          {
            before: 'image: postgres:16',
            after: extension === 'postgis' ? 'image: postgis/postgis:16-3.4' : 'image: pgvector/pgvector:pg16',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/backend/commands/extension.c', symbol: 'parse_extension_control_file' },
  ],
});

export default pgExtensionMissing;

export const examples: ExamplesOf<typeof pgExtensionMissing> = [
  {
    name: 'pgvector on the plain image',
    log: `db-1  | 2026-11-22 13:54:45.931 UTC [63] ERROR:  extension "vector" is not available
db-1  | 2026-11-22 13:54:45.931 UTC [63] DETAIL:  Could not open extension control file "/usr/share/postgresql/16/extension/vector.control": No such file or directory.
migrate-1  | ERROR: extension "vector" is not available
migrate-1 exited with code 1
`,
    matches: { extension: 'vector' },
    verdict: 'confirmed',
  },
  {
    name: 'an extension of PHP',
    log: `app-1  | PHP Fatal error:  Uncaught Error: Call to undefined function pg_connect() in /app/index.php:3
app-1 exited with code 255
`,
    matches: false,
    is: 'php-database-driver-missing',
  },
  {
    name: 'preloaded, and not in this image',
    log: `db-1  | 2026-01-01 10:00:00.000 UTC [1] FATAL:  could not access file "timescaledb": No such file or directory
db-1 exited with code 1
`,
    matches: { extension: 'timescaledb' },
  },
];
