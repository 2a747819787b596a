import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const checksumMismatch = condition({
  id: 'checksum-mismatch',
  stage: 'shell',
  title: { en: 'A downloaded file does not have the expected checksum', zh: '下载的文件与预期的校验和不符' },

  signatures: [
    { on: 'output', says: ['computed checksum did NOT match', 'computed checksums did NOT match'], strength: 'states' },
    {
      on: 'output',
      says: ': FAILED',
      pattern: /^(?<file>[\w./+@~-]{1,200}): FAILED(?: open or read)?$/,
      when: (event, { instruction }) =>
        isOfBuild(event) && /\b(?:sha(?:1|224|256|384|512)|md5|b2)sum\b|\bshasum\b/.test(instruction),
      strength: 'states',
    },
    {
      on: 'output',
      says: ['checksum lines found'],
      pattern: /(?:sum|shasum): (?<file>[^:]{1,200}): no properly formatted .{0,20}checksum lines found/,
      strength: 'states',
    },
    { on: 'output', says: 'gpg: BAD signature from ', strength: 'states' },
    {
      on: 'output',
      says: ['Installer corrupt', 'Installer signature is invalid'],
      pattern: /^Installer (?:corrupt|signature)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  yieldsTo: [
    'build-arg-missing',
    'download-404',
    'download-403',
    'download-5xx',
    'run-path-missing',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'disk-full-data-root',
  ],
  headline: ({ file }) => ({
    en: file === '' ? 'A file does not have the expected checksum' : `${file} does not have the expected checksum`,
    zh: file === '' ? '文件与预期的校验和不符' : `${file} 与预期的校验和不符`,
  }),
  why: {
    en: 'The file came, and its content is not what the Dockerfile was written for: the project published another build under the same name, a version was raised without its checksum, the architecture is another one, or a proxy answered with a page of its own.',
    zh: '文件已下载，但内容与 Dockerfile 编写时不同：项目用同一名字重新发布了文件、升级版本时没有更新校验和、架构不同，或者代理返回了自己的页面。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-what-came',
      title: { en: 'See what was downloaded', zh: '查看下载到的内容' },
      risk: 'read',
      steps: [
        advise(
          'Download the file by hand and look at its first bytes: an HTML page is an error of the server or a proxy, not the file.',
          '手动下载该文件并查看开头的内容：如果是 HTML 页面，那是服务器或代理的错误页，而不是文件本身。',
        ),
        look(['docker', 'run', '--rm', 'alpine', 'sha256sum', '--help'], {
          note: { en: 'The tool that compares.', zh: '用于比对的工具。' },
        }),
      ],
    },
    {
      id: 'renew-checksum',
      title: {
        en: 'Take the checksum that the project publishes for this very version and architecture',
        zh: '改用项目为该版本和架构公布的校验和',
      },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'The version and its checksum are raised together; one checksum per architecture.',
          zh: '版本和校验和要一起更新；每种架构各有一个校验和。',
        }),
        advise(
          'Do not simply paste the checksum of what came: compare it with the one the project publishes first.',
          '不要直接粘贴下载文件的校验和：先与项目公布的值核对。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'coreutils/coreutils', path: 'src/digest.c', symbol: 'digest_check' },
    { repo: 'perl/perl5', path: 'cpan/Digest-SHA/shasum' },
  ],
});

export default checksumMismatch;

export const examples: ExamplesOf<typeof checksumMismatch> = [
  {
    name: 'sha256sum',
    log: `#8 [4/5] RUN echo "$SHA  a.tgz" | sha256sum -c -
#8 1.104 a.tgz: FAILED
#8 1.125 sha256sum: WARNING: 1 computed checksum did NOT match
#8 ERROR: process "/bin/sh -c echo \\"$SHA  a.tgz\\" | sha256sum -c -" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c echo \\"$SHA  a.tgz\\" | sha256sum -c -" did not complete successfully: exit code: 1
`,
    matches: { file: 'a.tgz' },
    verdict: 'confirmed',
  },
  {
    name: 'the list is a page',
    log: `#8 [4/5] RUN sha256sum -c SHA256SUMS
#8 1.104 sha256sum: SHA256SUMS: no properly formatted SHA256 checksum lines found
#8 ERROR: process "/bin/sh -c sha256sum -c SHA256SUMS" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c sha256sum -c SHA256SUMS" did not complete successfully: exit code: 1
`,
    matches: { file: 'SHA256SUMS' },
  },
  {
    name: 'not fetched at all',
    log: `#8 [4/5] RUN curl -fsSLO https://dl.example/a.tgz && sha256sum -c SHA256SUMS
#8 1.104 curl: (22) The requested URL returned error: 404
#8 ERROR: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz && sha256sum -c SHA256SUMS" did not complete successfully: exit code: 22
------
ERROR: failed to solve: process "/bin/sh -c curl -fsSLO https://dl.example/a.tgz && sha256sum -c SHA256SUMS" did not complete successfully: exit code: 22
`,
    matches: false,
    is: 'download-404',
  },
];
