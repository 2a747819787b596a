import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const minioCredentialsOrCpu = condition({
  id: 'minio-credentials-or-cpu',
  stage: 'data',
  title: { en: 'MinIO refuses its root credentials', zh: 'MinIO 拒绝了 root 凭据' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Unable to validate credentials inherited from the shell environment',
        'MINIO_ROOT_USER length should be at least 3',
        'MINIO_ROOT_PASSWORD length at least 8',
        'Expected MINIO_ROOT_PASSWORD',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'minio' }),

  headline: ({ service }) => ({
    en: `${service} stops: MINIO_ROOT_USER or MINIO_ROOT_PASSWORD is too short`,
    zh: `${service} 停止：MINIO_ROOT_USER 或 MINIO_ROOT_PASSWORD 太短`,
  }),
  why: {
    en: `The user needs at least 3 characters and the password at least 8. An empty variable counts as too short.`,
    zh: `用户名至少 3 个字符，密码至少 8 个字符。变量为空也算太短。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'longer-password',
      title: { en: 'Choose a longer password', zh: '换一个更长的密码' },
      risk: 'disruptive',
      steps: [
        edit(
          '.env',
          { en: 'At least 8 characters; the same for the clients.', zh: '至少 8 个字符；客户端也用同一个。' },
          { after: 'MINIO_ROOT_PASSWORD=…' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'minio/minio', path: 'cmd/common-main.go', symbol: 'loadRootCredentials' }],
});

export default minioCredentialsOrCpu;

export const examples: ExamplesOf<typeof minioCredentialsOrCpu> = [
  {
    name: 'a short password',
    log: `minio-1  | FATAL Unable to validate credentials inherited from the shell environment: Invalid credentials
minio-1  |       > Please provide correct credentials
minio-1  |       HINT: MINIO_ROOT_USER length should be at least 3, and MINIO_ROOT_PASSWORD length at least 8 characters
minio-1 exited with code 1
`,
    matches: { service: 'minio' },
    verdict: 'confirmed',
  },
  {
    name: 'a client with other credentials',
    log: `app-1  | S3Error: The Access Key Id you provided does not exist in our records.
app-1 exited with code 1
`,
    matches: false,
    is: null,
  },
];
