import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const ghaRunnerDiskFull = condition({
  id: 'gha-runner-disk-full',
  stage: 'ci',
  title: { en: 'The GitHub runner has no disk space left', zh: 'GitHub runner 磁盘空间不足' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['No space left on device', 'no space left on device'],
      pattern:
        /(?:System\.IO\.IOException: No space left on device|\/home\/runner\/[^\n]{0,300}[Nn]o space left on device|[Nn]o space left on device : '\/home\/runner)/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['No space left on device', 'no space left on device'],
      strength: 'states',
      when: (event) => event.kind === 'error' && event.raw.startsWith('##[error]No space left on device'),
    },
    {
      on: ['error', 'output'],
      says: ['No space left on device', 'no space left on device', 'ENOSPC: no space'],
      strength: 'states',
      also: [
        {
          says: [
            'You are running out of disk space. The runner will stop working',
            '/home/runner/',
            'docker/build-push-action@',
            'docker/setup-buildx-action@',
          ],
          within: 'log',
        },
      ],
      unless: [{ says: ['inotify', 'file watchers', '/dev/shm'] }],
    },
  ],

  headline: () => ({
    en: 'The disk of the GitHub runner is full',
    zh: 'GitHub runner 的磁盘已满',
  }),
  why: {
    en: `A hosted runner starts with about 14 GB free, and the engine writes to the same disk as the job. Several
      platforms, --load of a large image and caches of earlier steps fill it; the file named in the message is
      only the one that was being written.`,
    zh: `托管 runner 启动时约有 14 GB 可用，引擎与作业共用这块磁盘。
      多平台构建、用 --load 载入大镜像和之前步骤的缓存都会占满它；消息中的文件只是当时正在写的那个。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-disk',
      title: { en: 'See what fills it', zh: '查看占用情况' },
      risk: 'read',
      steps: [
        shell(
          'df -h; docker system df; sudo du -xh --max-depth=2 /usr /opt | sort -h | tail',
          'Get-PSDrive; docker system df',
          'read',
        ),
      ],
    },
    {
      id: 'write-less',
      title: { en: 'Write less', zh: '减少写入' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          { en: 'Push the image instead of loading it', zh: '直接推送而不是载入' },
          { before: '          load: true', after: '          push: true' },
        ),
      ],
    },
    {
      id: 'make-room',
      title: { en: 'Make room before the build, or take a larger runner', zh: '在构建前腾出空间，或使用更大的 runner' },
      risk: 'reversible',
      steps: [
        edit(
          '.github/workflows/build.yml',
          {
            en: 'First step of the job: preinstalled tools the job does not need',
            zh: '作业的第一步：删除不需要的预装工具',
          },
          { after: '      - run: sudo rm -rf /usr/share/dotnet /usr/local/lib/android /opt/ghc && df -h' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'actions/runner', path: 'src/Runner.Worker' }],
});

export default ghaRunnerDiskFull;

export const examples: ExamplesOf<typeof ghaRunnerDiskFull> = [
  {
    name: 'the runner itself cannot write',
    log: `##[error]No space left on device : '/home/runner/runners/2.319.1/_diag/pages/8c0a.log'
`,
    matches: {},
  },
  {
    name: 'a build step',
    log: `#9 [3/5] RUN cp -r /src /dst
#9 0.400 cp: error writing '/dst/a': No space left on device
#9 ERROR: process "/bin/sh -c cp -r /src /dst" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cp -r /src /dst" did not complete successfully: exit code: 1
##[error]No space left on device
##[warning]You are running out of disk space. The runner will stop working when the machine runs out of disk space. Free space left: 0 MB
`,
    matches: {},
  },
  {
    name: 'some other machine',
    log: `#9 [3/5] RUN cp -r /src /dst
#9 0.400 cp: error writing '/dst/a': No space left on device
#9 ERROR: process "/bin/sh -c cp -r /src /dst" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c cp -r /src /dst" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'disk-full-data-root',
  },
];
