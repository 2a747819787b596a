import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';
import { updateInTheStep } from '../../shared/apt-update.ts';

const apt404StaleIndex = condition({
  id: 'apt-404-stale-index',
  stage: 'packages',
  title: {
    en: 'The apt index is older than the mirror: the package file is gone',
    zh: 'apt 索引已过时：镜像站上已没有该软件包文件',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: '404  Not Found',
      pattern: /Failed to fetch (?<url>https?:\/\/[^\s]{1,400}\.u?deb)\s+404 {2}Not Found/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ url: group('url'), file: group('url').split('/').at(-1) ?? '' }),

  yieldsTo: ['apt-eol-release', 'apt-third-party-repo-gone'],
  headline: ({ file }) => ({
    en: `apt asks for ${file}, which the mirror no longer has`,
    zh: `apt 请求 ${file}，但镜像站上已经没有它`,
  }),
  why: {
    en: `The package list names a version that has since been replaced on the mirror. That happens when apt-get update ran
      in an earlier, cached layer (or in the base image) and only the install runs now. The network is fine.`,
    zh: `软件包列表里的版本已被镜像站上的新版本取代。常见原因是 apt-get update 在更早的缓存层（或基础镜像）里执行，
      而现在只执行安装。网络没有问题。`,
  },

  retry: 'useless',
  remedies: (_facts, _seen, at) => [
    updateInTheStep(at),
    {
      id: 'update-in-the-same-run',
      title: { en: 'Update and install in one RUN', zh: '在同一条 RUN 中更新并安装' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'One instruction, so both are cached together.', zh: '写成一条指令，两者一起缓存。' },
          {
            after: 'RUN apt-get update && apt-get install -y --no-install-recommends … && rm -rf /var/lib/apt/lists/*',
          },
        ),
      ],
    },
    {
      id: 'build-without-cache',
      title: { en: 'Or build once without the cached index', zh: '或者不用缓存重新构建一次' },
      risk: 'costly',
      steps: [run(['docker', 'build', '--no-cache', '.'], 'costly')],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-private/private-install.cc', symbol: 'InstallPackages' }],
});

export default apt404StaleIndex;

export const examples: ExamplesOf<typeof apt404StaleIndex> = [
  {
    name: 'install alone, index from an older layer',
    log: `#7 [3/5] RUN apt-get install -y curl
#7 0.225 Err:1 http://debian.example/debian bookworm/main amd64 curl amd64 7.88.1-10
#7 0.225   404  Not Found [IP: 192.0.2.7 80]
#7 0.226 E: Failed to fetch http://debian.example/debian/pool/main/c/curl/curl_7.88.1-10_amd64.deb  404  Not Found [IP: 192.0.2.7 80]
#7 0.226 E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?
#7 ERROR: process "/bin/sh -c apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: { file: 'curl_7.88.1-10_amd64.deb' },
    verdict: 'confirmed',
  },
  {
    name: 'the index itself is missing: the release has ended',
    log: `#7 [3/5] RUN apt-get update
#7 0.226 E: Failed to fetch http://debian.example/debian/dists/stretch/main/binary-amd64/Packages  404  Not Found [IP: 192.0.2.7 80]
#7 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-eol-release',
  },
];
