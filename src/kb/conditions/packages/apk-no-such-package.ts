import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const apkNoSuchPackage = condition({
  id: 'apk-no-such-package',
  stage: 'packages',
  title: { en: 'This Alpine release does not have the package or the version', zh: '该 Alpine 版本没有此软件包或版本' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [' (no such package):', ' (missing):'],
      pattern: /^\s*(?<name>\S{1,120}) \((?:no such package|missing)\):/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'breaks: world[',
      pattern: /breaks: world\[(?<name>[^\]<>=~]{1,120})(?<version>[<>=~][^\]]{0,60})?\]/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: ['unsatisfiable constraints:', 'unable to select packages:'], strength: 'hints' },
    { on: ['output', 'error'], says: 'masked in: ', pattern: /^\s*masked in: / },
  ],
  facts: (group) => ({ name: group('name'), version: group('version') }),

  yieldsTo: [
    'apk-fetch-failed',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'apk-untrusted',
  ],
  headline: ({ name, version }) => ({
    en:
      name === ''
        ? 'apk cannot satisfy the requested packages'
        : `apk cannot install "${name}${version}": this Alpine release does not have it`,
    zh: name === '' ? 'apk 无法满足所请求的软件包' : `apk 无法安装 "${name}${version}"：该 Alpine 版本没有它`,
  }),
  why: {
    en: `The index was read and has no such name or version. Alpine keeps only one version of a package per release, so an
      exact pin breaks as soon as it is updated; names differ between releases (python became python3, py-pip py3-pip), and
      community or testing packages need their repository.`,
    zh: `索引已读取，但没有这个名字或版本。Alpine 每个版本只保留软件包的一个版本，固定的版本号一更新就会失效；
      不同 Alpine 版本之间名字也会变（python 变为 python3，py-pip 变为 py3-pip），community 或 testing 的软件包需要启用对应的仓库。`,
  },

  retry: 'useless',
  remedies: ({ name, version }) => [
    name !== '' && {
      id: 'search-the-index',
      title: { en: 'See what this Alpine release offers', zh: '查看该 Alpine 版本提供什么' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            'alpine:3.20',
            'sh',
            '-c',
            'apk update -q && apk policy "$0"; apk search "$0"',
            name,
          ],
          {
            note: { en: 'Use the Alpine version of your base image.', zh: '换成基础镜像的 Alpine 版本。' },
          },
        ),
      ],
    },
    {
      id: 'correct-name-or-pin',
      title: {
        en: version === '' ? 'Use the name this release has' : 'Loosen the pin',
        zh: version === '' ? '使用该版本中的名字' : '放宽版本约束',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en:
              version === ''
                ? 'Correct the name, or take a base image of the Alpine release that has the package.'
                : 'Use ~= with the leading part of the version, or pin the base image and leave the package unpinned.',
            zh:
              version === ''
                ? '修正名字，或改用包含该软件包的 Alpine 版本作为基础镜像。'
                : '用 ~= 加版本号前几位，或固定基础镜像而不固定软件包版本。',
          },
          {
            after: version === '' ? 'RUN apk add --no-cache python3 py3-pip' : `RUN apk add --no-cache '${name}~=1.2'`,
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'alpinelinux/apk-tools', path: 'src/app_add.c / src/commit.c', symbol: 'apk_solver_print_errors' }],
});

export default apkNoSuchPackage;

export const examples: ExamplesOf<typeof apkNoSuchPackage> = [
  {
    name: 'a name of former releases',
    log: `#5 [2/3] RUN apk add --no-cache python
#5 0.612 fetch https://alpine.example/alpine/v3.20/main/x86_64/APKINDEX.tar.gz
#5 1.220 ERROR: unable to select packages:
#5 1.221   python (no such package):
#5 1.221     required by: world[python]
#5 ERROR: process "/bin/sh -c apk add --no-cache python" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add --no-cache python" did not complete successfully: exit code: 1
`,
    matches: { name: 'python' },
    verdict: 'confirmed',
  },
  {
    name: 'an exact pin that was replaced',
    log: `#5 [2/3] RUN apk add --no-cache git=2.43.0-r0
#5 1.220 ERROR: unable to select packages:
#5 1.221   git-2.45.2-r0:
#5 1.221     breaks: world[git=2.43.0-r0]
#5 ERROR: process "/bin/sh -c apk add --no-cache git=2.43.0-r0" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c apk add --no-cache git=2.43.0-r0" did not complete successfully: exit code: 1
`,
    matches: { name: 'git', version: '=2.43.0-r0' },
  },
  {
    name: 'git is not there because no index could be fetched',
    log: `#5 [2/3] RUN apk update
#5 5.612 WARNING: fetching https://alpine.example/alpine/v3.20/main: could not connect to server (check repositories file)
#5 5.613 ERROR: 2 unavailable, 0 stale; 14 distinct packages available
#5 ERROR: process "/bin/sh -c apk update" did not complete successfully: exit code: 2
------
ERROR: failed to solve: process "/bin/sh -c apk update" did not complete successfully: exit code: 2
`,
    matches: false,
    is: 'apk-fetch-failed',
  },
];
