import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { comparePasswords } from '../../shared/database-credentials.ts';
import { placeOfVariable } from '../../shared/stack.ts';

const mongoAuthFailed = condition({
  id: 'mongo-auth-failed',
  stage: 'data',
  title: { en: 'MongoDB refuses the login', zh: 'MongoDB 拒绝了登录' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'MongoServerError: Authentication failed',
        'MongoError: Authentication failed',
        '"codeName":"AuthenticationFailed"',
        "'codeName': 'AuthenticationFailed'",
        'UserNotFound: Could not find user ',
        'Exception authenticating MongoCredential',
        'auth error: sasl conversation error',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: ['output', 'error'],
      says: ['requires authentication'],
      pattern: /[Cc]ommand \w+ requires authentication/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `${service ?? 'The client'} cannot log in to MongoDB: user, password or authSource is not the one it knows`,
    zh: `${service === undefined ? '客户端' : `${service} `}无法登录 MongoDB：用户、密码或 authSource 与它所知道的不同`,
  }),
  why: {
    en: `MONGO_INITDB_ROOT_USERNAME and _PASSWORD are read only while the data directory is empty, and the root user lives in the database "admin".
      A URL with a database name but without authSource=admin looks the user up in that database. Special characters in the password must be percent-encoded.`,
    zh: `MONGO_INITDB_ROOT_USERNAME 和 _PASSWORD 只在数据目录为空时读取，root 用户保存在 “admin” 库中。
      URL 带了库名却没有 authSource=admin 时，会在那个库里查找用户。密码中的特殊字符要做百分号编码。`,
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      comparePasswords(services, 'mongo')
        .filter(({ isSame }) => !isSame)
        .map(({ database, source, client, variable }) => ({
          facts: { service: client },
          how: 'certain',
          tells: {
            en: `${client} takes its password from ${variable}, ${database} from ${source}: they are not equal.`,
            zh: `${client} 的密码来自 ${variable}，${database} 的来自 ${source}：两者不相等。`,
          },
          at: placeOfVariable(client, variable),
          service: client,
        })),
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'name-the-auth-source',
      title: { en: 'Add authSource=admin to the URL', zh: '在 URL 中加上 authSource=admin' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'For a user that was made by the image.', zh: '适用于由镜像创建的用户。' },
          { after: 'MONGO_URL=mongodb://root:…@mongo:27017/shop?authSource=admin' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
    {
      id: 'compare-credentials',
      title: { en: 'Compare with the credentials of the first start', zh: '与首次启动时的账号密码对照' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', '--environment'], {
          note: { en: 'Prints the values, passwords too.', zh: '会打印变量的值，包括密码。' },
        }),
        advise(
          'A volume made earlier keeps the user of that time: put that password back, or change it with db.changeUserPassword. Do not remove the volume.',
          '早先创建的卷保留当时的用户：改回那个密码，或用 db.changeUserPassword 修改。不要删除卷。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'mongodb/mongo', path: 'src/mongo/db/auth/authorization_manager_impl.cpp' },
    { repo: 'docker-library/mongo', path: 'docker-entrypoint.sh' },
  ],
});

export default mongoAuthFailed;

export const examples: ExamplesOf<typeof mongoAuthFailed> = [
  {
    name: 'Node',
    log: `api-1  | MongoServerError: Authentication failed.
api-1  |     at Connection.onMessage (/app/node_modules/mongodb/lib/cmap/connection.js:207:30)
api-1 exited with code 1
`,
    matches: { service: 'api' },
    verdict: 'confirmed',
  },
  {
    name: 'nothing listens',
    log: `api-1  | MongoServerSelectionError: connect ECONNREFUSED 172.18.0.2:27017
api-1 exited with code 1
`,
    matches: false,
    is: 'dependency-not-ready',
  },
];

export const aheadExamples: AheadExamplesOf<typeof mongoAuthFailed> = [
  {
    name: 'the root user has another password',
    project: {
      'compose.yaml': `services:
  mongo:
    image: mongo:7
    environment: { MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: one }
  api:
    image: api
    environment:
      MONGO_URL: mongodb://root:two@mongo:27017/shop?authSource=admin
`,
    },
    finds: [{ facts: { service: 'api' }, how: 'certain', at: 'compose.yaml:8' }],
  },
  {
    name: 'a database without users takes everybody',
    project: {
      'compose.yaml': `services:
  mongo: { image: "mongo:7" }
  api:
    image: api
    environment: { MONGO_URL: "mongodb://mongo:27017/shop" }
`,
    },
    finds: [],
  },
];
