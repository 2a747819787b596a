import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const aptDebSrcMissing = condition({
  id: 'apt-deb-src-missing',
  stage: 'packages',
  title: { en: 'apt has no source repositories (deb-src)', zh: 'apt 没有配置源码软件源（deb-src）' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        "You must put some 'source' URIs in your sources.list",
        "You must put some 'deb-src' URIs in your sources.list",
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'apt-get source or build-dep needs deb-src entries, and there are none',
    zh: 'apt-get source 或 build-dep 需要 deb-src，但没有配置',
  }),
  why: {
    en: `Base images list only binary packages. apt-get build-dep and apt-get source read the source index, which has to be
      enabled before apt-get update.`,
    zh: `基础镜像只配置了二进制软件包。apt-get build-dep 和 apt-get source 要读取源码索引，必须在 apt-get update 之前启用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'enable-deb-src',
      title: { en: 'Enable the source repositories before the update', zh: '在更新之前启用源码软件源' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian 12, Ubuntu 24.04 and later (deb822 files).',
            zh: 'Debian 12、Ubuntu 24.04 及以后（deb822 格式）。',
          },
          {
            after:
              "RUN sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/*.sources && apt-get update",
          },
        ),
        edit(
          'Dockerfile',
          { en: 'Older releases (sources.list).', zh: '更早的版本（sources.list）。' },
          {
            after:
              "RUN sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > /etc/apt/sources.list.d/src.list && apt-get update",
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-private/private-source.cc', symbol: 'DoBuildDep' }],
});

export default aptDebSrcMissing;

export const examples: ExamplesOf<typeof aptDebSrcMissing> = [
  {
    name: 'build-dep without deb-src',
    log: `#6 [2/5] RUN apt-get update && apt-get build-dep -y ffmpeg
#6 2.201 E: You must put some 'deb-src' URIs in your sources.list
#6 ERROR: process "/bin/sh -c apt-get update && apt-get build-dep -y ffmpeg" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get build-dep -y ffmpeg" did not complete successfully: exit code: 100
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the package is not known',
    log: `#6 [2/5] RUN apt-get update && apt-get build-dep -y ffmpg
#6 2.201 E: Unable to locate package ffmpg
#6 ERROR: process "/bin/sh -c apt-get update && apt-get build-dep -y ffmpg" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get build-dep -y ffmpg" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
