import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipNetwork = condition({
  id: 'pip-network',
  stage: 'python',
  title: { en: 'pip cannot reach the package index', zh: 'pip 无法访问包索引' },

  signatures: [
    {
      on: ['output', 'warning'],
      says: 'after connection broken by ',
      pattern: /after connection broken by '(?<reason>\w{1,60})/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['ReadTimeoutError(', 'ConnectTimeoutError(', 'IncompleteRead('],
      pattern:
        /(?<reason>ReadTimeoutError|ConnectTimeoutError|IncompleteRead)\((?:.{0,60}?host='(?<host>[\w.-]{1,120})')?/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['exceptions.ReadTimeoutError: ', 'exceptions.ConnectTimeout: '],
      pattern:
        /exceptions\.(?<reason>ReadTimeoutError|ConnectTimeout): HTTPSConnectionPool\(host='(?<host>[\w.-]{1,120})'/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'Could not fetch URL http',
      pattern:
        /Could not fetch URL https?:\/\/(?<host>[\w.-]{1,120})\S{0,200}: (?<reason>connection error|timed out|There was a problem)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['error: Failed to fetch: `http', 'error: Request failed after '],
      pattern: /Failed to fetch: `https?:\/\/(?<host>[\w.-]{1,120})|(?<reason>Request failed after \d+ retries)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['ReadTimeoutError: ', 'ConnectTimeout: ', 'socket.timeout: The read operation timed out'],
      pattern:
        /(?<reason>ReadTimeoutError|ConnectTimeout|socket\.timeout): (?:HTTPS?ConnectionPool\(host='(?<host>[\w.-]{1,120})'|The read)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: "unsupported operand type(s) for -=: 'Retry' and 'int'",
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason'), host: group('host') }),

  yieldsTo: [
    'pip-index-auth',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'remote-certificate-invalid',
    'ca-certificates-missing',
    'tls-client-too-old',
    'ip-forward-disabled',
  ],
  headline: ({ host, reason }) => ({
    en: `pip cannot read the package index${host === '' ? '' : ` at ${host}`}${reason === '' ? '' : ` (${reason})`}`,
    zh: `pip 无法读取包索引${host === '' ? '' : ` ${host}`}${reason === '' ? '' : `（${reason}）`}`,
  }),
  why: {
    en: `The connection to the index broke or took too long, several times. pip then reports "No matching distribution" for a
      package that does exist. It is the network or a proxy between the build and the index, not the requirement.`,
    zh: `与索引的连接多次中断或超时，pip 随后会对存在的包报告 “No matching distribution”。
      问题在构建与索引之间的网络或代理，而不在依赖本身。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'build-again',
      title: { en: 'Build again', zh: '重新构建' },
      risk: 'reversible',
      steps: [run(['docker', 'build', '.'], 'reversible')],
    },
    {
      id: 'look-from-a-container',
      title: { en: 'Try the index from a container', zh: '从容器里测试索引' },
      risk: 'read',
      steps: [look(['docker', 'run', '--rm', 'curlimages/curl', '-sSIm', '15', 'https://<index>/simple/pip/'])],
    },
    {
      id: 'timeout-and-cache',
      title: { en: 'Wait longer, and keep what was downloaded', zh: '延长超时，并保留已下载的内容' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Or name a mirror with --index-url.', zh: '也可以用 --index-url 指定镜像站。' },
          {
            after:
              'RUN --mount=type=cache,target=/root/.cache/pip pip install --timeout 60 --retries 10 -r requirements.txt',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'urllib3/urllib3', path: 'src/urllib3/connectionpool.py', symbol: 'urlopen' }],
});

export default pipNetwork;

export const examples: ExamplesOf<typeof pipNetwork> = [
  {
    name: 'timeouts; the package then seems not to exist',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 16.91 WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError("HTTPSConnectionPool(host='pypi.example', port=443): Read timed out. (read timeout=15)")': /simple/flask/
#8 96.02 ERROR: Could not find a version that satisfies the requirement flask (from versions: none)
#8 96.03 ERROR: No matching distribution found for flask
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: { reason: 'ReadTimeoutError' },
  },
  {
    name: 'the index answered',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 2.020 ERROR: Could not find a version that satisfies the requirement flsk (from versions: none)
#8 2.021 ERROR: No matching distribution found for flsk
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-no-matching-distribution',
  },
];
