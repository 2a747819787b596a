import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const packageNotInIndex = condition({
  id: 'package-not-in-index',
  stage: 'packages',
  title: { en: 'The package manager does not have that package', zh: '包管理器中没有该软件包' },

  signatures: [
    {
      on: 'output',
      says: [
        'error: target not found: ',
        'Error: No results matching query were found',
        '[ERROR] No package named ',
        "' matches no derivations",
        'there are no ebuilds to satisfy "',
        'Warning: Failed to find package ',
        'python-build: definition not found: ',
        'ruby-build: definition not found: ',
        "Couldn't find module or a distribution ",
        'No package with name ',
        'was NOT installed successfully: - sorry, ',

        'No information found for ghc-',
        'ERROR: Unable to find ',
        'The following package names could not be resolved:',
        'Could not find an SCM for dependency :',
      ],
      pattern:
        /target not found: (?<target>\S{1,80})|(?<none>No results matching query)|\[ERROR\] No package named (?<opam>\S{1,80}?) found|selector '(?<nix>[^']{1,80})' matches no|no ebuilds to satisfy "(?<ebuild>[^"]{1,80})"|Failed to find package '?(?<sdk>[^\s']{1,80})|definition not found: (?<build>\S{1,40})|find module or a distribution (?<cpan>\S{1,100})|No package with name (?<hex>\S{1,60})|No information found for (?<ghc>ghc-\S{1,20}?)\.|Unable to find '(?<conan>[^']{1,100})' in remotes|(?<julia>package names could not be resolved)|- sorry, (?<role>\S{1,100}) was not found on|SCM for dependency :(?<scm>\w{1,60})/,
      when: isOfStep,
    },
    {
      on: 'output',
      says: "No package matching '",
      pattern: /No package matching '(?<target>[^']{1,80})' (?:is available|found available)/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    name:
      ['target', 'opam', 'nix', 'ebuild', 'sdk', 'build', 'cpan', 'hex', 'ghc', 'conan', 'role', 'scm']
        .map(group)
        .find((one) => one !== '') ?? '',
  }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'download-404',
    'apk-no-such-package',
    'dnf-no-match',
    'apt-package-not-found',
  ],
  headline: ({ name }) => ({
    en:
      name === '' ? 'The package manager has no package of that name' : `The package manager has no package "${name}"`,
    zh: name === '' ? '包管理器中没有这个名字的软件包' : `包管理器中没有软件包 "${name}"`,
  }),
  why: {
    en: `The index that the package manager asked has no package of that name, or not for this version of the language or distribution. It may be misspelt, have been renamed or withdrawn, need another repository, or the index in the image is older than the package.`,
    zh: `包管理器查询的索引中没有该名字的软件包，或没有适用于当前语言或发行版版本的包。可能是拼写错误、改名、下架、需要其他软件源，或镜像中的索引比该包旧。`,
  },

  retry: 'useless',
  remedies: ({ name }) => [
    {
      id: 'search-it',
      title: { en: 'See what the index has', zh: '查看索引中有什么' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `For one build, above the failing step, with the search of your package manager: pacman -Ss, opam search, luarocks search, nix-env -qaP, cpanm --info.${name === '' ? '' : ` It asked for ${name}.`}`,
            zh: `临时加在失败步骤之前构建一次，使用相应包管理器的搜索：pacman -Ss、opam search、luarocks search、nix-env -qaP、cpanm --info。${name === '' ? '' : `它要找的是 ${name}。`}`,
          },
          { after: 'RUN pacman -Sy && pacman -Ss NAME' },
        ),
      ],
    },
    {
      id: 'refresh-the-index',
      title: { en: 'Refresh the index in the same step', zh: '在同一步骤中刷新索引' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'An index that came with the base image does not know newer packages.',
            zh: '基础镜像自带的索引不知道较新的包。',
          },
          { before: 'RUN opam install lwt', after: 'RUN opam update && opam install lwt' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'pacman', path: 'src/pacman/sync.c' },
    { repo: 'ocaml/opam', path: 'src/client/opamSolution.ml' },
    { repo: 'luarocks/luarocks', path: 'src/luarocks/queries.lua' },
  ],
});

export default packageNotInIndex;

export const examples: ExamplesOf<typeof packageNotInIndex> = [
  {
    name: 'pacman',
    log: `#7 [3/5] RUN pacman -S --noconfirm llvm35
#7 0.200 error: target not found: llvm35
#7 ERROR: process "/bin/sh -c pacman -S --noconfirm llvm35" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -S --noconfirm llvm35" did not complete successfully: exit code: 1
`,
    matches: { name: 'llvm35' },
  },
  {
    name: 'the mirror cannot be reached',
    log: `#7 [3/5] RUN pacman -Syu --noconfirm
#7 0.200 error: failed retrieving file 'core.db' from mirror.example : Could not resolve host: mirror.example
#7 0.600 error: failed to update core (failed to retrieve some files)
#7 ERROR: process "/bin/sh -c pacman -Syu --noconfirm" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c pacman -Syu --noconfirm" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
