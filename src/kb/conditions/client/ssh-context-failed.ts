import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';

const sshContextFailed = condition({
  id: 'ssh-context-failed',
  stage: 'client',
  title: { en: 'The SSH connection to the remote engine failed', zh: '到远程引擎的 SSH 连接失败' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'make sure the URL is valid, and Docker 18.09 or later is installed on the remote host',
      pattern: /has exited with (?:exit status (?<status>\d{1,3})|[\w ]{1,60}), [^=]{0,200}stderr=(?<stderr>.{0,300})/s,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    status: group('status'),
    stderr: group('stderr').trim().split('\n', 1)[0]?.replace(/\.$/, '') ?? '',
  }),

  headline: ({ stderr }) => ({
    en: `SSH to the remote engine ended: ${stderr}`,
    zh: `连接远程引擎的 SSH 已退出：${stderr}`,
  }),
  why: {
    en: `The context is an ssh:// address, and the ssh process that should reach the remote engine ended. What ssh
      itself printed is the reason: a host key, a refused key, docker missing from the remote PATH, or too many
      sessions at once.`,
    zh: `该 context 是 ssh:// 地址，而用于连接远程引擎的 ssh 进程退出了。
      原因就在 ssh 自己的输出里：主机密钥、密钥被拒、远端 PATH 中没有 docker，或并发会话过多。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'try-ssh-alone',
      title: { en: 'Try the same without Docker', zh: '脱离 Docker 单独尝试' },
      risk: 'read',
      steps: [
        look(['docker', 'context', 'ls']),
        shell('ssh -v <user>@<host> docker version', 'ssh -v "<user>@<host>" docker version', 'read'),
      ],
    },
    {
      id: 'fix-ssh',
      title: { en: 'Repair what ssh complains about', zh: '修复 ssh 报告的问题' },
      risk: 'reversible',
      steps: [
        advise(
          'Accept the host key, load the key into the agent, or make docker visible to non-interactive shells. If it only fails with many parallel builds, raise MaxStartups on the server or use ControlMaster in ~/.ssh/config.',
          '接受主机密钥、把密钥加入 agent，或让非交互 shell 能找到 docker。如果只在大量并行构建时失败，请调大服务器的 MaxStartups，或在 ~/.ssh/config 中使用 ControlMaster。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'docker/cli', path: 'cli/connhelper/commandconn/commandconn.go' }],
});

export default sshContextFailed;

export const examples: ExamplesOf<typeof sshContextFailed> = [
  {
    name: 'key refused',
    log: `error during connect: Get "http://docker.example.com/v1.47/version": command [ssh -o ConnectTimeout=30 -T -l ci -- build.example docker system dial-stdio] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ci@build.example: Permission denied (publickey).
`,
    matches: { status: '255', stderr: 'ci@build.example: Permission denied (publickey)' },
  },
  {
    name: 'a git clone over ssh in a step',
    log: `#9 [3/5] RUN git clone git@git.example:team/app.git
#9 0.400 git@git.example: Permission denied (publickey).
#9 0.417 fatal: Could not read from remote repository.
#9 ERROR: process "/bin/sh -c git clone git@git.example:team/app.git" did not complete successfully: exit code: 128
------
ERROR: failed to build: failed to solve: process "/bin/sh -c git clone git@git.example:team/app.git" did not complete successfully: exit code: 128
`,
    matches: false,
  },
];
