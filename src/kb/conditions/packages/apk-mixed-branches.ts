import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const apkMixedBranches = condition({
  id: 'apk-mixed-branches',
  stage: 'packages',
  title: { en: 'Packages of two Alpine releases are mixed', zh: '混用了两个 Alpine 版本的软件包' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Error relocating /',
      pattern: /Error relocating (?<file>\/(?:usr|lib|sbin|bin)\/\S{1,200}): \S{1,200}: symbol not found/,
      also: [{ says: ['/alpine/edge/', 'alpine/edge'], within: 'log' }],
    },
    {
      on: ['output', 'error'],
      says: 'trying to overwrite ',
      pattern: /ERROR: \S{1,120}: trying to overwrite (?<file>\S{1,200}) owned by /,
      strength: 'implies',
    },
    {
      on: ['output', 'error'],
      says: 'Error relocating /usr/',
      pattern:
        /Error relocating (?<file>\/usr\/(?:bin|lib|sbin)\/[\w.+-]{1,100}): (?:_Z\w{1,200}|[A-Z]\w{1,80}): symbol not found/,
      strength: 'hints',
    },
  ],
  facts: (group) => ({ file: group('file') }),

  yieldsTo: ['disk-full-data-root'],
  headline: ({ file }) => ({
    en: `${file} comes from another Alpine release than the libraries beside it`,
    zh: `${file} 与旁边的库来自不同的 Alpine 版本`,
  }),
  why: {
    en: `A repository of edge was added to a stable release. apk took some packages from it, and they expect symbols that the older
      libraries of the base image do not have. The program is built for musl; nothing is damaged.`,
    zh: `稳定版中加入了 edge 仓库，apk 从中安装了部分软件包，而它们需要基础镜像中旧库没有的符号。程序本身是为 musl 编译的，文件没有损坏。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'one-branch',
      title: {
        en: 'Use one branch: a newer base image instead of edge',
        zh: '只用一个分支：升级基础镜像，而不是添加 edge',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The package may be in the newest stable release by now.', zh: '该软件包可能已进入最新的稳定版。' },
          {
            before: 'RUN apk add --repository https://<mirror>/alpine/edge/testing …',
            after: 'FROM alpine:3.22\nRUN apk add --no-cache …',
          },
        ),
      ],
    },
    {
      id: 'upgrade-together',
      title: {
        en: 'Or tag the repository and take its dependencies from it too',
        zh: '或给该仓库加标签，连同依赖一起安装',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Only the tagged package comes from edge.', zh: '只有带标签的软件包来自 edge。' },
          {
            after:
              "RUN echo '@edge https://<mirror>/alpine/edge/main' >> /etc/apk/repositories && apk add --no-cache tool@edge musl@edge libstdc++@edge",
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'musl', path: 'ldso/dynlink.c', symbol: 'do_relocs' }],
});

export default apkMixedBranches;

export const examples: ExamplesOf<typeof apkMixedBranches> = [
  {
    name: 'nodejs of edge on a stable release',
    log: `#6 [2/4] RUN apk add --no-cache --repository https://alpine.example/alpine/edge/main nodejs && node -v
#6 0.401 fetch https://alpine.example/alpine/edge/main/x86_64/APKINDEX.tar.gz
#6 2.901 Error relocating /usr/bin/node: _ZNSt7__cxx1119basic_ostringstreamIcE: symbol not found
#6 ERROR: process "/bin/sh -c apk add --no-cache nodejs && node -v" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c apk add --no-cache nodejs && node -v" did not complete successfully: exit code: 127
`,
    matches: { file: '/usr/bin/node' },
  },
  {
    name: 'a program made for glibc',
    log: `#6 [2/4] RUN /opt/tool/bin/tool --version
#6 0.101 Error relocating /opt/tool/bin/tool: __memcpy_chk: symbol not found
#6 ERROR: process "/bin/sh -c /opt/tool/bin/tool --version" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c /opt/tool/bin/tool --version" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
