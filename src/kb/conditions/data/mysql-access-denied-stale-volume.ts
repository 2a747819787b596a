import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';
import { comparePasswords, differingPasswords, type ComparedPassword } from '../../shared/database-credentials.ts';
import type { ProjectService } from '#core/model/probes/project.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { DATA_KINDS } from '../../shared/data-service.ts';
import { exampleVolume } from '../../shared/example-world.ts';
import { clientTakesPassword } from '../../shared/one-password.ts';
import { setPasswordInside } from '../../shared/password-inside.ts';
import { placeOfVariable } from '../../shared/stack.ts';
import { oldContainers, STALE_PASSWORD_ASKS, stalePasswords } from '../../shared/stale-password.ts';

const MYSQL = {
  images: DATA_KINDS.mysql.images,
  passwords: ['MYSQL_PASSWORD', 'MARIADB_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'],
};

const ACCOUNTS = 'SELECT user, host, plugin FROM mysql.user';

const FIRST_START = {
  says: ['Initializing database files', 'Database files initialized', 'initializing of server in progress'],
  within: 'log',
} as const;

const mysqlAccessDeniedStaleVolume = condition({
  id: 'mysql-access-denied-stale-volume',
  stage: 'data',
  title: {
    en: 'MySQL refuses the user: its volume keeps the credentials of the first start',
    zh: 'MySQL 拒绝该用户：卷里保留的是首次启动时的账号密码',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: "Access denied for user '",
      pattern: /Access denied for user '(?<user>[^']{0,64})'@'(?<from>[^']{1,80})'/,
      also: [{ says: ['ready for connections', 'MariaDB upgrade not required', 'mysqld: ready'], within: 'log' }],
      unless: [FIRST_START],
      when: ({ step, text }) => step === undefined && !/\(using password: NO\)|user 'healthcheck'/.test(text),
    },
    {
      on: ['output', 'error'],
      says: "Access denied for user '",
      pattern: /Access denied for user '(?<user>[^']{0,64})'@'(?<from>[^']{1,80})'/,
      strength: 'hints',
      unless: [FIRST_START],
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: "Access denied for user '",
      pattern: /(?<fresh>Access denied) for user '(?<user>[^']{0,64})'@'(?<from>[^']{1,80})'/,
      strength: 'hints',
      also: [FIRST_START],
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: ["' is not allowed to connect to this MySQL server", "' is not allowed to connect to this MariaDB server"],
      pattern: /Host '(?<from>[^']{1,80})' is not allowed to connect to this M/,
      strength: 'hints',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    user: group('user'),
    from: group('from'),
    service: event.service,
    // A volume of this very start cannot remember an older password; a client that sends none has another fault.
    mayBeStale: group('fresh') === '' && !/using password: NO|' to database '/.test(event.text),
  }),

  yieldsTo: ['mysql-auth-plugin'],
  headline: ({ user, from }) => ({
    en: `MySQL refuses ${user === '' ? 'every user' : `"${user}"`} from ${from}: unknown user, other password, or no right to that database`,
    zh: `MySQL 拒绝来自 ${from} 的${user === '' ? '所有用户' : ` "${user}"`}：用户不存在、密码不同，或没有该库的权限`,
  }),
  why: {
    en: `The server is up and answered. MYSQL_ROOT_PASSWORD, MYSQL_USER and MYSQL_PASSWORD are read only while the data directory is empty;
      a volume made earlier keeps the accounts of that time. "using password: NO" means that the client sent none: its variable is empty.`,
    zh: `服务器已启动并作出了回答。MYSQL_ROOT_PASSWORD、MYSQL_USER、MYSQL_PASSWORD 只在数据目录为空时读取；
      早先创建的卷保留当时的账号。“using password: NO”表示客户端没有发送密码：它的变量为空。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: ({ mayBeStale }) => (mayBeStale ? {} : undefined),
      confirms: (services) => agreed(services) !== undefined,
      refutes: () => false,
      tells: (services) => {
        const { database = '', source = '', client = '' } = agreed(services) ?? {};
        return {
          en: `${client} sends what ${source} gives ${database}: the files agree, so the database must know another password.`,
          zh: `${client} 发送的密码与 ${database} 的 ${source} 相同：文件一致，所以是数据库里的密码不同。`,
        };
      },
    },
  },

  ahead: {
    asks: STALE_PASSWORD_ASKS,
    further: (answers) => oldContainers(answers, MYSQL),
    finds: (answers, answerTo) => [
      ...differingPasswords(answers['project.services'] ?? [], 'mysql', ({ user, client }) => ({
        user: user === '' ? 'app' : user,
        from: client,
        service: client,
        mayBeStale: true,
      })),
      ...stalePasswords(answers, answerTo, MYSQL).map(({ database, variable, how, tells }) => ({
        facts: {
          user: variable.includes('ROOT') ? 'root' : 'app',
          from: 'any host',
          service: database.name,
          mayBeStale: true,
        },
        how,
        tells,
        at: placeOfVariable(database.name, variable),
        service: database.name,
      })),
    ],
  },

  retry: 'useless',
  remedies: ({ user, service }, { services = [] }) => [
    passwordInside(user, service, services),
    clientTakesPassword('mysql', service, services),
    {
      id: 'compare-credentials',
      title: { en: 'Compare the two sides, and see what the volume knows', zh: '核对两边的账号，并查看卷里有哪些用户' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', '--environment'], {
          note: { en: 'Prints the values, passwords too.', zh: '会打印变量的值，包括密码。' },
        }),
        look(['docker', 'compose', 'exec', '<database service>', 'mysql', '-u', 'root', '-p', '-e', ACCOUNTS], {
          note: { en: 'Asks for the root password the volume was made with.', zh: '会提示输入创建卷时的 root 密码。' },
        }),
      ],
    },
    {
      id: 'set-the-password-inside',
      title: {
        en: 'Set the new password inside the database, or put the old one back into .env',
        zh: '在数据库里改成新密码，或把旧密码写回 .env',
      },
      risk: 'disruptive',
      steps: [
        advise(
          `As root: ALTER USER '${user}'@'%' IDENTIFIED BY '…'; or CREATE USER and GRANT if it is missing. Do not remove the volume: that deletes the database.`,
          `以 root 执行：ALTER USER '${user}'@'%' IDENTIFIED BY '…'；用户不存在则 CREATE USER 并 GRANT。不要删除卷：那会删掉数据库。`,
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'mysql/mysql-server', path: 'share/messages_to_clients.txt', symbol: 'ER_ACCESS_DENIED_ERROR' },
    { repo: 'docker-library/mysql', path: 'template/docker-entrypoint.sh', symbol: '_main' },
  ],
});

/** Every login that the files tell of has the password its database is given. */
function agreed(services: readonly ProjectService[]): ComparedPassword | undefined {
  const compared = comparePasswords(services, 'mysql');
  return compared.every(({ isSame }) => isSame) ? compared[0] : undefined;
}

/** Both sides have one password, so it is the volume that does not know it. */
function passwordInside(
  user: string,
  service: string | undefined,
  services: readonly ProjectService[],
): Remedy | undefined {
  const concerned = comparePasswords(services, 'mysql').filter(
    ({ client, database }) => service === undefined || [client, database].includes(service),
  );
  const [database, ...more] = new Set(concerned.map((one) => one.database));
  if (user === '' || database === undefined || more.length > 0 || agreed(services) === undefined) return undefined;
  return setPasswordInside({
    engine: 'mysql',
    service: database,
    user,
    statement: 'ALTER USER',
    demands: {
      en: 'Root has to get in with the root password that the container is configured with; if the volume knows another one, nothing is tried.',
      zh: 'root 须能用容器配置的 root 密码登录；如果卷里的 root 密码也不同，则不做任何尝试。',
    },
  });
}

export default mysqlAccessDeniedStaleVolume;

const AGREED = `services:
  db:
    image: mysql:8
    environment: { MYSQL_ROOT_PASSWORD: new }
    volumes: [data:/var/lib/mysql]
  app:
    image: shop
    environment: { DB_HOST: db, DB_USER: root, DB_PASSWORD: new }
volumes: { data: {} }
`;

const DENIED = `db-1  | 2026-11-22T13:30:31.120000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306
app-1  | ERROR 1045 (28000): Access denied for user 'root'@'172.18.0.3' (using password: YES)
app-1 exited with code 1
`;

export const examples: ExamplesOf<typeof mysqlAccessDeniedStaleVolume> = [
  {
    name: 'a volume from an earlier start',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.36'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306
app-1  | sqlalchemy.exc.OperationalError: (pymysql.err.OperationalError) (1045, "Access denied for user 'shop'@'172.18.0.3' (using password: YES)")
app-1 exited with code 1
`,
    matches: { user: 'shop', from: '172.18.0.3' },
  },
  {
    name: 'the files agree on the password',
    log: DENIED,
    project: { 'compose.yaml': AGREED },
    matches: { user: 'root' },
    speaks: ['for'],
    verdict: 'confirmed',
    remedies: ['set-password-inside', 'compare-credentials', 'set-the-password-inside'],
  },
  {
    name: 'the database was made by this very start: no volume remembers anything',
    log: `db-1  | 2026-11-22 13:30:29+00:00 [Note] [Entrypoint]: Initializing database files
${DENIED}`,
    project: { 'compose.yaml': AGREED },
    matches: { user: 'root', mayBeStale: false },
    speaks: [],
    verdict: 'suspected',
    remedies: ['compare-credentials', 'set-the-password-inside'],
  },
  {
    name: 'the files do not agree: that may be all',
    log: DENIED,
    project: {
      'compose.yaml': AGREED.replaceAll(/root/g, 'app')
        .replace('DB_PASSWORD: new', 'DB_PASSWORD: old')
        .replace('_ROOT_PASSWORD: new', '_USER: app, MYSQL_PASSWORD: new'),
    },
    matches: { user: 'root' },
    speaks: [],
    verdict: 'suspected',
    remedies: ['client-takes-the-password', 'compare-credentials', 'set-the-password-inside'],
  },
  {
    name: 'the client cannot do the plugin',
    log: `app-1  | ERROR 2059 (HY000): Authentication plugin 'caching_sha2_password' cannot be loaded: /usr/lib/mysql/plugin/caching_sha2_password.so: cannot open shared object file: No such file or directory
app-1 exited with code 1
`,
    matches: false,
    is: 'mysql-auth-plugin',
  },
];

