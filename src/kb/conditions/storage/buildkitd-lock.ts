import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, run } from '#core/model/steps.ts';

const buildkitdLock = condition({
  id: 'buildkitd-lock',
  stage: 'storage',
  title: { en: 'Another buildkitd already uses this data directory', zh: '另一个 buildkitd 正在使用该数据目录' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: 'buildkitd.lock, another instance running',
      pattern: /could not lock (?<file>\/\S{1,300}\/buildkitd\.lock), another instance running\?/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  headline: ({ file }) => ({
    en: `buildkitd cannot lock ${file}: another one holds it`,
    zh: `buildkitd 无法锁定 ${file}：已被另一个实例持有`,
  }),
  why: {
    en: `One data directory serves one buildkitd. The other is often the previous container of the same builder that has not stopped yet, or a second
      replica that shares the volume.`,
    zh: `一个数据目录只能供一个 buildkitd 使用。另一个往往是同一构建器尚未停止的旧容器，或共享该卷的第二个副本。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'look-at-builders',
      title: { en: 'See which of them run', zh: '查看有哪些在运行' },
      risk: 'read',
      steps: [look(['docker', 'ps', '--filter', 'name=buildkit']), look(['docker', 'buildx', 'ls'])],
    },
    {
      id: 'stop-the-other',
      title: { en: 'Stop the builder, let it end, start it again', zh: '停止构建器，等它结束后再启动' },
      risk: 'disruptive',
      steps: [
        run(['docker', 'buildx', 'stop'], 'disruptive'),
        run(['docker', 'buildx', 'inspect', '--bootstrap'], 'reversible', {
          note: { en: 'Its cache stays.', zh: '缓存会保留。' },
        }),
      ],
    },
  ],

  sources: [{ repo: 'moby/buildkit', path: 'cmd/buildkitd/main.go' }],
});

export default buildkitdLock;

export const examples: ExamplesOf<typeof buildkitdLock> = [
  {
    name: 'two replicas on one volume',
    log: `buildkitd: could not lock /var/lib/buildkit/buildkitd.lock, another instance running?
`,
    matches: { file: '/var/lib/buildkit/buildkitd.lock' },
  },
  {
    name: 'apt is locked',
    log: `#9 [2/3] RUN apt-get install -y git
#9 1.120 E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 41 (apt-get)
#9 ERROR: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y git" did not complete successfully: exit code: 100
`,
    matches: false,
  },
];
