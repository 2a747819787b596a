import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const remoteAddFailed = condition({
  id: 'remote-add-failed',
  stage: 'context',
  title: {
    en: 'ADD could not fetch its address, or got other content than expected',
    zh: 'ADD 无法获取其地址，或内容与预期不符',
  },

  signatures: [
    {
      on: 'error',
      says: 'invalid response status ',
      pattern: /invalid response status (?<reason>\d{3}[^\n]{0,60})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'digest mismatch ',
      pattern:
        /(?<reason>digest mismatch (?:for [^\s]{1,300}: )?sha256:[0-9a-f]{64}(?:: sha256:| \(expected: sha256:))/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'ADD failed: failed to GET ',
      pattern: /ADD failed: failed to GET (?<url>[^\s]{1,300}) with status (?<reason>\d{3}[^\n:]{0,60})/,
      strength: 'states',
    },
    {
      on: 'error',
      says: 'ADD failed: Get ',
      pattern: /ADD failed: Get "?(?<url>https?:[^\s"]{1,300})"?: (?<reason>[^\n]{1,200})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url'), reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The address of an ADD answered: ${reason}`,
    zh: `ADD 的地址返回：${reason}`,
  }),
  why: {
    en: `The builder itself fetches an address given to ADD. The server refused or no longer has the file, or what
      it sent does not match --checksum. A mismatch means that the file was replaced: find out why before taking
      the new sum.`,
    zh: `ADD 的地址由 builder 自己获取。服务器拒绝或已没有该文件，
      或收到的内容与 --checksum 不符。校验不符说明文件被替换：先弄清原因再采用新的校验值。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'ask-the-server',
      title: { en: 'See what the server answers', zh: '查看服务器返回什么' },
      risk: 'read',
      steps: [shell('curl -sSLI <address>', 'curl.exe -sSLI "<address>"', 'read')],
    },
    {
      id: 'correct-the-line',
      title: { en: 'Correct the address or the checksum', zh: '修正地址或校验值' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Pin a release that exists, with the sum its publisher names',
            zh: '固定到存在的版本，并使用发布者公布的校验值',
          },
          { after: 'ADD --checksum=sha256:<sum> https://downloads.example/tool-1.2.3.tar.gz /tmp/' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/buildkit', path: 'source/http/source.go' },
    { repo: 'moby/moby', path: 'daemon/builder/dockerfile/copy.go' },
  ],
});

export default remoteAddFailed;

export const examples: ExamplesOf<typeof remoteAddFailed> = [
  {
    name: 'the release is gone',
    log: `#5 [2/3] ADD https://downloads.example/tool-1.0.tar.gz /tmp/
#5 ERROR: invalid response status 404
------
ERROR: failed to build: failed to solve: failed to load cache key: invalid response status 404
`,
    matches: { reason: '404' },
  },
  {
    name: 'another file than expected',
    log: `ERROR: failed to build: failed to solve: digest mismatch sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a: sha256:0000000000000000000000000000000000000000000000000000000000000000
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'curl in a step',
    log: `#9 [3/5] RUN curl -fsSLO https://downloads.example/tool.tgz
#9 0.400 curl: (22) The requested URL returned error: 404
#9 ERROR: process "/bin/sh -c curl -fsSLO https://downloads.example/tool.tgz" did not complete successfully: exit code: 22
------
ERROR: failed to build: failed to solve: process "/bin/sh -c curl -fsSLO https://downloads.example/tool.tgz" did not complete successfully: exit code: 22
`,
    matches: false,
  },
];
