import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';

const nugetWarningAsError = condition({
  id: 'nuget-warning-as-error',
  stage: 'dotnet',
  title: { en: 'A warning of NuGet counts as an error', zh: 'NuGet 的警告被当作错误' },

  signatures: [
    {
      on: 'output',
      says: [
        'error NU1901: ',
        'error NU1902: ',
        'error NU1903: ',
        'error NU1904: ',
        'error NU1605: ',
        'error NU1510: ',
        'error NU1608: ',
        'error NU1701: ',
      ],
      pattern: /error (?<code>NU1\d{3}): (?:Warning As Error: )?(?<what>.{1,160})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ code: group('code') }),

  headline: ({ code }) => ({
    en: `NuGet stops at a warning that counts as an error: ${code}`,
    zh: `NuGet 因被当作错误的警告而停止：${code}`,
  }),
  why: {
    en: 'TreatWarningsAsErrors turns what NuGet reports into an error: NU1901 to NU1904 are known security holes (new ones appear without any change of the project), NU1605 is a downgrade, which is an error by default.',
    zh: 'TreatWarningsAsErrors 会把 NuGet 的报告变成错误：NU1901 到 NU1904 是已知安全漏洞（项目没有变化也会出现新的），NU1605 是版本降级，默认就是错误。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'raise-the-package',
      title: { en: 'Raise the package that the message names', zh: '升级信息中提到的包' },
      risk: 'read',
      steps: [
        advise(
          'Raise it in the project file; for one that comes indirectly, add a PackageReference with the fixed version.',
          '在项目文件中升级；如果是间接依赖，则添加一个带修复版本的 PackageReference。',
        ),
        look(['dotnet', 'list', 'package', '--vulnerable', '--include-transitive']),
      ],
    },
    {
      id: 'keep-it-a-warning',
      title: { en: 'Let the audit warn without stopping the build', zh: '让审计只警告而不中断构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Directory.Build.props',
          { en: 'The warnings stay visible.', zh: '警告仍然可见。' },
          { after: '<WarningsNotAsErrors>NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'NuGet/NuGet.Client', path: 'src/NuGet.Core/NuGet.Common/Errors/NuGetLogCode.cs' }],
});

export default nugetWarningAsError;

export const examples: ExamplesOf<typeof nugetWarningAsError> = [
  {
    name: 'a security hole',
    log: `#8 [4/5] RUN dotnet publish -c Release
#8 1.104 /src/a.csproj : error NU1903: Warning As Error: Package 'X' 1.0.0 has a known high severity vulnerability, https://github.com/advisories/GHSA-x
#8 ERROR: process "/bin/sh -c dotnet publish -c Release" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet publish -c Release" did not complete successfully: exit code: 1
`,
    matches: { code: 'NU1903' },
    verdict: 'confirmed',
  },
  {
    name: 'no such version',
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
