import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const download403 = condition({
  id: 'download-403',
  stage: 'shell',
  title: { en: 'A server refuses the download', zh: '服务器拒绝下载' },

  signatures: [
    {
      on: 'output',
      says: [
        'ERROR 403: ',
        'ERROR 401: ',
        'ERROR 429: ',
        'The requested URL returned error: 403',
        'The requested URL returned error: 401',
        'The requested URL returned error: 429',
        'server returned error: HTTP/1.1 403',
        'server returned error: HTTP/1.1 401',
        'HTTP Error 403: Forbidden',
        'HTTP Error 429: Too Many Requests',
        'HTTP error 403 while getting ',
        'HTTP error 401 while getting ',
        '401 Client Error: Unauthorized for url',
        '403 Client Error: Forbidden for url',
      ],
      pattern: /(?<status>401|403|429)/,
      strength: 'states',
      when: (event) => isOfBuild(event) && !event.text.includes('fatal: unable to access'),
    },
    { on: 'output', says: 'API rate limit exceeded for ', strength: 'states' },
  ],
  facts: (group) => ({ status: group('status') }),

  yieldsTo: ['build-arg-missing'],
  headline: ({ status }) => ({
    en:
      status === '429'
        ? 'The server has had too many requests from here (429)'
        : `The server refuses the download (${status})`,
    zh: status === '429' ? '来自此处的请求过多，服务器拒绝（429）' : `服务器拒绝下载（${status}）`,
  }),
  why: {
    en: `The server was reached and will not hand out the file. 401 and 403 mean a missing login or token, a region or agent that
      is blocked, or a storage that answers 403 for a file that does not exist. 429 means too many downloads from this address.`,
    zh: `已连上服务器，但它不提供该文件。401、403 表示缺少登录或令牌、地区或客户端被封锁，或对象存储对不存在的文件返回 403；
      429 表示来自该地址的下载过多。`,
  },

  retry: 'unknown',
  remedies: ({ status }) => [
    {
      id: 'try-the-address',
      title: { en: 'Try the address from your machine', zh: '在本机测试该地址' },
      risk: 'read',
      steps: [
        look(['curl', '-sSIL', 'https://files.example/tool.tgz'], {
          note: { en: 'With the address of the failing step.', zh: '换成失败步骤中的地址。' },
        }),
      ],
    },
    status !== '429' && {
      id: 'token-as-a-secret',
      title: { en: 'If it needs a login, hand the token in as a secret', zh: '如需登录，用 secret 传入令牌' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Build with: docker build --secret id=token,env=TOKEN .',
            zh: '构建时：docker build --secret id=token,env=TOKEN .',
          },
          {
            after:
              'RUN --mount=type=secret,id=token curl -fsSL -H "Authorization: Bearer $(cat /run/secrets/token)" https://files.example/tool.tgz -o tool.tgz',
          },
        ),
      ],
    },
    {
      id: 'other-source',
      title: { en: 'Otherwise take the file from its current address or a mirror', zh: '否则改用现在的地址或镜像站' },
      risk: 'reversible',
      steps: [edit('Dockerfile', { en: 'Check that the version still exists.', zh: '确认该版本仍然存在。' })],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/http.c', symbol: 'CURLE_HTTP_RETURNED_ERROR' },
    { repo: 'mirror/wget', path: 'src/http.c', symbol: 'http_loop' },
  ],
});

export default download403;

export const examples: ExamplesOf<typeof download403> = [
  {
    name: 'wget',
    log: `#6 [2/4] RUN wget https://files.example/tool-1.2.tgz
#6 0.512 2026-11-22 13:34:46 ERROR 403: Forbidden.
#6 ERROR: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
------
ERROR: failed to solve: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
`,
    matches: { status: '403' },
    verdict: 'confirmed',
  },
  {
    name: 'a repository that git may not read',
    log: `#6 [2/4] RUN git clone https://git.example/tool.git
#6 0.512 fatal: unable to access 'https://git.example/tool.git/': The requested URL returned error: 403
#6 ERROR: process "/bin/sh -c git clone https://git.example/tool.git" did not complete successfully: exit code: 128
------
ERROR: failed to solve: process "/bin/sh -c git clone https://git.example/tool.git" did not complete successfully: exit code: 128
`,
    matches: false,
    is: 'git-auth-failed',
  },
];
