import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look } from '#core/model/steps.ts';
import { APP_DOWN, DATABASE_DOWN } from '../../shared/service-down.ts';

const serviceExited = condition({
  id: 'service-exited',
  stage: 'start',
  role: 'symptom',
  title: { en: 'The container of a service ended with an error', zh: '服务的容器以错误结束' },

  signatures: [
    {
      on: 'state',
      state: 'exited',
      strength: 'states',
      when: (event) => event.kind === 'state' && (event.inspected?.exitCode ?? 0) !== 0,
    },
  ],
  facts: (_, event) => ({
    service: event.service ?? '',
    container: event.kind === 'state' ? event.container : '',
    code: event.kind === 'state' ? (event.inspected?.exitCode ?? 0) : 0,
  }),

  yieldsTo: [...APP_DOWN, ...DATABASE_DOWN, 'dependency-not-ready'],
  headline: ({ service, code }) => ({
    en: `${service} ended with exit code ${code}`,
    zh: `${service} 以退出码 ${code} 结束`,
  }),
  why: {
    en: `The engine kept the exit code of the container's main process. It says that the program gave up or was ended, not why:
      the reason is in the last lines it printed.`,
    zh: `引擎记下了容器主进程的退出码。它只说明程序放弃运行或被终止，不说明原因：原因在它最后打印的几行里。`,
  },

  retry: 'unknown',
  remedies: ({ service, container }) => [
    {
      id: 'read-its-log',
      title: { en: 'Read the last thing it said', zh: '查看它最后的输出' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'logs', '--tail', '100', service]),
        look(['docker', 'inspect', '--format', '{{json .State}}', container === '' ? service : container]),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'container/state.go', symbol: 'SetStopped' }],
});

export default serviceExited;

export const examples: ExamplesOf<typeof serviceExited> = [
  {
    name: 'docker inspect, and nothing else is known',
    log: `{"Name":"/shop-app-1","State":{"Status":"exited","ExitCode":3,"OOMKilled":false,"Error":""}}
`,
    matches: { service: 'app', code: 3 },
  },
  {
    name: 'it ended well',
    log: `{"Name":"/shop-migrate-1","State":{"Status":"exited","ExitCode":0,"OOMKilled":false,"Error":""}}
`,
    matches: false,
    is: null,
  },
];
