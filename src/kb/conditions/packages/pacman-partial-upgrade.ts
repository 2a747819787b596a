import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const pacmanPartialUpgrade = condition({
  id: 'pacman-partial-upgrade',
  stage: 'packages',
  title: { en: 'pacman cannot fit the packages together', zh: 'pacman 无法满足软件包之间的依赖' },

  signatures: [
    {
      on: 'output',
      says: [
        'error: failed to prepare transaction (could not satisfy dependencies)',
        'error: failed to prepare transaction (conflicting dependencies)',
        'error: failed to commit transaction (conflicting files)',
      ],
      pattern: /transaction \((?<reason>[^)]{1,60})\)/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  yieldsTo: ['disk-full-data-root'],
  headline: ({ reason }) => ({
    en: `pacman cannot fit the packages together${reason === '' ? '' : `: ${reason}`}`,
    zh: `pacman 无法完成事务${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `Arch has one version of everything: a package of today needs the libraries of today. The base image is older than the index it asks (-Sy without -u), or brings a package that conflicts with the new one.`,
    zh: `Arch 的每个包只有一个版本：今天的包需要今天的库。基础镜像比查询的索引旧（-Sy 而没有 -u），或自带与新包冲突的包。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'upgrade-all',
      title: { en: 'Upgrade everything in the same step', zh: '在同一步骤中全部升级' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: '-Sy alone is a partial upgrade, which Arch does not support.',
            zh: '单独的 -Sy 属于部分升级，Arch 不支持。',
          },
          { before: 'RUN pacman -Sy --noconfirm git', after: 'RUN pacman -Syu --noconfirm git' },
        ),
      ],
    },
    {
      id: 'newer-base',
      title: { en: 'And pull a newer base image', zh: '并拉取较新的基础镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'docker build --pull takes the newest one.', zh: 'docker build --pull 会取最新的镜像。' },
          { after: 'FROM archlinux:base-devel' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'pacman', path: 'src/pacman/sync.c', symbol: 'sync_prepare_execute' }],
});

export default pacmanPartialUpgrade;

export const examples: ExamplesOf<typeof pacmanPartialUpgrade> = [
  {
    name: 'conflicts',
    log: `#7 [3/5] RUN pacman -S --noconfirm nodejs
#7 0.200 :: nodejs and nodejs-lts-erbium are in conflict
#7 0.600 error: unresolvable package conflicts detected
#7 1.000 error: failed to prepare transaction (conflicting dependencies)
#7 ERROR: process "/bin/sh -c pacman -S --noconfirm nodejs" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -S --noconfirm nodejs" did not complete successfully: exit code: 1
`,
    matches: { reason: 'conflicting dependencies' },
    verdict: 'confirmed',
  },
  {
    name: 'a signature',
    log: `#7 [3/5] RUN pacman -S --noconfirm git
#7 0.200 error: git: signature from "A <a@example.org>" is unknown trust
#7 0.600 error: failed to commit transaction (invalid or corrupted package (PGP signature))
#7 ERROR: process "/bin/sh -c pacman -S --noconfirm git" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -S --noconfirm git" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pacman-signature-unknown',
  },
];
