import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const dbClockOrTls = condition({
  id: 'db-clock-or-tls',
  stage: 'data',
  title: { en: 'Client and database disagree about TLS', zh: '客户端与数据库的 TLS 设置不一致' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'server does not support SSL, but SSL was required',
        'The server does not support SSL connections',
        'SSL is not enabled on the server',
        'TLS/SSL error: SSL is required, but the server does not support it',
        'Connections using insecure transport are prohibited',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `${service ?? 'The client'} and the database do not agree on whether to use TLS`,
    zh: `${service === undefined ? '客户端' : `${service} `}与数据库对是否使用 TLS 意见不一`,
  }),
  why: {
    en: `One side demands TLS, the other does not offer it. Official database images start without a certificate; the URL of a hosted database often carries sslmode=require.`,
    zh: `一方要求 TLS，另一方不提供。官方数据库镜像启动时没有证书；而托管数据库的 URL 常带 sslmode=require。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'match-the-setting',
      title: {
        en: 'Within a private project network, switch it off in the URL; otherwise give the server a certificate',
        zh: '在项目私有网络内，可在 URL 中关闭；否则为服务器配置证书',
      },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          {
            en: 'Only where the traffic does not leave the host: it then goes unencrypted.',
            zh: '仅适用于流量不离开本机的情况：之后连接不再加密。',
          },
          { before: 'sslmode=require', after: 'sslmode=disable' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'postgres/postgres', path: 'src/interfaces/libpq/fe-connect.c' },
    { repo: 'brianc/node-postgres', path: 'packages/pg/lib/connection.js' },
  ],
});

export default dbClockOrTls;

export const examples: ExamplesOf<typeof dbClockOrTls> = [
  {
    name: 'node-postgres',
    log: `api-1  | Error: The server does not support SSL connections
api-1 exited with code 1
`,
    matches: { service: 'api' },
    verdict: 'confirmed',
  },
  {
    name: 'an HTTPS certificate outside',
    log: `api-1  | Error: self-signed certificate in certificate chain
api-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
