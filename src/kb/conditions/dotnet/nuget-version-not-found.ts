import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const nugetVersionNotFound = condition({
  id: 'nuget-version-not-found',
  stage: 'dotnet',
  title: { en: 'The NuGet source has the package, but no fitting version', zh: 'NuGet 源有这个包，但没有合适的版本' },

  signatures: [
    {
      on: 'output',
      says: ['error NU1102: ', 'error NU1103: ', 'NU1107: Version conflict', 'error NU1605: '],
      pattern:
        /NU1(?:102: Unable to find package (?<name>[\w.-]{1,120}) with version \((?<wanted>[^)]{1,60})\)|103: Unable to find a stable package (?<stable>[\w.-]{1,120}) with version \((?<range>[^)]{1,60})\)|107: Version conflict detected for (?<conflict>[\w.-]{1,120})|605: (?:Warning As Error: )?Detected package downgrade: (?<downgrade>[\w.-]{1,120}))/,
      strength: 'states',
    },
  ],
  facts: (group) => ({
    name: group('name'),
    wanted: group('wanted'),
    stable: group('stable'),
    range: group('range'),
    conflict: group('conflict'),
    downgrade: group('downgrade'),
  }),

  headline: ({ name, wanted, stable, range, conflict, downgrade }) =>
    stable !== ''
      ? { en: `${stable} has no stable release that fits ${range}`, zh: `${stable} 没有符合 ${range} 的稳定版` }
      : name !== ''
        ? { en: `No source has ${name} ${wanted}`, zh: `没有任何源提供 ${name} ${wanted}` }
        : {
            en: `The projects want different versions of ${conflict === '' ? downgrade : conflict}`,
            zh: `各项目要求的 ${conflict === '' ? downgrade : conflict} 版本不一致`,
          },
  why: {
    en: `NuGet found the package and none of its versions satisfies the request: the version was unlisted or lives in another feed,
      only pre-releases exist, or two projects ask for versions that exclude each other.`,
    zh: `NuGet 找到了这个包，但没有版本满足要求：该版本被下架或在别的源里；只有预发布版；或两个项目要求的版本互相排斥。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-nearest',
      title: {
        en: 'See which versions there are; the message names the nearest',
        zh: '查看有哪些版本；消息中会给出最接近的',
      },
      risk: 'read',
      steps: [
        look(['dotnet', 'package', 'search', 'Newtonsoft.Json', '--exact-match'], {
          note: { en: 'Name the package from the message.', zh: '换成消息中的包名。' },
        }),
      ],
    },
    {
      id: 'correct-version',
      title: { en: 'Correct the reference', zh: '修正引用' },
      risk: 'reversible',
      steps: [
        edit(
          '*.csproj',
          { en: 'A version that exists; name a pre-release in full.', zh: '使用存在的版本；预发布版要写全。' },
          { after: '<PackageReference Include="Acme.Billing" Version="2.0.0-rc2" />' },
        ),
        run(['dotnet', 'restore'], 'reversible'),
      ],
    },
  ],

  sources: [
    {
      repo: 'NuGet/NuGet.Client',
      path: 'src/NuGet.Core/NuGet.Commands/RestoreCommand/Diagnostics/UnresolvedMessages.cs',
    },
  ],
});

export default nugetVersionNotFound;

export const examples: ExamplesOf<typeof nugetVersionNotFound> = [
  {
    name: 'only pre-releases exist',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /app/Opux.csproj : error NU1103: Unable to find a stable package Acme.Telnet with version (>= 1.0.4)
#9 0.462 /app/Opux.csproj : error NU1103:   - Found 7 version(s) in nuget.org [ Nearest version: 2.0.0-rc1 ]
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { stable: 'Acme.Telnet' },
    verdict: 'confirmed',
  },
  {
    name: 'no source knows the package',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /src/Shop.csproj : error NU1101: Unable to find package Acme.Billing. No packages exist with this id in source(s): nuget.org
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'nuget-source-failed',
  },
];
