import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const contextUnreadable = condition({
  id: 'context-unreadable',
  stage: 'context',
  title: { en: 'A file of the build context cannot be read', zh: '构建上下文中有无法读取的文件' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'error from sender: ',
      pattern:
        /error from sender: (?:walk [^:]{1,300}: )?(?:open|lstat|stat|readdir|read|CreateFile|failed to \w+)? ?(?<path>.{1,400}?): (?<reason>permission denied|Access is denied\.?|operation not permitted|The process cannot access the file[^\n]{0,80})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'error checking context: ',
      pattern: /error checking context: '?(?:no permission to read from|can't stat) '(?<path>[^']{1,400})'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  headline: ({ path }) => ({
    en: `${path} in the build context cannot be read`,
    zh: `无法读取构建上下文中的 ${path}`,
  }),
  why: {
    en: `The client reads the whole context as the user who runs docker, and this path is closed to that user:
      typically the data directory of a database that a container owns, or a cache another program holds open. It
      is not the socket of the engine.`,
    zh: `客户端以运行 docker 的用户身份读取整个上下文，而该路径对此用户不可读：
      常见的是归容器所有的数据库数据目录，或被其他程序占用的缓存。这与引擎的套接字无关。`,
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'ignore-the-path',
      title: { en: 'Keep it out of the context', zh: '把它排除在上下文之外' },
      risk: 'reversible',
      steps: [
        edit(
          '.dockerignore',
          {
            en: 'Add the folder it lies in; images do not need data directories',
            zh: '加入它所在的目录；镜像不需要数据目录',
          },
          { after: 'pgdata/\n.docker/' },
        ),
      ],
    },
    {
      id: 'fix-owner',
      title: { en: 'Or make it readable, if the image needs it', zh: '如果镜像需要它：改为可读' },
      risk: 'reversible',
      steps: [
        look(['ls', '-ld', path]),
        advise(
          'Give it to your user with chown, unless a running container owns it: its database would no longer start.',
          '用 chown 改为你的用户；但如果它归正在运行的容器所有就不要改，否则数据库会无法启动。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'tonistiigi/fsutil', path: 'receive.go' },
    { repo: 'docker/cli', path: 'cli/command/image/build/context.go', symbol: 'ValidateContextDirectory' },
  ],
});

export default contextUnreadable;

export const examples: ExamplesOf<typeof contextUnreadable> = [
  {
    name: 'database files in the context',
    log: `#4 [internal] load build context
#4 transferring context: 1.2kB done
#4 ERROR: error from sender: open /home/dev/shop/pgdata: permission denied
------
ERROR: failed to build: failed to solve: error from sender: open /home/dev/shop/pgdata: permission denied
`,
    matches: { path: '/home/dev/shop/pgdata' },
    verdict: 'confirmed',
  },
  {
    name: 'the classic builder',
    log: `error checking context: 'no permission to read from '/home/dev/shop/mysql/ib_logfile0''
`,
    matches: { path: '/home/dev/shop/mysql/ib_logfile0' },
  },
  {
    name: 'a step may not read a file',
    log: `#9 [3/5] RUN cat /root/secret
#9 0.400 cat: can't open '/root/secret': Permission denied
#9 ERROR: process "/bin/sh -c cat /root/secret" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cat /root/secret" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
