import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const nugetSourceFailed = condition({
  id: 'nuget-source-failed',
  stage: 'dotnet',
  title: {
    en: 'A NuGet source cannot be reached, or does not have the package',
    zh: 'NuGet 源无法访问，或没有所需的包',
  },

  signatures: [
    {
      on: 'output',
      says: 'Unable to load the service index for source',
      pattern: /Unable to load the service index for source (?<source>\S{1,300}?)\.?(?:\s|$)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['error NU1101: ', 'Unable to find package '],
      pattern:
        /NU1101: Unable to find package (?<name>[\w.-]{1,120})\. No packages exist with this id in source\(s\): (?<sources>.{1,120}?)(?: \[|$)/,
      strength: 'states',
    },
    { on: 'output', says: ['error NU1301: ', 'error NU1900: '], strength: 'states' },
  ],
  facts: (group) => ({ source: group('source'), name: group('name') }),

  yieldsTo: [
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
    'remote-certificate-invalid',
  ],
  headline: ({ source, name }) =>
    name !== ''
      ? { en: `None of the configured NuGet sources has ${name}`, zh: `所配置的 NuGet 源都没有 ${name}` }
      : {
          en:
            source === ''
              ? 'A NuGet source cannot be reached'
              : `The NuGet source ${source} cannot be reached or refuses`,
          zh: source === '' ? 'NuGet 源无法访问' : `NuGet 源 ${source} 无法访问或拒绝访问`,
        },
  why: {
    en: `dotnet restore asks every source of nuget.config. A private feed needs credentials the build does not have, may resolve only inside the company network,
      or nuget.config was not copied, so that only nuget.org is asked.`,
    zh: `dotnet restore 会访问 nuget.config 中的每个源。私有源需要构建没有的凭据，可能只在公司网络内可解析；
      或者 nuget.config 没有复制进来，于是只访问了 nuget.org。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-sources',
      title: { en: 'See which sources the build has', zh: '查看构建中有哪些源' },
      risk: 'read',
      steps: [look(['dotnet', 'nuget', 'list', 'source']), look(['git', 'ls-files', '*[Nn]u[Gg]et.[Cc]onfig'])],
    },
    {
      id: 'copy-config-and-secret',
      title: {
        en: 'Copy nuget.config and give the credential as a build secret',
        zh: '复制 nuget.config，并用构建 secret 传入凭据',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The name after the double underscore is that of the source.', zh: '变量名最后一段是源的名称。' },
          {
            after:
              'COPY nuget.config ./\nRUN --mount=type=secret,id=nuget,env=NuGetPackageSourceCredentials_corp dotnet restore',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'NuGet/NuGet.Client', path: 'src/NuGet.Core/NuGet.Protocol/Providers/ServiceIndexResourceV3Provider.cs' },
    {
      repo: 'NuGet/NuGet.Client',
      path: 'src/NuGet.Core/NuGet.Commands/RestoreCommand/Diagnostics/UnresolvedMessages.cs',
    },
  ],
});

export default nugetSourceFailed;

export const examples: ExamplesOf<typeof nugetSourceFailed> = [
  {
    name: 'a feed inside the company',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /src/Shop.csproj : error NU1301: Unable to load the service index for source https://nuget.corp.example/v3/index.json.
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { source: 'https://nuget.corp.example/v3/index.json' },
    verdict: 'confirmed',
  },
  {
    name: 'nuget.config was not copied',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /src/Shop.csproj : error NU1101: Unable to find package Acme.Billing. No packages exist with this id in source(s): nuget.org
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { name: 'Acme.Billing' },
  },
  {
    name: 'the package is there, the version is not',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /src/Shop.csproj : error NU1102: Unable to find package Acme.Billing with version (>= 9.0.0)
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'nuget-version-not-found',
  },
];
