import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { isOfStep } from '../../shared/build-event.ts';
import { edit, look } from '#core/model/steps.ts';

const gitAuthFailed = condition({
  id: 'git-auth-failed',
  stage: 'shell',
  title: { en: 'A repository is private or gone: git has no credentials', zh: '仓库是私有的或已不存在：git 没有凭据' },

  signatures: [
    {
      on: 'output',
      says: ['could not read Username for ', 'could not read Password for '],
      pattern: /could not read (?:Username|Password) for '(?<url>[^']{1,300})'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Authentication failed for ',
      pattern: /Authentication failed for '(?<url>[^']{1,300})'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'remote: Repository not found',
        'remote: Invalid username or password',
        'Support for password authentication was removed',
        'remote: HTTP Basic: Access denied',
        'remote: Write access to repository not granted',
        'access denied or repository not exported',
        'failed to authenticate when downloading repository',
        'ERROR: Repository not found.',
      ],
      strength: 'states',
    },
    { on: 'output', says: 'Repository not found.', pattern: /^\s*Repository not found\.$/ },
    {
      on: 'output',
      says: ['fatal: repository '],
      pattern: /fatal: repository '(?<url>[^']{1,300})' not found/,
      unless: [{ says: ['github.com/.git/', "fatal: repository 'https://github.com/'"] }],
      strength: 'states',
    },
    {
      on: 'output',
      says: 'fatal: unable to access ',
      pattern: /fatal: unable to access '(?<url>[^']{1,300})': The requested URL returned error: (?:401|403|404)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ': exit status 128',
      pattern: /^package \S{1,200}: git clone https:\/\/\S{1,200}: exit status 128$/,
      when: isOfStep,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ url: group('url') }),

  yieldsTo: ['build-arg-missing', 'submodule-or-lfs-missing'],
  headline: ({ url }) => ({
    en:
      url === ''
        ? 'git may not read the repository: it is private or does not exist'
        : `git may not read ${url}: it is private or does not exist`,
    zh: url === '' ? 'git 无法读取仓库：私有或不存在' : `git 无法读取 ${url}：私有或不存在`,
  }),
  why: {
    en: `git was asked for a login inside the build and has none to give; nobody can type one there. Hosts answer the same for a
      private repository and for one that was deleted or renamed. Your own git credentials are not visible in a build.`,
    zh: `构建过程中 git 被要求登录，但没有凭据，也无法输入。对私有仓库和已删除、已改名的仓库，托管平台的回答相同。
      你本机的 git 凭据在构建中不可见。`,
  },

  retry: 'useless',
  remedies: ({ url }) => [
    {
      id: 'does-it-exist',
      title: { en: 'See whether the repository is there and public', zh: '确认仓库是否存在、是否公开' },
      risk: 'read',
      steps: [
        look(['git', '-c', 'credential.helper=', 'ls-remote', url === '' ? 'https://git.example/owner/name.git' : url]),
      ],
    },
    {
      id: 'token-as-a-secret',
      title: { en: 'If it is private, hand a token in as a secret', zh: '如为私有，用 secret 传入令牌' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Build with: docker build --secret id=git_token,env=GIT_TOKEN . The token stays out of the image.',
            zh: '构建时：docker build --secret id=git_token,env=GIT_TOKEN . 令牌不会留在镜像里。',
          },
          {
            after: `RUN --mount=type=secret,id=git_token \\
    git -c url."https://oauth2:$(cat /run/secrets/git_token)@git.example/".insteadOf=https://git.example/ clone https://git.example/owner/name.git`,
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'git/git', path: 'credential.c', symbol: 'credential_ask_one' },
    { repo: 'git/git', path: 'remote-curl.c', symbol: 'discover_refs' },
  ],
});

export default gitAuthFailed;

export const examples: ExamplesOf<typeof gitAuthFailed> = [
  {
    name: 'a build context that wants a login',
    log: `#1 [internal] load git source https://git.example/team/private.git
#1 0.412 fatal: could not read Username for 'https://git.example': terminal prompts disabled
#1 ERROR: failed to fetch remote https://git.example/team/private.git: git error: exit status 128
------
ERROR: failed to build: failed to solve: failed to read dockerfile: failed to load cache key: failed to fetch remote https://git.example/team/private.git: git error: exit status 128
`,
    matches: { url: 'https://git.example' },
  },
  {
    name: 'no terminal to ask',
    log: `#6 [2/4] RUN git clone https://git.example/team/private.git
#6 0.512 Cloning into 'private'...
#6 0.812 fatal: could not read Username for 'https://git.example': No such device or address
#6 ERROR: process "/bin/sh -c git clone https://git.example/team/private.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/team/private.git" did not complete successfully: exit code: 128
`,
    matches: { url: 'https://git.example' },
    verdict: 'confirmed',
  },
  {
    name: 'over ssh',
    log: `#6 [2/4] RUN git clone git@git.example:team/private.git
#6 0.812 git@git.example: Permission denied (publickey).
#6 0.812 fatal: Could not read from remote repository.
#6 ERROR: process "/bin/sh -c git clone git@git.example:team/private.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone git@git.example:team/private.git" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-ssh-auth',
  },
];
