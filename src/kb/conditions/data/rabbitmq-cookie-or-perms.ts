import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const rabbitmqCookieOrPerms = condition({
  id: 'rabbitmq-cookie-or-perms',
  stage: 'data',
  title: { en: 'RabbitMQ cannot use its cookie file or data folder', zh: 'RabbitMQ 无法使用 cookie 文件或数据目录' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        '.erlang.cookie must be accessible by owner only',
        'Error when reading /var/lib/rabbitmq/.erlang.cookie',
        'Failed to create cookie file',
        '.erlang.cookie: Permission denied',
        '.erlang.cookie: eacces',
        'cannot_log_to_file,"/var/log/rabbitmq/',
        "Failed to open log file at '/var/log/rabbitmq/",
        "Failed to create directory '/var/log/rabbitmq",
        "Failed to create directory '/var/lib/rabbitmq",
      ],
      strength: 'states',
    },
  ],
  facts: (_group, event) => ({ service: event.service ?? 'rabbitmq' }),

  yieldsTo: ['filesystem-readonly'],
  headline: ({ service }) => ({
    en: `${service} cannot use /var/lib/rabbitmq/.erlang.cookie: owner or mode is wrong`,
    zh: `${service} 无法使用 /var/lib/rabbitmq/.erlang.cookie：属主或权限不对`,
  }),
  why: {
    en: `Erlang accepts its cookie only with mode 0400 or 0600 and owned by its user. A bind mount, mostly from Windows or macOS, or a chown of the folder on the host changed that.`,
    zh: `Erlang 只接受权限为 0400 或 0600 且归自己用户所有的 cookie。绑定挂载（多来自 Windows 或 macOS）或在宿主机上 chown 目录会改变这一点。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'correct-owner-and-mode',
      title: { en: 'Give the file back to rabbitmq with mode 0600', zh: '把文件还给 rabbitmq，并设为 0600' },
      risk: 'disruptive',
      steps: [
        run(
          [
            'docker',
            'compose',
            'run',
            '--rm',
            '--no-deps',
            '--user',
            'root',
            '--entrypoint',
            'sh',
            service,
            '-c',
            'chown -R rabbitmq:rabbitmq /var/lib/rabbitmq && chmod 600 /var/lib/rabbitmq/.erlang.cookie',
          ],
          'disruptive',
        ),
        edit(
          'compose.yaml',
          {
            en: 'A named volume keeps both; a fixed hostname keeps the data (its name is part of the folder).',
            zh: '命名卷能保存两者；固定 hostname 能保住数据（数据目录名包含它）。',
          },
          { after: 'hostname: rabbitmq\nvolumes: ["rabbitmq-data:/var/lib/rabbitmq"]' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'erlang/otp', path: 'lib/kernel/src/auth.erl' }],
});

export default rabbitmqCookieOrPerms;

export const examples: ExamplesOf<typeof rabbitmqCookieOrPerms> = [
  {
    name: 'mode changed by a bind mount',
    log: `rabbitmq-1  | [error] Cookie file /var/lib/rabbitmq/.erlang.cookie must be accessible by owner only
rabbitmq-1 exited with code 1
`,
    matches: { service: 'rabbitmq' },
    verdict: 'confirmed',
  },
  {
    name: 'the guest user from another container',
    log: `app-1  | ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.
app-1 exited with code 1
`,
    matches: false,
    is: 'rabbitmq-auth-failed',
  },
];
