import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const dotnetWindowsOnlyProject = condition({
  id: 'dotnet-windows-only-project',
  stage: 'dotnet',
  title: {
    en: 'The project needs .NET Framework or a workload that a Linux SDK does not have',
    zh: '项目需要 Linux SDK 所没有的 .NET Framework 或工作负载',
  },

  signatures: [
    {
      on: 'output',
      says: 'error MSB3644: ',
      pattern: /MSB3644: The reference assemblies for (?<what>[\w.,=]{1,80}) were not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error MSB4019: ',
      pattern:
        /MSB4019: The imported project "(?<what>[^"]{0,300}(?:VisualStudio|WebApplications?|WindowsXaml|SSDT|Silverlight|SqlTasks)[^"]{0,200})" was not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error NETSDK1147: ',
      pattern: /NETSDK1147: To build this project, the following workloads must be installed: (?<what>[\w, -]{1,100})/,
      strength: 'states',
    },
    { on: 'output', says: 'error NETSDK1100: ', pattern: /NETSDK1100: (?<what>.{1,120})/, strength: 'states' },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: `The SDK of the image cannot build for ${what}`,
    zh: `镜像的 SDK 无法为 ${what} 构建`,
  }),
  why: {
    en: '.NET Framework, web projects of the old form and desktop targets exist on Windows only; WebAssembly, MAUI and others are workloads that the SDK image leaves out.',
    zh: '.NET Framework、旧式 Web 项目和桌面目标只存在于 Windows；WebAssembly、MAUI 等属于工作负载，SDK 镜像默认不含。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-workload',
      title: { en: 'Install the workload', zh: '安装工作负载' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'For NETSDK1147.', zh: '用于 NETSDK1147。' },
          { after: 'RUN dotnet workload install wasm-tools' },
        ),
      ],
    },
    {
      id: 'build-what-runs-here',
      title: {
        en: 'Build only projects that run on Linux, or on a Windows image',
        zh: '只构建可在 Linux 上运行的项目，或使用 Windows 镜像',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Publish the one project instead of the whole solution, retarget it to a current .NET, or build on mcr.microsoft.com/dotnet/framework/sdk with Windows containers.',
          '发布单个项目而不是整个解决方案、把目标改为当前的 .NET，或在 Windows 容器中使用 mcr.microsoft.com/dotnet/framework/sdk 构建。',
        ),
        edit(
          'a.csproj',
          {
            en: 'Reference assemblies as a package are enough to compile a library.',
            zh: '编译类库时，用包提供引用程序集即可。',
          },
          {
            after:
              '<PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" PrivateAssets="all" />',
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dotnet/msbuild', path: 'src/Tasks/Resources/Strings.resx' },
    { repo: 'dotnet/sdk', path: 'src/Tasks/Common/Resources/Strings.resx' },
  ],
});

export default dotnetWindowsOnlyProject;

export const examples: ExamplesOf<typeof dotnetWindowsOnlyProject> = [
  {
    name: '.NET Framework',
    log: `#8 [4/5] RUN dotnet build
#8 1.104 /usr/share/dotnet/sdk/8.0.100/Microsoft.Common.CurrentVersion.targets(1259,5): error MSB3644: The reference assemblies for .NETFramework,Version=v4.7.2 were not found. To resolve this, install the Developer Pack.
#8 ERROR: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
`,
    matches: { what: '.NETFramework,Version=v4.7.2' },
    verdict: 'confirmed',
  },
  {
    name: 'a workload',
    log: `#8 [4/5] RUN dotnet publish -c Release
#8 1.104 /src/a.csproj : error NETSDK1147: To build this project, the following workloads must be installed: wasm-tools
#8 ERROR: process "/bin/sh -c dotnet publish -c Release" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet publish -c Release" did not complete successfully: exit code: 1
`,
    matches: { what: 'wasm-tools' },
  },
  {
    name: 'an older SDK',
    log: `#8 [4/5] RUN dotnet build
#8 1.104 error NETSDK1045: The current .NET SDK does not support targeting .NET 8.0.  Either target .NET 6.0 or lower, or use a version of the .NET SDK that supports .NET 8.0.
#8 ERROR: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dotnet-sdk-mismatch',
  },
];
