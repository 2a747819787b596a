import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const contextInvalidFileRequest = condition({
  id: 'context-invalid-file-request',
  stage: 'context',
  title: {
    en: 'A file of the context changed or is of a kind that cannot be sent',
    zh: '上下文中的文件在发送时发生变化，或其类型无法发送',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'invalid file request ',
      pattern: /invalid file request (?<path>[^\n]{1,300}?)(?:: unknown)?$/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['archive/tar: unknown file mode', 'archive/tar: write too long', 'archive/tar: missed writing'],
      when: (event) => event.kind === 'error',
      pattern: /archive\/tar: (?<path>unknown file mode \S{1,40}|write too long|missed writing \d{1,20} bytes)/,
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `The context could not be sent: ${path}`,
    zh: `无法发送上下文：${path}`,
  }),
  why: {
    en: `The client listed the context first and read the files afterwards; this one had vanished or changed by
      then, or is a link or socket that cannot be read as a file. Links in node_modules/.bin on Windows and files
      a watcher rewrites are the usual ones.`,
    zh: `客户端先列出上下文再读取文件；该文件此时已消失、已改变，或是无法作为文件读取的链接或 socket。
      常见的是 Windows 上 node_modules/.bin 中的链接，以及被监视程序改写的文件。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'ignore-the-path',
      title: { en: 'Keep it out of the context', zh: '把它排除在上下文之外' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'Add the folder', zh: '加入该目录' }, { after: 'node_modules\n**/*.sock' })],
    },
    {
      id: 'stop-writers',
      title: { en: 'Stop watchers and build again', zh: '停止监视程序后重新构建' },
      risk: 'reversible',
      steps: [
        advise(
          'Stop the dev server, the file sync or the test run that writes into the context, then build again.',
          '停止向上下文写文件的开发服务器、文件同步或测试，然后重新构建。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'tonistiigi/fsutil', path: 'receive.go' },
    { repo: 'golang/go', path: 'src/archive/tar/writer.go' },
  ],
});

export default contextInvalidFileRequest;

export const examples: ExamplesOf<typeof contextInvalidFileRequest> = [
  {
    name: 'a link of npm on Windows',
    log: `#5 [internal] load build context
#5 transferring context: 2.10MB 0.3s done
#5 ERROR: invalid file request node_modules/.bin/acorn
------
ERROR: failed to build: failed to solve: invalid file request node_modules/.bin/acorn
`,
    matches: { path: 'node_modules/.bin/acorn' },
  },
  {
    name: 'a file that may not be read',
    log: `ERROR: failed to build: failed to solve: error from sender: open node_modules/.cache/x: permission denied
`,
    matches: false,
    is: 'context-unreadable',
  },
];
