import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const nugetCentralVersionsMissing = condition({
  id: 'nuget-central-versions-missing',
  stage: 'dotnet',
  title: {
    en: 'The central list of package versions is missing or contradicts the project',
    zh: '缺少集中的包版本列表，或与项目不一致',
  },

  signatures: [
    {
      on: 'output',
      says: ['error NU1008: ', 'error NU1010: ', 'error NU1015: ', 'error NU1009: ', 'error NU1011: '],
      pattern: /error (?<code>NU10\d{2}): /,
      strength: 'states',
    },
  ],
  facts: (group) => ({ code: group('code') }),

  headline: ({ code }) => ({
    en: `Central package management does not fit the project (${code})`,
    zh: `集中包管理与项目不一致（${code}）`,
  }),
  why: {
    en: 'With central package management the versions stand in Directory.Packages.props beside the solution. If a Dockerfile copies only the project files before the restore, NuGet finds references without versions.',
    zh: '使用集中包管理时，版本写在解决方案旁的 Directory.Packages.props 中。如果 Dockerfile 在还原前只复制项目文件，NuGet 就会看到没有版本的引用。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'copy-props',
      title: { en: 'Copy the files beside the solution too', zh: '同时复制解决方案旁的文件' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before dotnet restore.', zh: '在 dotnet restore 之前。' },
          { after: 'COPY Directory.Packages.props Directory.Build.props nuget.config ./' },
        ),
      ],
    },
    {
      id: 'one-place',
      title: { en: 'Keep each version in one place', zh: '每个版本只写在一处' },
      risk: 'reversible',
      steps: [
        edit('Directory.Packages.props', {
          en: 'Every PackageReference needs a PackageVersion here, and no Version of its own.',
          zh: '每个 PackageReference 都要在此有 PackageVersion，且自身不带 Version。',
        }),
      ],
    },
  ],

  sources: [{ repo: 'NuGet/NuGet.Client', path: 'src/NuGet.Core/NuGet.Common/Errors/NuGetLogCode.cs' }],
});

export default nugetCentralVersionsMissing;

export const examples: ExamplesOf<typeof nugetCentralVersionsMissing> = [
  {
    name: 'not copied',
    log: `#8 [4/5] RUN dotnet restore
#8 1.104 /src/a.csproj : error NU1010: The following PackageReference items do not define a corresponding PackageVersion item: X. Projects using Central Package Management must declare PackageReference and PackageVersion items with matching names.
#8 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { code: 'NU1010' },
    verdict: 'confirmed',
  },
  {
    name: 'no such package',
    log: `#8 [4/5] RUN dotnet restore
#8 1.104 /src/a.csproj : error NU1102: Unable to find package X with version (>= 9.0.0)
#8 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'nuget-version-not-found',
  },
];
