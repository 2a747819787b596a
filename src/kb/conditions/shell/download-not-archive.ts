import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const downloadNotArchive = condition({
  id: 'download-not-archive',
  stage: 'shell',
  title: { en: 'What was downloaded is no archive', zh: '下载到的内容不是压缩包' },

  signatures: [
    {
      on: 'output',
      says: [
        'gzip: stdin: not in gzip format',
        'not in gzip format',
        'This does not look like a tar archive',
        'tar: invalid magic',
        'gunzip: invalid magic',
        'tar: invalid tar magic',
        'End-of-central-directory signature not found',
        'File format not recognized',
        'is not a bzip2 file',
        'not a zip file',
        'BadZipFile: File is not a zip file',
        'gzip: stdin: unexpected end of file',
        'unzip: invalid zip magic',
        'Unrecognized archive format',
        'bunzip2: invalid magic',
        'unxz: corrupted data',
        'is not a Debian format archive',
        'is not a debian format archive',

        'tar: Unexpected EOF in archive',
        'zip END header not found',
        'error in opening zip file',
      ],
      unless: [
        {
          says: [
            '.gz: No such file or directory',
            '.gz: Cannot open: No such file',
            '.tgz: No such file or directory',
            '.tgz: Cannot open: No such file',
          ],
        },
      ],
      when: isOfBuild,
    },
    {
      on: 'output',
      says: ['cannot open html: No such file', 'cannot open doctype: No such file', 'cannot open !DOCTYPE'],
      strength: 'states',
    },
    { on: 'output', says: 'Not: not found', pattern: /: 1: \S{1,200}: Not: not found$/, strength: 'states' },
    {
      on: 'output',
      says: ['unexpected token `<', "near unexpected token `newline'"],
      pattern: /unexpected token `(?:<|newline')/,
      also: [{ says: ['<!DOCTYPE', '<html>'] }],
    },
    {
      on: 'output',
      says: ['syntax error near unexpected token `<', "syntax error near unexpected token `newline'"],
      pattern: /: line 1: syntax error near unexpected token `(?:<|newline')/,
      when: isOfBuild,
    },
  ],

  yieldsTo: [
    'download-404',
    'download-403',
    'download-5xx',
    'command-not-found',
    'git-missing',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-arg-missing',
    'disk-full-data-root',
    'remote-certificate-invalid',
    'tls-client-too-old',
    'ca-certificates-missing',
  ],
  headline: () => ({
    en: 'The downloaded file is no archive: the server sent an error page or a redirect instead',
    zh: '下载到的不是压缩包：服务器返回了错误页面或重定向',
  }),
  why: {
    en: `The unpacking program looked at the first bytes and found something else. curl without -f saves an error page like a
      file, and without -L it saves the redirect. So the address is what is wrong: gone, moved, or with an empty variable.`,
    zh: `解压程序检查了文件开头，发现不是压缩包。curl 不带 -f 时会把错误页面当文件保存，不带 -L 时会保存重定向页面。
      所以真正有问题的是下载地址：已失效、已迁移，或其中的变量为空。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'fail-and-follow',
      title: { en: 'Let curl fail on errors and follow redirects', zh: '让 curl 遇错即失败并跟随重定向' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Then the next build names the real status.', zh: '下次构建就会显示真正的状态码。' },
          {
            before: 'RUN curl -s https://… | tar xz',
            after: 'RUN curl -fsSL https://… -o /tmp/tool.tgz && tar xzf /tmp/tool.tgz',
          },
        ),
      ],
    },
    {
      id: 'look-at-the-answer',
      title: { en: 'See what the server sends', zh: '查看服务器返回的内容' },
      risk: 'read',
      steps: [
        look(['curl', '-sSIL', 'https://files.example/tool.tgz'], {
          note: { en: 'With the address of the failing step.', zh: '换成失败步骤中的地址。' },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'gzip', path: 'gzip.c', symbol: 'get_method' },
    { repo: 'tar', path: 'src/list.c', symbol: 'read_and' },
    { repo: 'mirror/busybox', path: 'archival/libarchive/get_header_tar.c' },
  ],
});

export default downloadNotArchive;

export const examples: ExamplesOf<typeof downloadNotArchive> = [
  {
    name: 'an error page piped into tar',
    log: `#6 [2/4] RUN curl -s https://files.example/tool-1.2.tgz | tar xz
#6 0.812 gzip: stdin: not in gzip format
#6 0.812 tar: Child returned status 1
#6 0.812 tar: Error is not recoverable: exiting now
#6 ERROR: process "/bin/sh -c curl -s https://files.example/tool-1.2.tgz | tar xz" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c curl -s https://files.example/tool-1.2.tgz | tar xz" did not complete successfully: exit code: 2
`,
    matches: {},
  },
  {
    name: 'the status is known',
    log: `#6 [2/4] RUN wget https://files.example/tool-1.2.tgz && tar xzf tool-1.2.tgz
#6 0.512 2026-11-22 13:34:46 ERROR 404: Not Found.
#6 ERROR: process "/bin/sh -c wget https://files.example/tool-1.2.tgz && tar xzf tool-1.2.tgz" did not complete successfully: exit code: 8
------
ERROR: failed to solve: process "/bin/sh -c wget https://files.example/tool-1.2.tgz && tar xzf tool-1.2.tgz" did not complete successfully: exit code: 8
`,
    matches: false,
    is: 'download-404',
  },
];
