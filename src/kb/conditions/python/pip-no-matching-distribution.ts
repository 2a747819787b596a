import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const pipNoMatchingDistribution = condition({
  id: 'pip-no-matching-distribution',
  stage: 'python',
  title: {
    en: 'pip finds no version of a package for this Python and platform',
    zh: 'pip 找不到适合该 Python 和平台的版本',
  },

  signatures: [
    {
      on: 'output',
      says: 'No matching distribution found for ',
      pattern: /No matching distribution found for (?<requirement>[^\s(]{1,160})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find a version that satisfies the requirement ',
      pattern:
        /satisfies the requirement (?<requirement>[^\s(]{1,160})(?: \(from [^)]{1,200}\))? ?\(from versions: (?<versions>[^)]{0,4000})\)?/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find any downloads that satisfy the requirement',
      pattern: /satisfy the requirement (?<requirement>[^\s(]{1,160})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'ERROR: Could not find a version that matches ',
      pattern: /version that matches (?<requirement>[^\s(]{1,160})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'because there are no versions of ',
      pattern: /no versions of (?<requirement>[\w.[\]-]{1,100})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Unable to find installation candidates for ',
      pattern: /Unable to find installation candidates for (?<requirement>[\w.-]{1,80})/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find suitable distribution for Requirement.parse(',
      pattern: /Requirement\.parse\('(?<requirement>[^']{1,160})'\)/,
      when: isOfBuild,
    },
    {
      on: 'output',
      says: 'No compatible model found for ',
      pattern: /No compatible model found for '(?<requirement>[^']{1,100})'/,
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ requirement: group('requirement') }),

  yieldsTo: [
    'pip-index-auth',
    'build-step-dns-failure',
    'build-step-network-blocked',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'pip-network',
    'pypi-http-index',
    'tls-client-too-old',
    'ca-certificates-missing',
    'python-too-old-for-package',
    'build-arg-missing',
    'remote-certificate-invalid',
    'disk-full-data-root',
  ],
  headline: ({ requirement }) => ({
    en: `pip finds no version of "${requirement}" for this Python and platform`,
    zh: `pip 找不到适合该 Python 和平台的 "${requirement}"`,
  }),
  why: {
    en: `The index answered, and nothing it offers fits: the version does not exist or was withdrawn, it needs another Python
      (see "Ignored the following versions"), it has no wheel for this architecture or for musl (alpine), or the package
      lives in a private index. "from versions: none" means that no file at all fitted.`,
    zh: `索引已响应，但没有合适的文件：该版本不存在或已撤回、需要别的 Python 版本（见 “Ignored the following versions”）、
      没有该架构或 musl（alpine）的 wheel，或者该包在私有索引中。“from versions: none” 表示一个合适的文件都没有。`,
  },

  retry: 'useless',
  remedies: ({ requirement }) => [
    {
      id: 'see-what-is-offered',
      title: { en: 'See which versions this Python is offered', zh: '查看该 Python 可用的版本' },
      risk: 'read',
      steps: [
        look(
          [
            'docker',
            'run',
            '--rm',
            'python:3.12-slim',
            'pip',
            'index',
            'versions',
            requirement.split(/[<>=!~;[]/)[0] ?? requirement,
          ],
          { note: { en: 'With the base image of the failing stage.', zh: '换成失败阶段的基础镜像。' } },
        ),
      ],
    },
    {
      id: 'fit-python-or-pin',
      title: {
        en: 'Take a Python that the package supports, or another version',
        zh: '换用该包支持的 Python，或换版本',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'A Debian-based image has far more wheels than alpine.',
            zh: '基于 Debian 的镜像可用的 wheel 远多于 alpine。',
          },
          { after: 'FROM python:3.12-slim' },
        ),
        edit(
          'requirements.txt',
          { en: 'Correct the name, or loosen the pin.', zh: '修正名字，或放宽版本。' },
          { before: requirement },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'pypa/pip',
      path: 'src/pip/_internal/resolution/resolvelib/factory.py',
      symbol: '_report_single_requirement_conflict',
    },
  ],
});

export default pipNoMatchingDistribution;

export const examples: ExamplesOf<typeof pipNoMatchingDistribution> = [
  {
    name: 'a version that does not exist',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 1.911 ERROR: Could not find a version that satisfies the requirement numpy==9.9.9 (from versions: 1.3.0, 1.4.1, 2.1.0)
#8 2.021 ERROR: No matching distribution found for numpy==9.9.9
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: { requirement: 'numpy==9.9.9' },
    verdict: 'confirmed',
  },
  {
    name: 'the index does not know the option',
    log: `#8 [4/5] RUN pip install -r requirements.txt
#8 0.911 ERROR: Invalid requirement: 'numpy=1.2': Expected end or semicolon (after name and no valid version specifier)
#8 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'pip-requirements-invalid',
  },
];
