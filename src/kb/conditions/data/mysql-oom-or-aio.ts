import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const mysqlOomOrAio = condition({
  id: 'mysql-oom-or-aio',
  stage: 'data',
  title: { en: 'InnoDB could not get its memory or asynchronous I/O', zh: 'InnoDB 无法获得内存或异步 I/O' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Cannot allocate memory for the buffer pool',
        'io_setup() failed with EAGAIN',
        'InnoDB: Cannot initialize AIO sub-system',
        'bytes) failed; errno 12',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'mysql' }),

  headline: ({ service }) => ({
    en: `${service} does not start: the machine gives it too little memory or AIO`,
    zh: `${service} 无法启动：机器给它的内存或 AIO 不够`,
  }),
  why: {
    en: `InnoDB reserves its buffer pool and AIO contexts at the start. A small machine, a memory limit, or many databases on one host (fs.aio-max-nr) refuse that.
      The kernel did not kill it: that would be exit code 137 without any line of InnoDB.`,
    zh: `InnoDB 启动时预留缓冲池和 AIO 上下文。机器太小、内存限制，或一台主机上数据库太多（fs.aio-max-nr）都会拒绝。
      这不是被内核杀死：那会是退出码 137，且没有 InnoDB 的日志。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'smaller-buffer-pool',
      title: { en: 'Ask for less', zh: '减少需求' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In ${service}.`, zh: `在 ${service} 中。` },
          { after: 'command: --innodb-buffer-pool-size=64M --innodb-use-native-aio=0' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'mysql/mysql-server', path: 'storage/innobase/buf/buf0buf.cc', symbol: 'buf_pool_init' }],
});

export default mysqlOomOrAio;

export const examples: ExamplesOf<typeof mysqlOomOrAio> = [
  {
    name: 'a 512 MB host',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 1 [ERROR] [MY-012681] [InnoDB] mmap(137363456 bytes) failed; errno 12
db-1  | 2026-11-22T13:30:31.121000Z 1 [ERROR] [MY-012956] [InnoDB] Cannot allocate memory for the buffer pool
db-1 exited with code 1
`,
    matches: { service: 'db' },
    verdict: 'confirmed',
  },
  {
    name: 'the files are locked',
    log: `db-1  | 2026-11-22T13:30:31.120000Z 1 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11
db-1 exited with code 1
`,
    matches: false,
    is: 'mysql-ibdata-lock',
  },
];
