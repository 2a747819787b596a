import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const gitProtocolGone = condition({
  id: 'git-protocol-gone',
  stage: 'shell',
  title: { en: 'The host no longer serves the unencrypted git protocol', zh: '该主机不再提供未加密的 git 协议' },

  signatures: [
    { on: 'output', says: 'The unauthenticated git protocol on port 9418 is no longer supported', strength: 'states' },
    { on: 'output', says: 'fatal: unable to connect to github.com', also: [{ says: ['github.com[0: '] }] },
    {
      on: 'output',
      says: 'uses the `git` protocol',
      also: [{ says: 'unable to connect to github' }],
      strength: 'states',
    },
  ],

  headline: () => ({ en: 'The host serves no git:// any more', zh: '该主机已不再提供 git://' }),
  why: {
    en: 'GitHub switched port 9418 off in 2022; other hosts followed. An old Dockerfile, a submodule or a dependency of a lock file still asks for git://.',
    zh: 'GitHub 于 2022 年关闭了 9418 端口，其他托管站也陆续关闭。旧的 Dockerfile、子模块或锁文件中的依赖仍在使用 git://。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'https-instead',
      title: { en: 'Fetch over HTTPS instead', zh: '改用 HTTPS 获取' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Covers dependencies and submodules too; before the step that fetches.',
            zh: '同时覆盖依赖和子模块；放在获取代码的步骤之前。',
          },
          { after: 'RUN git config --global url."https://github.com/".insteadOf git://github.com/' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'GitHub', path: 'Improving Git protocol security on GitHub' },
    { repo: 'git/git', path: 'connect.c' },
  ],
});

export default gitProtocolGone;

export const examples: ExamplesOf<typeof gitProtocolGone> = [
  {
    name: 'a clone',
    log: `#8 [4/5] RUN git clone git://github.com/x/y
#8 1.104 Cloning into 'y'...
#8 1.125 fatal: remote error:
#8 1.146   The unauthenticated git protocol on port 9418 is no longer supported.
#8 1.167 Please see https://github.blog/2021-09-01-improving-git-protocol-security-github/ for more information.
#8 ERROR: process "/bin/sh -c git clone git://github.com/x/y" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone git://github.com/x/y" did not complete successfully: exit code: 128
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the repository is private',
    log: `#8 [4/5] RUN git clone https://github.com/x/y
#8 1.104 fatal: could not read Username for 'https://github.com': No such device or address
#8 ERROR: process "/bin/sh -c git clone https://github.com/x/y" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://github.com/x/y" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-auth-failed',
  },
];
