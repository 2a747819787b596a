import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { fromTheArchive, readTheArchive } from '../../shared/apt-archive.ts';
import { aptRepositoryIn, archivedSuiteOf } from '../../shared/apt-repository.ts';
import { ancestry, instructionsOf, textOf } from '../../shared/dockerfiles.ts';
import { imageNameOf } from '../../shared/stack.ts';
import { builtDockerfiles, stagesNeeded } from '../../shared/targets.ts';

function isEnded(text: string): boolean {
  const repository = aptRepositoryIn(text);
  return repository !== undefined && repository.isDistribution && repository.isEnded;
}

const aptEolRelease = condition({
  id: 'apt-eol-release',
  stage: 'packages',
  title: {
    en: 'The Debian or Ubuntu release of the base image has left the mirrors',
    zh: '基础镜像的 Debian 或 Ubuntu 版本已从镜像站下架',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: ['does not have a Release file', 'no longer have a Release file', 'no longer has a Release file'],
      when: ({ text }) => isEnded(text),
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: '404  Not Found',
      pattern: /Failed to fetch https?:\/\/[^\s]{1,300}\/dists\//,
      when: ({ text }) => isEnded(text),
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'is expired (invalid since',
      pattern: /Release file for \S{1,300} is expired/,
      strength: 'states',
    },
  ],
  facts: (_, { text }) => ({ suite: aptRepositoryIn(text)?.suite ?? '' }),

  yieldsTo: ['build-step-dns-failure', 'build-step-network-blocked', 'apt-clock-skew'],
  headline: ({ suite }) => ({
    en:
      suite === ''
        ? 'apt refuses the repository: its release has ended'
        : `apt finds no repository for "${suite}": that release has ended`,
    zh:
      suite === '' ? 'apt 拒绝该软件源：对应的发行版已停止支持' : `apt 找不到 "${suite}" 的软件源：该发行版已停止支持`,
  }),
  why: {
    en: `The mirror answered, but it no longer carries this release: at the end of its life a release is moved to
      the archive host of the distribution. Neither the network nor the package name is at fault.`,
    zh: `镜像站有响应，但已不再提供该发行版：停止支持后，它会被移到发行版的归档主机。
      问题不在网络，也不在软件包名。`,
  },

  ahead: {
    asks: ['project.dockerfiles', 'project.services'],
    finds: ({ 'project.dockerfiles': dockerfiles = [], 'project.services': services = [] }) =>
      builtDockerfiles(dockerfiles).flatMap((dockerfile) =>
        [...stagesNeeded(dockerfile, services)].flatMap((stage) => {
          const base = ancestry(dockerfile, stage).at(-1)?.from ?? '';
          const suite = archivedSuiteOf(imageNameOf(base));
          const update = instructionsOf(dockerfile, stage).find(
            ({ keyword, text }) => keyword === 'RUN' && /\bapt(?:-get)?\b[^;&|]*\bupdate\b/.test(text),
          );
          if (suite === undefined || update === undefined || REPOINTED.test(textOf(dockerfile, stage))) return [];
          return [
            {
              facts: { suite },
              how: 'likely' as const,
              tells: {
                en: `${base} is ${suite}, whose packages have left the mirrors.`,
                zh: `${base} 是 ${suite}，它的软件包已经从镜像站移除。`,
              },
              at: { file: dockerfile.path, line: update.line },
            },
          ];
        }),
      ),
  },

  retry: 'useless',
  remedies: ({ suite }, _answers, at) => [
    {
      id: 'newer-base',
      title: { en: 'Build on a release that is still supported', zh: '改用仍受支持的发行版作为基础镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Take a newer tag of the same image (for example -bookworm instead of -buster).',
            zh: '换成同一镜像的较新标签（例如用 -bookworm 代替 -buster）。',
          },
          { before: `FROM …-${suite === '' ? 'buster' : suite.split(/[-/]/)[0]}`, after: 'FROM …-bookworm' },
        ),
      ],
    },
    fromTheArchive(at, suite) ?? {
      id: 'use-the-archive',
      title: {
        en: 'Or, for a while, read the packages from the archive (no security updates)',
        zh: '或者暂时改用归档源（没有安全更新）',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Before the first apt-get update; this is for Debian, for Ubuntu the host is "old-releases". It switches off the expiry date of the lists; signatures are still checked.',
            zh: '放在第一次 apt-get update 之前；此处为 Debian，Ubuntu 的主机为 “old-releases”。它关闭了列表的有效期检查；签名仍会校验。',
          },
          { after: `RUN ${readTheArchive('debian')}` },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Debian/apt', path: 'apt-pkg/acquire-item.cc', symbol: 'pkgAcqMetaClearSig' }],
});

/** The stage points apt somewhere else first. */
const REPOINTED = /\b(?:archive|snapshot)\.\w|old-releases|sources\.list/;

export default aptEolRelease;

export const examples: ExamplesOf<typeof aptEolRelease> = [
  {
    name: 'buster is gone from the mirror',
    log: `#6 [2/4] RUN apt-get update && apt-get install -y curl
#6 1.021 Err:4 http://debian.example/debian buster Release
#6 1.021   404  Not Found [IP: 192.0.2.10 80]
#6 1.213 Reading package lists...
#6 1.220 E: The repository 'http://debian.example/debian buster Release' does not have a Release file.
#6 ERROR: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y curl" did not complete successfully: exit code: 100
`,
    matches: { suite: 'buster' },
    verdict: 'confirmed',
    remedies: ['newer-base', 'use-the-archive'],
  },
  {
    name: 'an old apt only warns of the missing index',
    log: `Step 2/3 : RUN apt-get update
 ---> Running in 1e87eda73e63
W: Failed to fetch http://debian.example/debian/dists/jessie-backports/main/binary-amd64/Packages  404  Not Found
E: Some index files failed to download. They have been ignored, or old ones used instead.
The command '/bin/sh -c apt-get update' returned a non-zero code: 100
`,
    matches: { suite: 'jessie-backports' },
  },
  {
    name: "somebody else's repository has nothing for this release",
    log: `#6 [2/4] RUN apt-get update
#6 1.021 Err:4 https://packages.vendor.example/apt/debian trixie Release
#6 1.021   404  Not Found [IP: 192.0.2.10 443]
#6 1.220 E: The repository 'https://packages.vendor.example/apt/debian trixie Release' does not have a Release file.
#6 ERROR: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
------
ERROR: failed to solve: process "/bin/sh -c apt-get update" did not complete successfully: exit code: 100
`,
    matches: false,
    is: 'apt-third-party-repo-gone',
  },
];

export const aheadExamples: AheadExamplesOf<typeof aptEolRelease> = [
  {
    name: 'Debian buster under Python',
    project: { Dockerfile: 'FROM python:3.7-slim-buster\nRUN apt-get update && apt-get install -y gcc\n' },
    finds: [{ facts: { suite: 'buster' }, how: 'likely', at: 'Dockerfile:2' }],
  },
  {
    name: 'a living release, one that is pointed at the archive, one that installs nothing',
    project: {
      Dockerfile: `FROM debian:bookworm AS a
RUN apt-get update
FROM debian:stretch AS b
RUN sed -i s/deb.example/archive.example/ /etc/apt/sources.list && apt-get update
FROM python:3.7-buster
COPY --from=a /etc/a /a
COPY --from=b /etc/b /b
RUN pip install flask
`,
    },
    finds: [],
  },
];
