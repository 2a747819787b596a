import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const aptLock = condition({
  id: 'apt-lock',
  stage: 'packages',
  title: { en: 'Another apt holds the lock on the package database', zh: '另一个 apt 进程占用了软件包数据库的锁' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['Could not get lock /var/', 'Unable to acquire the dpkg frontend lock', 'Unable to lock directory /var/'],
      pattern:
        /(?:Could not get lock (?<path>\/var\/[\w./-]{1,120})(?:\. It is held by process|.{0,20}\(11: )|Unable to .{1,80}, is another process using it)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path') }),

  yieldsTo: ['cache-mount-concurrency'],
  headline: ({ path }) => ({
    en: path === '' ? 'Another apt is using the package database' : `Another apt holds ${path}`,
    zh: path === '' ? '另一个 apt 正在使用软件包数据库' : `另一个 apt 占用了 ${path}`,
  }),
  why: {
    en: `Two apt processes meet in one file system. In a build that is a cache mount on /var/cache/apt or /var/lib/apt that
      stages share and that is not declared with sharing=locked, or a background apt in the same RUN.`,
    zh: `两个 apt 进程用到了同一个文件系统。在构建中，这通常是多个阶段共享的 /var/cache/apt 或 /var/lib/apt 缓存挂载
      没有声明 sharing=locked，或同一条 RUN 里有后台的 apt。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'lock-the-cache-mount',
      title: { en: 'Let only one step at a time use the cache mount', zh: '让缓存挂载同一时间只给一个步骤使用' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'On every RUN that mounts it.', zh: '所有挂载它的 RUN 都要写。' },
          {
            after: `RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\
    --mount=type=cache,target=/var/lib/apt,sharing=locked \\
    apt-get update && apt-get install -y …`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-pkg/contrib/fileutl.cc', symbol: 'GetLock' }],
});

export default aptLock;

export const examples: ExamplesOf<typeof aptLock> = [
  {
    name: 'a script left its apt running',
    log: `#8 [build 3/6] RUN ./install-agent.sh && apt-get install -y gcc
#8 0.512 E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 41 (apt-get)
#8 0.512 E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?
#8 ERROR: process "/bin/sh -c ./install-agent.sh && apt-get install -y gcc" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c ./install-agent.sh && apt-get install -y gcc" did not complete successfully: exit code: 100
`,
    matches: { path: '/var/lib/dpkg/lock-frontend' },
  },
  {
    name: 'no permission: the step does not run as root',
    log: `#8 [3/6] RUN apt-get install -y gcc
#8 0.512 E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)
#8 0.512 E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?
#8 ERROR: process "/bin/sh -c apt-get install -y gcc" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y gcc" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'run-as-nonroot',
  },
];
