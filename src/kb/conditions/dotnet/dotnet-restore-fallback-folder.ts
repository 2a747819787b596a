import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dotnetRestoreFallbackFolder = condition({
  id: 'dotnet-restore-fallback-folder',
  stage: 'dotnet',
  title: { en: 'The obj directory of the host was copied into the image', zh: '主机的 obj 目录被复制进了镜像' },

  signatures: [
    {
      on: 'output',
      says: 'Unable to find fallback package folder',
      pattern: /Unable to find fallback package folder '(?<path>[^']{1,300})'/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['error NETSDK1064: ', 'error NETSDK1004: '],
      pattern:
        /NETSDK10(?:64: Package (?<name>[\w.-]{1,120}), version|04: Assets file '(?<assets>[^']{1,300})' not found)/,
    },
    {
      on: 'output',
      says: 'error NETSDK1047: ',
      pattern: /NETSDK1047: Assets file '(?<assets>[^']{1,300})' doesn't have a target/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ path: group('path'), name: group('name') }),

  yieldsTo: ['nuget-source-failed', 'nuget-version-not-found', 'dotnet-project-not-found'],
  headline: ({ path, name }) =>
    path !== ''
      ? { en: `obj/ names a package folder of the host: ${path}`, zh: `obj/ 里写着主机的包目录：${path}` }
      : {
          en:
            name === ''
              ? 'The restore result of obj/ is not in the image'
              : `obj/ says ${name} was restored, but it is not in the image`,
          zh: name === '' ? '镜像里没有 obj/ 的还原结果' : `obj/ 声称 ${name} 已还原，但镜像里没有`,
        },
  why: {
    en: `dotnet restore writes paths of the machine it runs on into obj/project.assets.json. COPY . . after the restore replaced that file with the one of the host,
      or a step with --no-restore runs without any restore before it.`,
    zh: `dotnet restore 会把所在机器的路径写入 obj/project.assets.json。还原之后的 COPY . . 用主机的文件覆盖了它；
      或者带 --no-restore 的步骤之前根本没有还原。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'ignore-obj',
      title: { en: 'Keep bin and obj out of the build context', zh: '不要把 bin 和 obj 带进构建上下文' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'Add these lines.', zh: '加上这几行。' }, { after: '**/bin\n**/obj' })],
    },
    {
      id: 'restore-inside',
      title: { en: 'Restore in the image, then build', zh: '在镜像内还原，再构建' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Restore before --no-restore.', zh: '先还原，再用 --no-restore。' },
          { after: 'RUN dotnet restore\nCOPY . .\nRUN dotnet publish -c Release -o /app --no-restore' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'NuGet/NuGet.Client', path: 'src/NuGet.Core/NuGet.Packaging/FallbackPackagePathResolver.cs' },
    { repo: 'dotnet/sdk', path: 'src/Tasks/Common/Resources/Strings.resx', symbol: 'NETSDK1064' },
  ],
});

export default dotnetRestoreFallbackFolder;

export const examples: ExamplesOf<typeof dotnetRestoreFallbackFolder> = [
  {
    name: 'obj of a Windows host',
    log: `#9 [4/6] RUN dotnet publish -c Release --no-restore
#9 0.410 /usr/share/dotnet/sdk/8.0.404/Sdks/Microsoft.NET.Sdk/targets/Microsoft.PackageDependencyResolution.targets(266,5): error MSB4018: NuGet.Packaging.Core.PackagingException: Unable to find fallback package folder 'C:\\Program Files (x86)\\Microsoft Visual Studio\\Shared\\NuGetPackages'. [/src/Shop.csproj]
#9 ERROR: process "/bin/sh -c dotnet publish -c Release --no-restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet publish -c Release --no-restore" did not complete successfully: exit code: 1
`,
    matches: { path: 'C:\\Program Files (x86)\\Microsoft Visual Studio\\Shared\\NuGetPackages' },
    verdict: 'confirmed',
  },
  {
    name: 'the source is not reachable',
    log: `#9 [4/6] RUN dotnet restore
#9 0.410 /src/Shop.csproj : error NU1301: Unable to load the service index for source https://nuget.corp.example/v3/index.json.
#9 ERROR: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c dotnet restore" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'nuget-source-failed',
  },
];
