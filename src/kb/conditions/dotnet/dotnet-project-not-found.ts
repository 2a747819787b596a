import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const dotnetProjectNotFound = condition({
  id: 'dotnet-project-not-found',
  stage: 'dotnet',
  title: { en: 'dotnet finds no project where it looks', zh: 'dotnet 在所查找的位置找不到项目' },

  signatures: [
    {
      on: 'output',
      says: ['error MSB1003: ', 'error MSB1009: ', 'error MSB1011: '],
      pattern: /error (?<code>MSB10(?:03|09|11)): /,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'error MSB3202: ',
      pattern: /MSB3202: The project file "(?<project>[^"]{1,300})" was not found/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ["Couldn't find a project to run", 'error NU1104: ', 'Switch: '],
      pattern: /Couldn't find a project to run|NU1104: Unable to find project '(?<project>[^']{1,300})'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ project: group('project'), code: group('code') }),

  yieldsTo: ['copy-source-missing'],
  headline: ({ project, code }) =>
    project !== ''
      ? { en: `The project ${project} is not in the image`, zh: `项目 ${project} 不在镜像里` }
      : code === 'MSB1011'
        ? { en: 'The directory holds more than one project or solution', zh: '目录里有不止一个项目或解决方案' }
        : { en: 'There is no project or solution in the working directory', zh: '工作目录里没有项目或解决方案' },
  why: {
    en: `MSBuild looks for one .csproj or .sln in the working directory, or for the paths a solution names. The usual Dockerfile copies the project files first:
      a new project in the solution, or another directory layout in the image, leaves one out.`,
    zh: `MSBuild 在工作目录里找一个 .csproj 或 .sln，或找解决方案中写明的路径。常见的 Dockerfile 会先复制各项目文件：
      解决方案里新增了项目，或镜像中的目录结构不同，就会漏掉。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'copy-projects',
      title: {
        en: 'Copy every project file to the place the solution names',
        zh: '把每个项目文件复制到解决方案所写的位置',
      },
      risk: 'reversible',
      steps: [
        look(['dotnet', 'sln', 'list']),
        edit(
          'Dockerfile',
          { en: 'The directory structure must stay the same.', zh: '目录结构必须保持一致。' },
          {
            after:
              'WORKDIR /src\nCOPY Shop.sln ./\nCOPY src/Shop/Shop.csproj src/Shop/\nRUN dotnet restore src/Shop/Shop.csproj',
          },
        ),
      ],
    },
    {
      id: 'name-project',
      title: { en: 'Or name the project in the command', zh: '或在命令中写明项目' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Relative to WORKDIR; case matters on Linux.', zh: '相对于 WORKDIR；Linux 区分大小写。' },
          { after: 'RUN dotnet publish src/Shop/Shop.csproj -c Release -o /app' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dotnet/msbuild', path: 'src/MSBuild/Resources/Strings.resx', symbol: 'MissingProjectError' },
    { repo: 'dotnet/msbuild', path: 'src/Tasks/Resources/Strings.resx', symbol: 'MSBuild.ProjectFileNotFound' },
  ],
});

export default dotnetProjectNotFound;

export const examples: ExamplesOf<typeof dotnetProjectNotFound> = [
  {
    name: 'the wrong directory',
    log: `#9 [4/6] RUN dotnet build
#9 0.410 MSBUILD : error MSB1003: Specify a project or solution file. The current working directory does not contain a project or solution file.
#9 ERROR: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
`,
    matches: { code: 'MSB1003' },
    verdict: 'confirmed',
  },
  {
    name: 'a project of the solution was not copied',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /usr/share/dotnet/sdk/8.0.404/NuGet.targets(465,5): error MSB3202: The project file "/src/Billing/Billing.csproj" was not found. [/src/Shop.sln]
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { project: '/src/Billing/Billing.csproj' },
  },
  {
    name: 'the SDK is too old',
    log: `#9 [4/6] RUN dotnet build
#9 0.410 /usr/share/dotnet/sdk/6.0.428/Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.TargetFrameworkInference.targets(144,5): error NETSDK1045: The current .NET SDK does not support targeting .NET 8.0.
#9 ERROR: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dotnet-sdk-mismatch',
  },
];
