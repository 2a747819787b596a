import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const dotnetSdkMismatch = condition({
  id: 'dotnet-sdk-mismatch',
  stage: 'dotnet',
  title: { en: 'The .NET of the image does not fit the project', zh: '镜像中的 .NET 与项目不匹配' },

  signatures: [
    {
      on: 'output',
      says: 'NETSDK1045',
      pattern: /does not support targeting (?<wanted>\.NET[\w .]{0,20}?\d[\d.]{0,6})\./,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'A compatible .NET SDK was not found',
        'A compatible installed .NET Core SDK for global.json',
        'or a compatible .NET SDK is not installed',

        'A compatible SDK version for global.json version',

        'Requested SDK version: ',
      ],
      pattern: /A compatible (?:installed )?\.NET(?: Core)? SDK|Requested SDK version: (?<sdk>[\w.-]{1,40})/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'You must install or update .NET to run this application',
        'It was not possible to find any compatible framework version',
        "The specified framework 'Microsoft.",
        'error MSB4236: ',
        "The framework 'Microsoft.NETCore.App', version '",
        "The framework 'Microsoft.AspNetCore.App', version '",
      ],
      pattern:
        /You must install or update \.NET|any compatible framework version|MSB4236: The SDK|The (?:specified )?framework '(?<framework>Microsoft\.\w+\.App)', version '(?<version>[\w.-]{1,30})'/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'No .NET SDKs were found',
        'It was not possible to find any installed .NET Core SDKs',
        'Did you mean to run dotnet SDK commands? Please install',
      ],
      strength: 'states',
    },
  ],
  facts: (group) => ({
    wanted: group('wanted'),
    sdk: group('sdk'),
    framework: group('framework'),
    version: group('version'),
  }),

  headline: ({ wanted, sdk, framework, version }) =>
    wanted !== ''
      ? {
          en: `The project targets ${wanted}, which the SDK of the image does not know`,
          zh: `项目的目标是 ${wanted}，而镜像中的 SDK 不支持`,
        }
      : sdk !== ''
        ? {
            en: `global.json asks for the SDK ${sdk}, which is not in the image`,
            zh: `global.json 要求 SDK ${sdk}，而镜像中没有`,
          }
        : framework !== ''
          ? {
              en: `The program needs ${framework} ${version}, which is not in the image`,
              zh: `程序需要 ${framework} ${version}，而镜像中没有`,
            }
          : {
              en: 'The image does not have the .NET SDK or runtime that is asked for',
              zh: '镜像中没有所要求的 .NET SDK 或运行时',
            },
  why: {
    en: `TargetFramework, global.json and the image must agree. The sdk images can build for their own version and older ones only; the aspnet and runtime images
      have no SDK at all, and a program built for one runtime does not start on an older one.`,
    zh: `TargetFramework、global.json 与镜像必须一致。sdk 镜像只能构建自身及更旧的版本；
      aspnet 和 runtime 镜像没有 SDK；为某个运行时构建的程序无法在更旧的运行时上启动。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-versions',
      title: { en: 'See what the project asks for', zh: '查看项目要求的版本' },
      risk: 'read',
      steps: [
        look(['grep', '-rn', 'TargetFramework', '--include=*.csproj', '.']),
        look(['cat', 'global.json']),
        look(['docker', 'run', '--rm', 'mcr.microsoft.com/dotnet/sdk:8.0', 'dotnet', '--list-sdks']),
      ],
    },
    {
      id: 'match-images',
      title: { en: 'Use sdk and aspnet images of that version', zh: '使用该版本的 sdk 与 aspnet 镜像' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The same version in both stages.', zh: '两个阶段使用同一版本。' },
          { after: 'FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\n…\nFROM mcr.microsoft.com/dotnet/aspnet:8.0' },
        ),
      ],
    },
    {
      id: 'roll-forward',
      title: { en: 'Or let global.json accept a later SDK', zh: '或让 global.json 接受更新的 SDK' },
      risk: 'reversible',
      steps: [
        edit(
          'global.json',
          { en: 'Accepts any later feature band of the same major version.', zh: '接受同一大版本下更新的功能版本。' },
          { after: '{ "sdk": { "version": "8.0.100", "rollForward": "latestFeature" } }' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dotnet/sdk', path: 'src/Tasks/Common/Resources/Strings.resx', symbol: 'NETSDK1045' },
    { repo: 'dotnet/runtime', path: 'src/native/corehost/fxr/sdk_resolver.cpp' },
    { repo: 'dotnet/runtime', path: 'src/native/corehost/fxr/fx_resolver.messages.cpp' },
  ],
});

export default dotnetSdkMismatch;

export const examples: ExamplesOf<typeof dotnetSdkMismatch> = [
  {
    name: 'the SDK is too old',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /usr/share/dotnet/sdk/6.0.428/Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.TargetFrameworkInference.targets(144,5): error NETSDK1045: The current .NET SDK does not support targeting .NET 8.0.  Either target .NET 6.0 or lower, or use a version of the .NET SDK that supports .NET 8.0. [/src/Shop.csproj]
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: { wanted: '.NET 8.0' },
    verdict: 'confirmed',
  },
  {
    name: 'the runtime image is too old',
    log: `app-1  | You must install or update .NET to run this application.
app-1  | App: /app/Shop.dll
app-1  | The framework 'Microsoft.NETCore.App', version '8.0.0' (x64) was not found.
app-1 exited with code 150
`,
    matches: {},
  },
  {
    name: 'there is no project in the directory',
    log: `#9 [4/6] RUN dotnet build
#9 0.410 MSBUILD : error MSB1003: Specify a project or solution file. The current working directory does not contain a project or solution file.
#9 ERROR: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'dotnet-project-not-found',
  },
];
