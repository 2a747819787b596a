import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const sshAgentNotForwarded = condition({
  id: 'ssh-agent-not-forwarded',
  stage: 'context',
  title: { en: 'The build needs an SSH agent that was not forwarded', zh: '构建需要 SSH agent，但没有转发' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['forwarded from the client', 'unset ssh forward key ', 'invalid empty ssh agent socket'],
      pattern:
        /no SSH key "(?<id>[^"]{1,128})" forwarded from the client|unset ssh forward key (?<key>[\w.-]{1,128})|invalid empty ssh agent socket|no configured known hosts forwarded from the client/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ id: group('id') === '' ? group('key') : group('id') }),

  headline: () => ({
    en: 'No SSH agent was handed to the build',
    zh: '没有把 SSH agent 交给构建',
  }),
  why: {
    en: `RUN --mount=type=ssh and git contexts over SSH use the agent of the client, and only if --ssh (or build.ssh
      in Compose) passes it on. An agent that runs but is not named, or an empty SSH_AUTH_SOCK, does not reach
      the builder.`,
    zh: `RUN --mount=type=ssh 和基于 SSH 的 git 上下文使用客户端的 agent，
      前提是用 --ssh（或 Compose 的 build.ssh）传入。agent 在运行但没有指定，
      或 SSH_AUTH_SOCK 为空，都到不了 builder。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'forward-the-agent',
      title: { en: 'Start an agent with the key and pass it on', zh: '启动带密钥的 agent 并传入' },
      risk: 'reversible',
      steps: [
        shell(
          'eval "$(ssh-agent)" && ssh-add && docker build --ssh default .',
          'Start-Service ssh-agent; ssh-add; docker build --ssh default .',
          'reversible',
        ),
        edit(
          'compose.yaml',
          { en: 'The same in Compose', zh: 'Compose 的写法' },
          { after: '    build:\n      context: .\n      ssh: [default]' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'solver/llbsolver/mounts/mount.go' },
    { repo: 'moby/buildkit', path: 'session/sshforward/sshprovider/agentprovider.go' },
  ],
});

export default sshAgentNotForwarded;

export const examples: ExamplesOf<typeof sshAgentNotForwarded> = [
  {
    name: '--ssh was not given',
    log: `ERROR: failed to build: failed to solve: unset ssh forward key default
`,
    matches: { id: 'default' },
    verdict: 'confirmed',
  },
  {
    name: 'the agent is there, the key is refused',
    log: `#9 [3/5] RUN git clone git@git.example:team/app.git
#9 0.400 git@git.example: Permission denied (publickey).
#9 ERROR: process "/bin/sh -c git clone git@git.example:team/app.git" did not complete successfully: exit code: 128
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git clone git@git.example:team/app.git" did not complete successfully: exit code: 128
`,
    matches: false,
  },
];
