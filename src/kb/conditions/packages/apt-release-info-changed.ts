import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const aptReleaseInfoChanged = condition({
  id: 'apt-release-info-changed',
  stage: 'packages',
  title: {
    en: 'A repository changed its suite or codename, and apt wants that confirmed',
    zh: '软件源更改了 suite 或代号，apt 要求确认',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        "changed its 'Suite' value from ",
        "changed its 'Codename' value from ",
        "changed its 'Label' value from ",
        "changed its 'Origin' value from ",
        "changed its 'Version' value from ",
      ],
      pattern:
        /E: Repository '(?<repository>[^']{1,300})' changed its '(?<field>\w{1,20})' value from '(?<from>[^']{0,60})' to '(?<to>[^']{0,60})'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ repository: group('repository'), field: group('field'), from: group('from'), to: group('to') }),

  headline: ({ repository, field, from, to }) => ({
    en: `${repository} changed its ${field} from "${from}" to "${to}", and apt refuses to follow`,
    zh: `${repository} 的 ${field} 从 "${from}" 变为 "${to}"，apt 拒绝继续`,
  }),
  why: {
    en: `The image carries lists from before a release. When stable becomes oldstable, apt stops and asks, and in a build nobody
      answers. The repository is genuine: its signature was accepted.`,
    zh: `镜像里保存着新版本发布之前的列表。当 stable 变为 oldstable 时，apt 会停下来询问，而构建中无人应答。软件源是真实的：签名已通过校验。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'newer-base',
      title: { en: 'Pull the base image again', zh: '重新拉取基础镜像' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: 'Build with: docker build --pull . A current image has current lists.',
          zh: '构建时使用：docker build --pull . 新镜像带有新的列表。',
        }),
      ],
    },
    {
      id: 'allow-the-change',
      title: { en: 'Or accept the change', zh: '或接受该变化' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Signatures are still checked.', zh: '仍然会校验签名。' },
          { after: 'RUN apt-get update --allow-releaseinfo-change && apt-get install -y …' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-pkg/acquire-item.cc', symbol: 'AllowInsecureRepositories / ReleaseInfoChange' },
  ],
});

export default aptReleaseInfoChanged;

export const examples: ExamplesOf<typeof aptReleaseInfoChanged> = [
  {
    name: 'stable became oldstable',
    log: `#6 [2/4] RUN apt-get update
#6 1.201 E: Repository 'http://debian.example/debian bookworm InRelease' changed its 'Suite' value from 'stable' to 'oldstable'
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { from: 'stable', to: 'oldstable' },
    verdict: 'confirmed',
  },
  {
    name: 'only a notice',
    log: `#6 [2/4] RUN apt-get update && apt-get install -y crl
#6 1.201 N: Repository 'http://debian.example/debian bookworm InRelease' changed its 'Version' value from '12.1' to '12.2'
#6 1.801 E: Unable to locate package crl
#6 ERROR: process "/bin/sh -c apt-get update && apt-get install -y crl" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y crl" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-package-not-found',
  },
];
