import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const gitSshAuth = condition({
  id: 'git-ssh-auth',
  stage: 'shell',
  title: { en: 'git over ssh has no key or does not know the host', zh: 'git 通过 ssh 访问时没有密钥，或不认识主机' },

  signatures: [
    {
      on: 'output',
      says: 'Host key verification failed.',
      pattern: /(?<what>Host key verification failed)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Permission denied (publickey',
      pattern: /(?:(?<who>[\w.-]{1,60}@[\w.-]{1,200}): )?(?<what>Permission denied \(publickey)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ what: group('what'), who: group('who') }),

  yieldsTo: ['ssh-agent-not-forwarded', 'build-step-dns-failure'],
  headline: ({ what, who }) => ({
    en: what.startsWith('Host')
      ? 'ssh does not know the host key of the git server'
      : `ssh has no key that ${who === '' ? 'the git server' : who} accepts`,
    zh: what.startsWith('Host')
      ? 'ssh 不认识 git 服务器的主机密钥'
      : `ssh 没有 ${who === '' ? 'git 服务器' : `${who} `}接受的密钥`,
  }),
  why: {
    en: `A build step has no ssh agent, no keys and an empty known_hosts. The first message means that the server's key is not
      in known_hosts and nobody can confirm it; the second that no offered key is allowed to read the repository. A
      public dependency written as git@… or ssh://… fails in the same way.`,
    zh: `构建步骤里没有 ssh agent、没有密钥，known_hosts 也是空的。前一种信息表示服务器密钥不在 known_hosts 中，也没有人能确认；
      后一种表示提供的密钥都无权读取该仓库。写成 git@… 或 ssh://… 的公开依赖也会这样失败。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'forward-the-agent',
      title: { en: 'Know the host and lend the step your agent', zh: '记录主机密钥，并把 ssh agent 借给该步骤' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Compare the fingerprint with the one the host publishes.', zh: '请与平台公布的指纹核对。' },
          {
            after: `RUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts
RUN --mount=type=ssh git clone git@github.com:owner/name.git`,
          },
        ),
        run(['docker', 'build', '--ssh', 'default', '.'], 'reversible'),
      ],
    },
    {
      id: 'public-over-https',
      title: { en: 'For a public repository, use https', zh: '公开仓库请改用 https' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Also rewrites dependencies of dependencies.', zh: '也会改写间接依赖的地址。' },
          {
            after:
              'RUN git config --global url."https://github.com/".insteadOf ssh://git@github.com/ && git config --global --add url."https://github.com/".insteadOf git@github.com:',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'openssh/openssh-portable', path: 'sshconnect2.c', symbol: 'input_userauth_failure' }],
});

export default gitSshAuth;

export const examples: ExamplesOf<typeof gitSshAuth> = [
  {
    name: 'an unknown host',
    log: `#6 [2/4] RUN git clone git@git.example:team/private.git
#6 0.512 Cloning into 'private'...
#6 0.812 Host key verification failed.
#6 0.812 fatal: Could not read from remote repository.
#6 ERROR: process "/bin/sh -c git clone git@git.example:team/private.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone git@git.example:team/private.git" did not complete successfully: exit code: 128
`,
    matches: { what: 'Host key verification failed' },
    verdict: 'confirmed',
  },
  {
    name: 'over https',
    log: `#6 [2/4] RUN git clone https://git.example/team/private.git
#6 0.812 fatal: could not read Username for 'https://git.example': No such device or address
#6 ERROR: process "/bin/sh -c git clone https://git.example/team/private.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/team/private.git" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-auth-failed',
  },
];
