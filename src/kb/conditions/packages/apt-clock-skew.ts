import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { look, shell } from '#core/model/steps.ts';

const aptClockSkew = condition({
  id: 'apt-clock-skew',
  stage: 'packages',
  title: { en: "The engine's clock is behind, so apt refuses the repository", zh: '引擎时钟偏慢，apt 拒绝软件源' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'is not valid yet (invalid for another',
      pattern: /is not valid yet \(invalid for another (?<offset>[^)]{1,60})\)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ offset: group('offset') }),

  headline: ({ offset }) => ({
    en: `The engine's clock is behind by at least ${offset}: apt takes the repository for one from the future`,
    zh: `引擎时钟至少慢了 ${offset}：apt 认为软件源来自未来`,
  }),
  why: {
    en: `The Release file was signed at a time that, by this machine's clock, has not come yet. After a suspend the clock of
      the virtual machine under Docker Desktop or WSL often stays behind. The repository is fine.`,
    zh: `按本机时钟，Release 文件的签发时间还没有到。休眠后，Docker Desktop 或 WSL 的虚拟机时钟常常落后。软件源没有问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'compare-clocks',
      title: { en: 'Compare the clock of the engine with yours', zh: '比较引擎与本机的时间' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.SystemTime}}']),
        shell('date -u', '(Get-Date).ToUniversalTime()', 'read'),
      ],
    },
    {
      id: 'set-the-clock',
      title: { en: 'Set the clock', zh: '校准时钟' },
      risk: 'disruptive',
      steps: [
        shell('sudo timedatectl set-ntp true', 'w32tm /resync', 'disruptive', { on: 'linux' }),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-pkg/acquire-item.cc', symbol: 'pkgAcqMetaBase::VerifyVendor' }],
});

export default aptClockSkew;

export const examples: ExamplesOf<typeof aptClockSkew> = [
  {
    name: 'after the laptop slept',
    log: `#6 [2/4] RUN apt-get update
#6 1.220 E: Release file for http://debian.example/debian/dists/bookworm-updates/InRelease is not valid yet (invalid for another 5h 12min 3s). Updates for this repository will not be applied.
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { offset: '5h 12min 3s' },
    verdict: 'confirmed',
  },
  {
    name: 'the release has expired instead',
    log: `#6 [2/4] RUN apt-get update
#6 1.220 E: Release file for http://archive.example/debian/dists/stretch-backports/InRelease is expired (invalid since 1200d 3h 2min 1s). Updates for this repository will not be applied.
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-eol-release',
  },
];