export const aheadExamples: AheadExamplesOf<typeof mysqlAccessDeniedStaleVolume> = [
  {
    name: 'WordPress and MariaDB with two passwords',
    project: {
      'compose.yaml': `services:
  db:
    image: mariadb:11
    environment:
      MARIADB_ROOT_PASSWORD: root
      MARIADB_USER: wordpress
      MARIADB_PASSWORD: one
  blog:
    image: wordpress:6
    environment:
      WORDPRESS_DB_HOST: db:3306
      WORDPRESS_DB_USER: wordpress
      WORDPRESS_DB_PASSWORD: two
`,
    },
    finds: [{ facts: { from: 'blog', user: 'app' }, how: 'certain', at: 'compose.yaml:13' }],
  },
  {
    name: 'root logs in with the password of root',
    project: {
      'compose.yaml': `services:
  db:
    image: mysql:8
    environment: { MYSQL_ROOT_PASSWORD: secret, MYSQL_USER: app, MYSQL_PASSWORD: other }
  app:
    image: shop
    environment: { DATABASE_URL: "mysql://root:secret@db:3306/shop" }
`,
    },
    finds: [],
  },
  {
    name: 'the env file is younger than the volume that is there',
    project: {
      'db.env': 'MARIADB_ROOT_PASSWORD=new\n',
      'compose.yaml': `name: shop
services:
  db:
    image: mariadb:11
    env_file: db.env
    volumes: [data:/var/lib/mysql]
volumes: { data: { name: shop_data } }
`,
    },
    world: { 'engine.volumes': [exampleVolume(1_600_000_000_000, 'shop_data')], 'engine.containers': [] },
    finds: [{ facts: { from: 'any host', user: 'root' }, how: 'note' }],
  },
];
