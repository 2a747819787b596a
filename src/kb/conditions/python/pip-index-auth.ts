import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipIndexAuth = condition({
  id: 'pip-index-auth',
  stage: 'python',
  title: { en: 'A private package index wants a login', zh: '私有软件包索引要求登录' },

  signatures: [
    {
      on: ['output', 'warning'],
      says: [
        '401 Error, Credentials not correct for ',
        '403 Client Error: Forbidden for url: ',
        '401 Client Error: Unauthorized for url: ',
      ],
      pattern:
        /(?:Credentials not correct for|(?:Forbidden|Unauthorized) for url:) (?<url>https?:\/\/(?:[^\s@]{1,200}@)?(?<host>[\w.-]{1,120})\S{0,300})/,
      when: (event, { instruction }) =>
        isOfBuild(event) && /\b(?:pip3?|pipenv|poetry|uv|twine|conda)\b/.test(`${instruction}${event.text}`),
      strength: 'states',
    },
    {
      on: 'output',
      says: 'User for ',
      pattern: /^User for (?<host>[\w.-]{1,120}): *(?:ERROR|EOFError|$)/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host') }),

  headline: ({ host }) => ({
    en: `${host === '' ? 'The package index' : host} does not accept who asks`,
    zh: `${host === '' ? '软件包索引' : host} 不接受当前的身份`,
  }),
  why: {
    en: `The index answered, and it gives this package only to somebody who is logged in. A build sees neither your pip.conf nor your keyring; the credentials it was given are missing, expired or not for this package.`,
    zh: `索引有响应，但只把该软件包提供给已登录的用户。构建看不到你的 pip.conf 和钥匙串；传入的凭据缺失、过期，或无权访问该软件包。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'mount-pip-conf',
      title: { en: 'Mount the configuration with the login for this one step', zh: '仅为该步骤挂载带登录信息的配置' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'docker build --secret id=pip,src=$HOME/.config/pip/pip.conf; never ARG or ENV: those stay in the image.',
            zh: 'docker build --secret id=pip,src=$HOME/.config/pip/pip.conf；不要用 ARG 或 ENV：它们会留在镜像中。',
          },
          {
            before: 'RUN pip install -r requirements.txt',
            after: 'RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install -r requirements.txt',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pypa/pip', path: 'src/pip/_internal/network/auth.py' }],
});

export default pipIndexAuth;

export const examples: ExamplesOf<typeof pipIndexAuth> = [
  {
    name: 'wrong credentials',
    log: `#7 [3/5] RUN pip install --index-url https://pypi.corp.example/simple foo
#7 0.200 WARNING: 401 Error, Credentials not correct for https://pypi.corp.example/simple/foo/
#7 0.600 ERROR: Could not find a version that satisfies the requirement foo (from versions: none)
#7 1.000 ERROR: No matching distribution found for foo
#7 ERROR: process "/bin/sh -c pip install --index-url https://pypi.corp.example/simple foo" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install --index-url https://pypi.corp.example/simple foo" did not complete successfully: exit code: 1
`,
    matches: { host: 'pypi.corp.example' },
  },
  {
    name: 'a package that is not there',
    log: `#7 [3/5] RUN pip install foo==99
#7 0.200 ERROR: Could not find a version that satisfies the requirement foo==99 (from versions: 1.0)
#7 0.600 ERROR: No matching distribution found for foo==99
#7 ERROR: process "/bin/sh -c pip install foo==99" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pip install foo==99" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-no-matching-distribution',
  },
];
