import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { updateInTheStep } from '../../shared/apt-update.ts';
import { renamePackage } from '../../shared/renamed-packages.ts';

const aptPackageNotFound = condition({
  id: 'apt-package-not-found',
  stage: 'packages',
  title: { en: 'apt does not know the package or the version', zh: 'apt 找不到该软件包或版本' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'Unable to locate package ',
      pattern: /Unable to locate package (?<name>[^\s]{1,120})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'has no installation candidate',
      pattern: /Package '?(?<name>[^\s']{1,120})'? has no installation candidate/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: "Couldn't find any package by ",
      pattern: /Couldn't find any package by (?:glob|regex) '(?<name>[^']{1,120})'/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: "E: Version '",
      pattern: /Version '(?<version>[^']{1,120})' for '(?<name>[^']{1,120})' was not found/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'is not available, but is referred to by another package',
      pattern: /Package (?<name>\S{1,120}) is not available, but is referred to/,
    },
    {
      on: ['output', 'error'],
      says: ["Couldn't find task '", "Couldn't find package "],
      pattern: /Couldn't find (?:task|package) '?(?<name>[\w.+:-]{1,120})/,
    },
    {
      on: 'output',
      says: ['无法定位软件包', '没有可安装候选', '沒有可安裝的候選版本', '找不到套件'],
      pattern: /(?:无法定位软件包|软件包|套件) ?(?<name>[\w.+:-]{1,120})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ name: group('name'), version: group('version') }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'ca-certificates-missing',
    'tls-client-too-old',
    'apt-eol-release',
    'apt-third-party-repo-gone',
    'apt-repository-unavailable',
    'apt-hash-mismatch',
    'apt-invalid-signature',
    'apt-clock-skew',
    'apt-https-method-missing',
    'disk-full-data-root',
  ],
  headline: ({ name, version }) => ({
    en: version === '' ? `apt cannot find the package "${name}"` : `apt cannot find version ${version} of "${name}"`,
    zh: version === '' ? `apt 找不到软件包 "${name}"` : `apt 找不到 "${name}" 的 ${version} 版本`,
  }),
  why: {
    en: `None of the package lists in this step has that name. Either there are no lists (the image ships without them and
      apt-get update did not run in this RUN), or this release of the distribution does not have the package: renamed,
      dropped, in another component, or not built for this architecture. Old versions leave the mirror, so exact pins break.`,
    zh: `这一步的软件包列表里都没有这个名字。要么根本没有列表（镜像不带列表，而这条 RUN 没有执行 apt-get update），
      要么这个发行版没有该软件包：改名、移除、属于别的组件，或没有该架构的版本。旧版本会从镜像站删除，所以写死版本会失效。`,
  },

  retry: 'useless',
  remedies: ({ name, version }, _seen, at) => [
    updateInTheStep(at),
    version === '' && renamePackage(name, at),
    {
      id: 'update-first',
      title: { en: 'Update the lists in the same RUN', zh: '在同一条 RUN 中先更新列表' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'If the RUN does not begin with apt-get update.', zh: '如果这条 RUN 没有以 apt-get update 开头。' },
          {
            after: `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`,
          },
        ),
      ],
    },
    {
      id: 'find-the-right-name',
      title: { en: 'Find its name in the release of the base image', zh: '查出它在该发行版中的名字' },
      risk: 'reversible',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            'debian:12',
            'sh',
            '-c',
            'apt-get update -qq && apt-cache search --names-only . | head -n 50',
          ],
          {
            note: { en: 'Use your own base image and part of the name.', zh: '换成你的基础镜像和名字的一部分。' },
          },
        ),
        edit('Dockerfile', {
          en:
            version === ''
              ? `Write the name this release uses instead of ${name}, or take a base image that still has it.`
              : `Drop the exact version of ${name}, or pin the one that apt-cache policy shows.`,
          zh:
            version === ''
              ? `把 ${name} 换成该发行版使用的名字，或改用仍提供它的基础镜像。`
              : `去掉 ${name} 的固定版本，或改为 apt-cache policy 显示的版本。`,
        }),
      ],
    },
  ],

  sources: [
    {
      repo: 'Debian/apt',
      path: 'apt-private/private-cacheset.cc',
      symbol: 'CacheSetHelperVirtuals::canNotFindPackage',
    },
    { repo: 'Debian/apt', path: 'apt-pkg/cacheset.cc', symbol: 'CacheSetHelper::canNotFindVersion' },
  ],
});

export default aptPackageNotFound;

export const examples: ExamplesOf<typeof aptPackageNotFound> = [
  {
    name: 'no such name in this release',
    log: `#5 [2/2] RUN apt-get update -q && apt-get install -yq python-pip
#5 2.178 Building dependency tree...
#5 2.446 E: Unable to locate package python-pip
#5 ERROR: process "/bin/sh -c apt-get update -q && apt-get install -yq python-pip" did not complete successfully: exit code: 100
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get update -q && apt-get install -yq python-pip" did not complete successfully: exit code: 100
`,
    matches: { name: 'python-pip' },
    verdict: 'confirmed',
  },
  {
    name: 'an exact version that has left the mirror',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y nginx=1.18.0-6
#5 2.446 E: Version '1.18.0-6' for 'nginx' was not found
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y nginx=1.18.0-6" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y nginx=1.18.0-6" did not complete successfully: exit code: 100
`,
    matches: { name: 'nginx', version: '1.18.0-6' },
  },
  {
    name: 'an argument was empty, so the version is empty',
    log: `#5 [2/2] RUN apt-get update && apt-get install -y nginx=$NGINX_VERSION
#5 2.446 E: Version '' for 'nginx' was not found
#5 ERROR: process "/bin/sh -c apt-get update && apt-get install -y nginx=$NGINX_VERSION" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y nginx=$NGINX_VERSION" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'build-arg-missing',
  },
];
