import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run, shell } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const pgTlsKeyUnusable = condition({
  id: 'pg-tls-key-unusable',
  stage: 'data',
  title: { en: 'PostgreSQL cannot use its TLS key or certificate', zh: 'PostgreSQL 无法使用 TLS 密钥或证书' },

  signatures: [
    {
      on: 'output',
      says: '" has group or world access',
      pattern: /private key file "(?<file>[^"]{1,200})" has group or world access/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'could not load server certificate file "',
        'could not load private key file "',
        'could not load root certificate file "',
        'could not access private key file "',
      ],
      pattern:
        /could not (?:load|access) (?:server certificate|private key|root certificate) file "(?<file>[^"]{1,200})"/,
      strength: 'states',
    },
    {
      on: 'output',
      says: '" must be owned by the database user or root',
      pattern: /private key file "(?<file>[^"]{1,200})" must be owned by/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ file: group('file'), service: event.service ?? 'postgres' }),

  headline: ({ file, service }) => ({
    en: `${service} refuses ${file}: missing, of another user, or readable by others`,
    zh: `${service} 拒绝 ${file}：文件不存在、属于其他用户，或他人可读`,
  }),
  why: {
    en: `With ssl = on PostgreSQL reads certificate and key before anything else. The key has to belong to its own user with mode 0600, or to root with 0640; a bind mount brings owner and mode of the host, and a relative name is looked up in the data folder.`,
    zh: `ssl = on 时 PostgreSQL 会先读取证书和密钥。密钥必须属于它自己的用户且权限为 0600，或属于 root 且为 0640；绑定挂载会带来宿主机的属主和权限，相对路径则在数据目录中查找。`,
  },

  retry: 'useless',
  remedies: ({ file, service }) => [
    {
      id: 'look-at-owner',
      title: { en: 'See owner and mode as the server sees them', zh: '按服务器的视角查看属主和权限' },
      risk: 'read',
      steps: [look(inService(service, 'ls', '-ln', file))],
    },
    {
      id: 'give-the-key',
      title: {
        en: 'Give the key to the user of the image (999, on Alpine 70)',
        zh: '把密钥交给镜像的用户（999，Alpine 为 70）',
      },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo chown 999:999 certs/server.key && sudo chmod 600 certs/server.key',
          'docker compose config --volumes',
          'disruptive',
          {
            note: {
              en: 'Where chown does not work (Windows, macOS shares), copy the key into the image.',
              zh: '在 chown 无效的地方（Windows、macOS 共享目录），把密钥复制进镜像。',
            },
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    {
      repo: 'postgres/postgres',
      path: 'src/backend/libpq/be-secure-common.c',
      symbol: 'check_ssl_key_file_permissions',
    },
  ],
});

export default pgTlsKeyUnusable;

export const examples: ExamplesOf<typeof pgTlsKeyUnusable> = [
  {
    name: 'readable by the group',
    log: `db-1  | 2026-01-01 10:00:00.000 UTC [1] FATAL:  private key file "/certs/server.key" has group or world access
db-1  | 2026-01-01 10:00:00.000 UTC [1] DETAIL:  File must have permissions u=rw (0600) or less if owned by the database user, or permissions u=rw,g=r (0640) or less if owned by root.
db-1 exited with code 1
`,
    matches: { file: '/certs/server.key', service: 'db' },
  },
  {
    name: 'no certificate',
    log: `db-1  | 2026-01-01 10:00:00.000 UTC [1] FATAL:  could not load server certificate file "server.crt": No such file or directory
db-1 exited with code 1
`,
    matches: { file: 'server.crt' },
  },
  {
    name: 'the data folder',
    log: `db-1  | 2026-01-01 10:00:00.000 UTC [1] FATAL:  data directory "/var/lib/postgresql/data" has invalid permissions
db-1 exited with code 1
`,
    matches: false,
    is: 'pg-data-permissions',
  },
];
