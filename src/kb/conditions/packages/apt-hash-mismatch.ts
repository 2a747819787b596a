import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const aptHashMismatch = condition({
  id: 'apt-hash-mismatch',
  stage: 'packages',
  title: { en: 'What apt downloaded is not what the index promised', zh: 'apt 下载的内容与索引不符' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Hash Sum mismatch',
      pattern: /(?:Failed to fetch (?<url>\S{1,400})\s+)?Hash Sum mismatch/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: ['Mirror sync in progress?', 'File has unexpected size'],
      pattern: /(?:Failed to fetch (?<url>\S{1,400})\s+)?File has unexpected size/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url') }),

  headline: ({ url }) => ({
    en:
      url === ''
        ? 'A file from the apt mirror has another checksum than its index says'
        : `${url} has another checksum than its index says`,
    zh: url === '' ? 'apt 镜像站上的文件与索引中的校验和不同' : `${url} 与索引中的校验和不同`,
  }),
  why: {
    en: `The index and the file come from different moments: the mirror is being synchronised, or a proxy or cache between
      the build and the mirror returned an old copy. The disk and the image are fine.`,
    zh: `索引和文件不属于同一时刻：镜像站正在同步，或构建与镜像站之间的代理、缓存返回了旧内容。磁盘和镜像都没有问题。`,
  },

  retry: 'safe',
  remedies: () => [
    {
      id: 'build-again',
      title: { en: 'Build again without the cached lists, in a few minutes', zh: '过几分钟，不用缓存重新构建' },
      risk: 'costly',
      steps: [run(['docker', 'build', '--no-cache', '.'], 'costly')],
    },
    {
      id: 'bypass-the-cache',
      title: { en: 'Tell proxies not to answer from their cache', zh: '要求代理不要使用缓存' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before apt-get update; or use https sources.', zh: '放在 apt-get update 之前；也可以改用 https 源。' },
          {
            after: `RUN printf 'Acquire::http::No-Cache "true";\\nAcquire::http::Pipeline-Depth "0";\\n' > /etc/apt/apt.conf.d/99no-cache`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-pkg/acquire-item.cc', symbol: 'pkgAcquire::Item::RenameOnError' }],
});

export default aptHashMismatch;

export const examples: ExamplesOf<typeof aptHashMismatch> = [
  {
    name: 'a package of another build',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y tool
#5 0.217 Err:1 http://mirror.example/debian bookworm/main amd64 tool all 1.0
#5 0.217   Hash Sum mismatch
#5 0.219 E: Failed to fetch http://mirror.example/debian/pool/tool_1.0_all.deb  Hash Sum mismatch
#5 0.219 E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y tool" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y tool" did not complete successfully: exit code: 100
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the file is gone',
    log: `#5 [2/2] RUN apt-get install -y tool
#5 0.219 E: Failed to fetch http://mirror.example/debian/pool/tool_1.0_all.deb  404  Not Found [IP: 192.0.2.7 80]
#5 ERROR: process "/bin/sh -c apt-get install -y tool" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y tool" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-404-stale-index',
  },
];
