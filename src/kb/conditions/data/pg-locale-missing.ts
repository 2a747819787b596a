import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const pgLocaleMissing = condition({
  id: 'pg-locale-missing',
  stage: 'data',
  title: {
    en: 'PostgreSQL is told a locale that its image does not have',
    zh: 'PostgreSQL 要用的 locale 在镜像里不存在',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'initdb: error: invalid locale settings; check LANG and LC_* environment variables',
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['invalid locale name "', 'invalid locale name: "', ' locale name: "'],
      pattern: /invalid (?:LC_(?:COLLATE|CTYPE) )?locale name:? "(?<locale>[^"]{1,60})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'invalid value for parameter "lc_',
      pattern: /invalid value for parameter "lc_\w{1,12}": "(?<locale>[^"]{1,60})"/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['database locale is incompatible with operating system', 'which is not recognized by setlocale()'],
      pattern: /(?:initialized with LC_\w{1,10} "(?<locale>[^"]{1,60})",|incompatible with operating system)/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['The encoding you selected (', 'initdb: error: encoding mismatch', 'initdb: encoding mismatch'],
      pattern: /encoding mismatch$|encoding you selected \(\w{1,20}\)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ locale: group('locale'), service: event.service ?? 'postgres' }),

  yieldsTo: ['pg-version-mismatch', 'pg18-mount-layout'],
  headline: ({ locale, service }) => ({
    en: `${service} does not know the locale${locale === '' ? ' it is told' : ` "${locale}"`}`,
    zh: `${service} 不认识${locale === '' ? '要求的 locale' : ` locale "${locale}"`}`,
  }),
  why: {
    en: `A database keeps the locale it was made with, and the server asks the C library of its image for it. The Debian image
      brings only en_US.utf8 and C, the Alpine image others; an "apt-get upgrade" in a derived image can even take en_US away.
      So another variant of the image, a restored dump, or a LANG of your own leads here. The data are not touched.`,
    zh: `数据库会记住创建时的 locale，服务器启动时向镜像里的 C 库索取它。Debian 版镜像只带 en_US.utf8 和 C，Alpine 版又不同；
      在派生镜像里执行 apt-get upgrade 甚至会丢掉 en_US。因此换了镜像变体、恢复了别处的转储，或自己设置了 LANG，都会这样。数据不受影响。`,
  },

  retry: 'useless',
  remedies: ({ locale, service }) => [
    {
      id: 'see-what-there-is',
      title: { en: 'See which locales the image has', zh: '查看镜像里有哪些 locale' },
      risk: 'read',
      steps: [look(inService(service, 'locale', '-a'))],
    },
    {
      id: 'same-variant',
      title: {
        en: 'Stay with the variant of the image that made the volume (Debian or Alpine)',
        zh: '沿用创建该卷时的镜像变体（Debian 或 Alpine）',
      },
      risk: 'disruptive',
      steps: [
        edit('compose.yaml', {
          en: 'The tag as it was: with or without -alpine.',
          zh: '用原来的标签：带或不带 -alpine。',
        }),
        advise(
          'Another variant sorts text differently: dump and load instead of moving the volume.',
          '不同变体的排序规则不同：应导出再导入，不要直接换用同一个卷。',
        ),
      ],
    },
    {
      id: 'make-the-locale',
      title: {
        en: 'Or make the locale in an image of your own (Debian)',
        zh: '或在自己的镜像里生成该 locale（Debian）',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `The name before the dot is the language; here as an example, yours is ${locale === '' ? 'in the log' : locale}.`,
            zh: `点号前是语言；下面只是例子，你的 locale ${locale === '' ? '见日志' : `是 ${locale}`}。`,
          },
          {
            after:
              'FROM postgres:17\nRUN localedef -i de_DE -c -f UTF-8 -A /usr/share/locale/locale.alias de_DE.UTF-8\nENV LANG=de_DE.utf8',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/bin/initdb/initdb.c', symbol: 'check_locale_name' },
    { repo: 'postgres/postgres', path: 'src/backend/utils/init/postinit.c', symbol: 'CheckMyDatabase' },
    { repo: 'postgres/postgres', path: 'src/backend/commands/dbcommands.c', symbol: 'createdb' },
  ],
});

export default pgLocaleMissing;

export const examples: ExamplesOf<typeof pgLocaleMissing> = [
  {
    name: 'a first start in an upgraded image',
    log: `db-1  | initdb: error: invalid locale settings; check LANG and LC_* environment variables
db-1  | The files belonging to this database system will be owned by user "postgres".
db-1 exited with code 1
`,
    matches: { locale: '', service: 'db' },
  },
  {
    name: 'the configuration of an existing database',
    log: `db-1  | 2025-03-01 10:00:00.100 UTC [1] LOG:  invalid value for parameter "lc_messages": "en_US.utf8"
db-1  | 2025-03-01 10:00:00.100 UTC [1] LOG:  invalid value for parameter "lc_time": "en_US.utf8"
db-1  | 2025-03-01 10:00:00.101 UTC [1] FATAL:  configuration file "/var/lib/postgresql/data/postgresql.conf" contains errors
db-1 exited with code 1
`,
    matches: { locale: 'en_US.utf8' },
  },
  {
    name: 'the other variant of the image',
    log: `db-1  | 2025-03-01 10:00:00.100 UTC [34] FATAL:  database locale is incompatible with operating system
db-1  | 2025-03-01 10:00:00.100 UTC [34] DETAIL:  The database was initialized with LC_COLLATE "fr_FR.UTF-8",  which is not recognized by setlocale().
db-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'an init script',
    log: `db-1  | psql:/docker-entrypoint-initdb.d/10-shop.sql:1: ERROR:  invalid locale name: "de_AT.utf8"
db-1 exited with code 3
`,
    matches: { locale: 'de_AT.utf8' },
  },
  {
    name: 'another setting',
    log: `db-1  | 2025-03-01 10:00:00.100 UTC [1] FATAL:  invalid value for parameter "shared_buffers": "lots"
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-config-invalid',
  },
];
