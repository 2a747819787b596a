import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const aptUnmetDeps = condition({
  id: 'apt-unmet-deps',
  stage: 'packages',
  title: { en: 'The requested apt packages do not fit together', zh: '请求的 apt 软件包之间依赖冲突' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'The following packages have unmet dependencies:',
        'Packages were downgraded and -y was used without --allow-downgrades',
        'Held packages were changed and -y was used without --allow-change-held-packages',
        'Essential packages were removed and -y was used without --allow-remove-essential',
        'you have held broken packages',
      ],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'Unmet dependencies. Try ',
      pattern: /Unmet dependencies\. Try .{1,80}with no packages/,
      strength: 'states',
    },
  ],

  yieldsTo: [
    'apt-eol-release',
    'apt-third-party-repo-gone',
    'build-step-dns-failure',
    'apt-repository-unavailable',
    'dpkg-local-deps-missing',
    'apt-hash-mismatch',
  ],
  headline: () => ({
    en: 'apt finds no set of versions that satisfies the requested packages',
    zh: 'apt 找不到能同时满足所请求软件包的版本组合',
  }),
  why: {
    en: `The packages exist, but one needs a version of another that the configured repositories do not offer together.
      Usually repositories of different releases are mixed, a vendor's repository is for another release, or a version is
      pinned whose dependencies have moved on. The lines under "unmet dependencies" name the pair.`,
    zh: `软件包都存在，但其中一个需要的依赖版本，当前软件源无法同时提供。常见原因是混用了不同发行版的软件源、
      厂商软件源对应的是别的版本，或固定了版本而依赖已经更新。“unmet dependencies” 下面几行会指出是哪一对。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-versions',
      title: { en: 'See which versions the repositories offer', zh: '查看软件源提供哪些版本' },
      risk: 'read',
      steps: [
        look(['docker', 'run', '--rm', 'debian:12', 'sh', '-c', 'apt-get update -qq && apt-cache policy libc6'], {
          note: {
            en: 'Use the base image of the failing stage and the package named in the log.',
            zh: '换成失败阶段的基础镜像和日志中的软件包名。',
          },
        }),
      ],
    },
    {
      id: 'one-release-only',
      title: { en: 'Use repositories of one release, and drop pins', zh: '只使用同一发行版的软件源，并去掉版本固定' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Remove sources of other releases (sid, testing, another codename), use the vendor repository for this codename, and drop =version where it is not needed.',
          zh: '删除其他发行版的源（sid、testing、别的代号），厂商软件源用与本发行版对应的代号，不必要的“=版本”一律去掉。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-private/private-output.cc', symbol: 'ShowBroken' },
    { repo: 'Debian/apt', path: 'apt-pkg/algorithms.cc', symbol: 'pkgProblemResolver::ResolveInternal' },
  ],
});

export default aptUnmetDeps;

export const examples: ExamplesOf<typeof aptUnmetDeps> = [
  {
    name: 'a repository for another release',
    log: `#8 [3/6] RUN apt-get update && apt-get install -y vendor-agent
#8 3.412 The following packages have unmet dependencies:
#8 3.412  vendor-agent : Depends: libssl1.1 (>= 1.1.1) but it is not installable
#8 3.420 E: Unable to correct problems, you have held broken packages.
#8 ERROR: process "/bin/sh -c apt-get update && apt-get install -y vendor-agent" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y vendor-agent" did not complete successfully: exit code: 100
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the package has no such name',
    log: `#8 [3/6] RUN apt-get update && apt-get install -y vendor-agent
#8 3.412 E: Unable to locate package vendor-agent
#8 ERROR: process "/bin/sh -c apt-get update && apt-get install -y vendor-agent" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y vendor-agent" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
