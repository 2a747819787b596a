import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run, shell } from '#core/model/steps.ts';

const mongoKeyfileInvalid = condition({
  id: 'mongo-keyfile-invalid',
  stage: 'data',
  title: { en: 'MongoDB cannot use its key file', zh: 'MongoDB 无法使用 keyFile' },

  signatures: [
    {
      on: 'output',
      says: ' are too open',
      pattern: /permissions on (?<file>\/[^\s"]{1,200}) are too open/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'Error reading file ',
      pattern: /Error reading file (?<file>\/[^\s":]{1,200}): (?:Permission denied|No such file or directory)/,
      also: [{ says: ['security file', 'ACCESS', 'keyFile', 'mongod'] }],
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'security.keyFile is required when authorization is enabled with replica sets',
        'error opening file: /',
        'security key in ',
      ],
      pattern:
        /(?:(?<none>security\.keyFile is required)|error opening file: (?<file>\/[^\s":]{1,200}): (?:Permission denied|bad file)|security key in (?<key>\/[^\s":]{1,200}) has length)/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({ file: group('file') || group('key'), service: event.service ?? 'mongo' }),

  headline: ({ file, service }) => ({
    en:
      file === ''
        ? `${service} needs a key file: it has authorization and a replica set`
        : `${service} cannot use its key file ${file}`,
    zh: file === '' ? `${service} 同时启用了鉴权和副本集，需要 keyFile` : `${service} 无法使用 keyFile ${file}`,
  }),
  why: {
    en: `Members of a replica set with authorization know each other by the key file. mongod takes it only if it belongs to its user (uid 999) and nobody else can read it (0400 or 0600); on shares of Windows and macOS every file looks open to all.`,
    zh: `启用鉴权的副本集成员靠 keyFile 互认。mongod 只接受属于自己用户（uid 999）且他人不可读（0400 或 0600）的文件；在 Windows 和 macOS 的共享目录上，所有文件看起来都对所有人开放。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'own-the-key',
      title: { en: 'Make the key at the start, inside the container', zh: '在启动时于容器内准备密钥' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Copies the mounted key, gives it to mongodb and starts as the image does.',
            zh: '复制挂载的密钥，交给 mongodb 用户，再按镜像的方式启动。',
          },
          {
            after:
              'entrypoint: ["bash", "-c", "install -m 400 -o 999 -g 999 /keyfile.in /tmp/keyfile && exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /tmp/keyfile --bind_ip_all"]',
          },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
    {
      id: 'make-a-key',
      title: {
        en: 'Or on a Linux host: give the file to uid 999 with mode 0400',
        zh: '或在 Linux 宿主机上：把文件交给 uid 999，权限 0400',
      },
      risk: 'disruptive',
      steps: [
        shell(
          'test -s keyfile || openssl rand -base64 756 > keyfile; sudo chown 999:999 keyfile; sudo chmod 400 keyfile',
          'docker compose config',
          'disruptive',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mongodb/mongo', path: 'src/mongo/db/auth/security_file.cpp', symbol: 'readSecurityFile' },
    { repo: 'mongodb/mongo', path: 'src/mongo/db/mongod_options.cpp' },
  ],
});

export default mongoKeyfileInvalid;

export const examples: ExamplesOf<typeof mongoKeyfileInvalid> = [
  {
    name: 'too open',
    log: `mongo-1  | {"t":{"$date":"2026-01-01T10:00:00.000+00:00"},"s":"I",  "c":"ACCESS",   "id":20254, "ctx":"main","msg":"Read security file failed","attr":{"error":{"code":30,"codeName":"InvalidPath","errmsg":"permissions on /data/keyfile are too open"}}}
mongo-1 exited with code 1
`,
    matches: { file: '/data/keyfile', service: 'mongo' },
  },
  {
    name: 'none given',
    log: `mongo-1  | BadValue: security.keyFile is required when authorization is enabled with replica sets
mongo-1 exited with code 2
`,
    matches: { file: '' },
  },
  {
    name: 'the password is wrong',
    log: `app-1  | MongoServerError: Authentication failed.
app-1 exited with code 1
`,
    matches: false,
    is: 'mongo-auth-failed',
  },
];
