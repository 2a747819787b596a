import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isCommand, isOfBuild } from '../../shared/build-event.ts';

const download404 = condition({
  id: 'download-404',
  stage: 'shell',
  title: { en: 'A file that the step downloads is not at that address', zh: '步骤要下载的文件不在该地址' },

  signatures: [
    {
      on: 'output',
      says: [
        'ERROR 404: ',
        'ERROR 410: ',
        'The requested URL returned error: 404',
        'The requested URL returned error: 410',
        'server returned error: HTTP/1.1 404',
        'server returned error: HTTP/1.0 404',
        'urllib.error.HTTPError: HTTP Error 404',
        'urllib2.HTTPError: HTTP Error 404',
        'response status code 404',
        '[Errno 14] HTTP Error 404',
        'HTTP Error 404: Not Found',
        'HTTP error 404',
      ],
      strength: 'states',
      when: isOfBuild,
    },
    { on: 'output', says: 'Cannot open: ', pattern: /^Cannot open: (?<url>https?:\/\/\S{1,300}\.rpm)\. Skipping\./ },
    {
      on: 'output',
      says: 'curl: (22) ',
      pattern: /curl: \(22\) The requested URL returned error: 404/,
      strength: 'states',
      when: isOfBuild,
    },
    {
      on: 'error',
      exitCode: 22,
      when: (event) => isCommand(event, /\bcurl\b/),
      unless: [{ says: 'The requested URL returned error: ', within: 'log' }],
      strength: 'hints',
    },
    {
      on: 'error',
      exitCode: 8,
      when: (event) => isCommand(event, /\bwget\b/),
      unless: [{ says: ['ERROR 403: ', 'ERROR 503: ', 'ERROR 502: ', 'ERROR 500: '], within: 'log' }],
    },
    {
      on: 'output',
      says: [
        'CondaHTTPError: HTTP 404 ',
        "svn: E170000: URL '",
        'bzr: ERROR: Not a branch: ',
        '(78) RETR response: 550',
        'Server denied you to change to the given directory',
        'GET returned 404 Not Found',
      ],
      pattern:
        /HTTP 404 |E170000: URL '(?<url>[^']{1,200})' (?:doesn't|non-)|Not a branch|RETR response: 550|Server denied|GET returned 404/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'file could not be downloaded (HTTP/',
      pattern: /"(?<url>[^"]{1,300})" file could not be downloaded \(HTTP\/[\d.]{1,3} 404/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'line 1: 404:',
      pattern: /: line 1: 404: ?: command not found/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url') }),

  yieldsTo: [
    'download-403',
    'download-5xx',
    'node-gyp-toolchain',
    'node-too-new-for-native-addon',
    'js-package-version-not-found',
    'build-step-dns-failure',
    'build-arg-missing',
  ],
  headline: ({ url }) => ({
    en:
      url === '' ? 'The server has no file at the address that the step downloads' : `The server has no file at ${url}`,
    zh: url === '' ? '服务器上没有该步骤要下载的文件' : `服务器上没有 ${url}`,
  }),
  why: {
    en: `The server was reached and answered that there is nothing at this address. The release was removed, moved to an
      archive, or never had this name: look at the version and the architecture in the address, and whether a build argument
      left an empty place in it.`,
    zh: `已连上服务器，但它回答该地址没有内容。该版本已删除、移到归档，或名字不对：请检查地址中的版本号和架构，
      以及是否有构建参数为空而留下空缺。`,
  },

  retry: 'useless',
  remedies: ({ url }) => [
    {
      id: 'try-the-address',
      title: { en: 'Try the address as the step saw it', zh: '按步骤实际使用的地址试一次' },
      risk: 'read',
      steps: [
        look(['curl', '-fsSIL', url === '' ? 'https://files.example/tool-1.2.3-linux-amd64.tar.gz' : url], {
          note: { en: 'With all variables filled in.', zh: '把变量都替换成实际值。' },
        }),
      ],
    },
    {
      id: 'correct-the-address',
      title: { en: 'Correct it, and let the download fail loudly', zh: '修正地址，并让下载失败时立即报错' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A version that exists, and a default for the argument.', zh: '使用存在的版本，并给参数设置默认值。' },
          {
            after:
              'ARG TOOL_VERSION=1.2.3\nRUN curl -fsSL "https://files.example/v${TOOL_VERSION}/tool.tgz" -o tool.tgz',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'curl/curl', path: 'lib/http.c', symbol: 'CURLE_HTTP_RETURNED_ERROR' },
    { repo: 'mirror/wget', path: 'src/http.c', symbol: 'http_loop' },
    { repo: 'mirror/busybox', path: 'networking/wget.c' },
  ],
});

export default download404;

export const examples: ExamplesOf<typeof download404> = [
  {
    name: 'curl -f',
    log: `#6 [2/4] RUN curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz
#6 0.512 curl: (22) The requested URL returned error: 404
#6 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz" did not complete successfully: exit code: 22
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz" did not complete successfully: exit code: 22
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'wget',
    log: `#6 [2/4] RUN wget https://files.example/tool-1.2.tgz
#6 0.512 HTTP request sent, awaiting response... 404 Not Found
#6 0.512 2026-11-22 13:34:46 ERROR 404: Not Found.
#6 ERROR: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
------
ERROR: failed to solve: process "/bin/sh -c wget https://files.example/tool-1.2.tgz" did not complete successfully: exit code: 8
`,
    matches: {},
  },
  {
    name: 'not found is not allowed',
    log: `#6 [2/4] RUN curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz
#6 0.512 curl: (22) The requested URL returned error: 403
#6 ERROR: process "/bin/sh -c curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz" did not complete successfully: exit code: 22
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSL https://files.example/tool-1.2.tgz -o tool.tgz" did not complete successfully: exit code: 22
`,
    matches: false,
    is: 'download-403',
  },
];
