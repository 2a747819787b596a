import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const aptSourcesInvalid = condition({
  id: 'apt-sources-invalid',
  stage: 'packages',
  title: { en: 'apt cannot read a list of sources', zh: 'apt 无法读取软件源列表' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['Conflicting values set for option Signed-By regarding source '],
      pattern: /Conflicting values set for option (?<what>Signed-By) regarding source (?<url>\S{1,200})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'E: Malformed entry ',
        'E: Malformed line ',
        'E: Malformed stanza ',
        'E: Unable to parse package file',
        ' is not known on line ',
      ],
      pattern:
        /E: (?:Malformed (?:entry|line|stanza) \d{1,4} in (?:list|source list|source) (?:file )?(?<file>\S{1,200})|Type '(?<type>[^']{0,80})' is not known on (?:line|stanza) \d{1,4} in source list (?<list>\S{1,200}))/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'E: The list of sources could not be read.', strength: 'implies' },
  ],
  facts: (group) => ({ file: group('file') || group('list'), what: group('what') }),

  yieldsTo: ['download-404', 'download-403', 'build-arg-missing'],
  headline: ({ file, what }) => ({
    en:
      what !== ''
        ? `Two source lists name the same repository with different keys (${what})`
        : file === ''
          ? 'apt cannot read its list of sources'
          : `apt cannot read ${file}`,
    zh:
      what !== ''
        ? `两个源列表用不同的密钥声明了同一仓库（${what}）`
        : file === ''
          ? 'apt 无法读取软件源列表'
          : `apt 无法读取 ${file}`,
  }),
  why: {
    en: 'A line that a step wrote is not what apt expects. A variable in it was empty ($(lsb_release -cs) without lsb-release), a download answered with an HTML page that now is the list, or the base image has the repository already with another key.',
    zh: '某个步骤写入的行不符合 apt 的格式：其中的变量为空（未安装 lsb-release 时的 $(lsb_release -cs)）、下载得到的是 HTML 页面却被当作源列表，或者基础镜像已用另一个密钥声明了同一仓库。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-the-list',
      title: { en: 'See what stands in the list', zh: '查看列表的内容' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before apt-get update, for one build.', zh: '放在 apt-get update 之前，只用于一次构建。' },
          { after: 'RUN tail -n +1 /etc/apt/sources.list.d/*' },
        ),
      ],
    },
    {
      id: 'write-one-list',
      title: {
        en: 'Write the list once, with the release of the image itself',
        zh: '只写一份列表，并使用镜像自身的发行版代号',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'os-release is in every image; lsb_release is not.',
            zh: '每个镜像都有 os-release，但不一定有 lsb_release。',
          },
          { before: '$(lsb_release -cs)', after: '$(. /etc/os-release && echo "$VERSION_CODENAME")' },
        ),
        edit(
          'Dockerfile',
          {
            en: 'Where two lists name the same repository: remove the other one first.',
            zh: '如果两份列表声明了同一仓库：先删除另一份。',
          },
          { after: 'RUN rm -f /etc/apt/sources.list.d/docker.list' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-pkg/sourcelist.cc' },
    { repo: 'Debian/apt', path: 'apt-pkg/deb/debmetaindex.cc', symbol: 'NormalizeSignedBy' },
  ],
});

export default aptSourcesInvalid;

export const examples: ExamplesOf<typeof aptSourcesInvalid> = [
  {
    name: 'two keys',
    log: `#8 [4/5] RUN apt-get update
#8 1.104 E: Conflicting values set for option Signed-By regarding source https://apt.example/ubuntu/ noble: /etc/apt/keyrings/a.asc != /etc/apt/keyrings/a.gpg
#8 1.125 E: The list of sources could not be read.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { what: 'Signed-By' },
    verdict: 'confirmed',
  },
  {
    name: 'a page as a list',
    log: `#8 [4/5] RUN apt-get update
#8 1.104 E: Type '<!DOCTYPE' is not known on line 1 in source list /etc/apt/sources.list.d/prod.list
#8 1.125 E: The list of sources could not be read.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { file: '/etc/apt/sources.list.d/prod.list' },
  },
  {
    name: 'an empty variable',
    log: `#8 [4/5] RUN apt-get update
#8 1.104 E: Malformed entry 1 in list file /etc/apt/sources.list.d/pg.list (Component)
#8 1.125 E: The list of sources could not be read.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { file: '/etc/apt/sources.list.d/pg.list' },
  },
  {
    name: 'the list is fine, the server has no such release',
    log: `#8 [4/5] RUN apt-get update
#8 1.104 E: The repository 'http://ppa.launchpad.net/x/y/ubuntu noble Release' does not have a Release file.
#8 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-third-party-repo-gone',
  },
];
