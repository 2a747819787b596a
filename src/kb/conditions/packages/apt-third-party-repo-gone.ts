import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { aptRepositoryIn } from '../../shared/apt-repository.ts';

function isForeign(text: string): boolean {
  const repository = aptRepositoryIn(text);
  return repository !== undefined && !repository.isDistribution;
}

function isUnknownSuite(text: string): boolean {
  const repository = aptRepositoryIn(text);
  return repository !== undefined && repository.isDistribution && !repository.isEnded;
}

const aptThirdPartyRepoGone = condition({
  id: 'apt-third-party-repo-gone',
  stage: 'packages',
  title: { en: 'An added apt repository offers nothing for this release', zh: '额外添加的 apt 软件源不提供该发行版' },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['does not have a Release file', 'no longer have a Release file', 'no longer has a Release file'],
      when: ({ text }) => isForeign(text),
    },
    {
      on: ['output', 'error'],
      says: ['404  Not Found', 'HttpError404', 'HttpError403', '403  Forbidden'],
      pattern: /Failed to fetch https?:\/\/[^\s]{1,300}\/dists\//,
      when: ({ text }) => isForeign(text),
    },
    {
      on: ['output', 'error'],
      says: ['does not have a Release file', 'no longer have a Release file', 'no longer has a Release file'],
      when: ({ text }) => isUnknownSuite(text),
      // A proxy that forbids the mirror gives the same line.
      also: [{ says: '404  Not Found' }],
    },
    { on: ['output', 'error'], says: "Cannot add PPA: '", strength: 'states' },
    {
      on: ['output', 'error'],
      says: ['not found (use --login if private)', 'Error: could not find a distribution template for '],
      pattern: /ERROR: ppa '[^']{1,100}' not found|could not find a distribution template/,
      strength: 'states',
    },
  ],
  facts: (_, { text }) => ({ url: aptRepositoryIn(text)?.url ?? '', suite: aptRepositoryIn(text)?.suite ?? '' }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'ca-certificates-missing',
    'apt-repository-unavailable',
    'apt-key-missing',
    'apt-eol-release',
    'tls-client-too-old',
  ],
  headline: ({ url, suite }) => ({
    en: url === '' ? 'The PPA that was to be added does not exist' : `${url} has nothing for "${suite}"`,
    zh: url === '' ? '要添加的 PPA 不存在' : `${url} 没有 "${suite}" 的软件包`,
  }),
  why: {
    en: `The server answered, but it has no index for this release at this address. The repository was closed or moved,
      it never supported this release, or the codename or address in the sources line is wrong.`,
    zh: `服务器有响应，但在这个地址上没有该发行版的索引。软件源已关闭或迁移、从未支持该发行版，
      或者源配置里的代号、地址写错了。`,
  },

  retry: 'useless',
  remedies: ({ url, suite }) => [
    url !== '' && {
      id: 'look-at-the-repository',
      title: { en: 'See which releases the repository has', zh: '查看该软件源有哪些发行版' },
      risk: 'read',
      steps: [look(['curl', '-fsSIL', `${url}/dists/${suite}/Release`]), look(['curl', '-fsSL', `${url}/dists/`])],
    },
    {
      id: 'correct-the-source',
      title: { en: 'Correct or remove the sources line', zh: '修正或删除这条软件源' },
      risk: 'reversible',
      steps: [
        edit('Dockerfile', {
          en: "Use the address and codename that the vendor documents today, a base image whose release the repository supports, or the distribution's own package.",
          zh: '使用厂商当前文档中的地址和代号，或改用该软件源支持的基础镜像，或直接用发行版自带的软件包。',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'Debian/apt', path: 'apt-pkg/acquire-item.cc', symbol: 'pkgAcqMetaClearSig' },
    { repo: 'canonical/software-properties', path: 'add-apt-repository' },
  ],
});

export default aptThirdPartyRepoGone;

export const examples: ExamplesOf<typeof aptThirdPartyRepoGone> = [
  {
    name: 'the vendor has no packages for this codename',
    log: `#6 [2/4] RUN apt-get update
#6 1.021 Err:4 https://packages.vendor.example/apt/debian trixie Release
#6 1.021   404  Not Found [IP: 192.0.2.10 443]
#6 1.220 E: The repository 'https://packages.vendor.example/apt/debian trixie Release' does not have a Release file.
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: { suite: 'trixie' },
  },
  {
    name: 'the name cannot be resolved',
    log: `#6 [2/4] RUN apt-get update
#6 1.021 Err:1 http://debian.example/debian buster InRelease
#6 1.021   Temporary failure resolving 'debian.example'
#6 1.220 E: The repository 'http://debian.example/debian buster InRelease' is not signed.
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'build-step-dns-failure',
  },
];
