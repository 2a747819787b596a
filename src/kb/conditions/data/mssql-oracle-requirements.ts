import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, run } from '#core/model/steps.ts';
import { hasWholeEnvironment, isGiven, runsImage, startsServer } from '../../shared/stack.ts';

const mssqlOracleRequirements = condition({
  id: 'mssql-oracle-requirements',
  stage: 'data',
  title: {
    en: 'SQL Server refuses to start: licence, memory or password policy',
    zh: 'SQL Server 拒绝启动：许可、内存或密码策略',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'The SQL Server End-User License Agreement (EULA) must be accepted',
        'This program requires a machine with at least',
        'requires at least 2000 megabytes of memory',
        'Unable to set system administrator password: Password validation failed',
        'Password validation failed. The password does not meet',
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mssql' }),

  headline: ({ service }) => ({
    en: `${service} does not start: it wants ACCEPT_EULA, a strong MSSQL_SA_PASSWORD and 2 GB of memory`,
    zh: `${service} 无法启动：它要求 ACCEPT_EULA、强度足够的 MSSQL_SA_PASSWORD 和 2 GB 内存`,
  }),
  why: {
    en: `The server checks all three at its start. The password needs 8 characters of three kinds (upper, lower, digits, symbols); the memory is that of the container or of the virtual machine.`,
    zh: `服务器启动时检查这三项。密码至少 8 个字符，并含大写、小写、数字、符号中的三类；内存指容器或虚拟机的内存。`,
  },

  ahead: {
    asks: ['project.services'],
    finds: ({ 'project.services': services = [] }) =>
      services
        .filter(
          (one) =>
            runsImage(one, ['mcr.microsoft.com/mssql/server']) &&
            startsServer(one, 'sqlservr') &&
            hasWholeEnvironment(one),
        )
        .flatMap((one) => {
          const missing = [
            isGiven(one, 'ACCEPT_EULA') ? [] : ['ACCEPT_EULA'],
            isGiven(one, 'MSSQL_SA_PASSWORD', 'SA_PASSWORD') ? [] : ['MSSQL_SA_PASSWORD'],
          ].flat();
          if (missing.length === 0) return [];
          const names = missing.join(', ');
          return [
            {
              facts: { service: one.name },
              how: 'certain' as const,
              tells: { en: `${one.name} is not given ${names}.`, zh: `${one.name} 没有设置 ${names}。` },
              service: one.name,
            },
          ];
        }),
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'meet-the-demands',
      title: { en: 'Set the variables and give it memory', zh: '设置变量并给足内存' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In ${service}.`, zh: `在 ${service} 中。` },
          { after: 'environment:\n  ACCEPT_EULA: "Y"\n  MSSQL_SA_PASSWORD: ${MSSQL_SA_PASSWORD:?}' },
        ),
        advise(
          'Raise the memory of the virtual machine in Settings → Resources.',
          '在 Settings → Resources 中调高虚拟机的内存。',
          'desktop',
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'microsoft/mssql-docker', path: 'README.md' }],
});

export default mssqlOracleRequirements;

export const examples: ExamplesOf<typeof mssqlOracleRequirements> = [
  {
    name: 'a weak password',
    log: `mssql-1  | ERROR: Unable to set system administrator password: Password validation failed. The password does not meet SQL Server password policy requirements because it is too short.
mssql-1 exited with code 1
`,
    matches: { service: 'mssql' },
    verdict: 'confirmed',
  },
  {
    name: 'a client with another password',
    log: `app-1  | Login failed for user 'sa'.
app-1 exited with code 1
`,
    matches: false,
    is: 'mssql-login-failed',
  },
];

export const aheadExamples: AheadExamplesOf<typeof mssqlOracleRequirements> = [
  {
    name: 'no licence accepted',
    project: {
      'compose.yaml': `services:
  sql:
    image: mcr.microsoft.com/mssql/server:2022-latest
    environment: { MSSQL_SA_PASSWORD: "Str0ng!pass" }
`,
    },
    finds: [{ facts: { service: 'sql' }, how: 'certain', at: 'compose.yaml:2' }],
  },
  {
    name: 'both are given, under the old name',
    project: {
      'compose.yaml': `services:
  sql:
    image: mcr.microsoft.com/mssql/server:2019-latest
    environment: [ACCEPT_EULA=Y, SA_PASSWORD=Str0ng!pass]
`,
    },
    finds: [],
  },
];
