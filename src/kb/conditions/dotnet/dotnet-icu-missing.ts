import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const dotnetIcuMissing = condition({
  id: 'dotnet-icu-missing',
  stage: 'dotnet',
  title: { en: '.NET finds no ICU library for globalization', zh: '.NET 找不到用于全球化的 ICU 库' },

  signatures: [
    { on: ['output', 'error'], says: "Couldn't find a valid ICU package installed on the system", strength: 'states' },
    { on: ['output', 'error'], says: 'Globalization Invariant Mode is not supported', strength: 'states' },
    {
      on: ['output', 'error'],
      says: 'Only the invariant culture is supported in globalization-invariant mode',
      strength: 'states',
    },
  ],

  headline: () => ({
    en: '.NET needs the ICU library or must run in invariant mode',
    zh: '.NET 需要 ICU 库，或必须以 invariant 模式运行',
  }),
  why: {
    en: `Cultures, sorting and dates come from ICU, which Alpine and other small images leave out. The official alpine images switch to invariant mode,
      in which a program that asks for a culture fails instead.`,
    zh: `区域文化、排序和日期来自 ICU，而 Alpine 等小镜像没有带。官方 alpine 镜像会切换到 invariant 模式，此时要求某个文化的程序会报错。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-icu',
      title: { en: 'Install ICU', zh: '安装 ICU' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'On Alpine; on Debian apt-get install libicu-dev.',
            zh: 'Alpine 写法；Debian 用 apt-get install libicu-dev。',
          },
          { after: 'RUN apk add --no-cache icu-libs icu-data-full\nENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false' },
        ),
      ],
    },
    {
      id: 'invariant',
      title: { en: 'Or, if no culture is needed, run without', zh: '如果不需要区域文化，就不用它' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Sorting and formatting then follow the invariant culture.',
            zh: '排序和格式化将使用 invariant 文化。',
          },
          { after: 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1' },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'dotnet/runtime', path: 'src/native/libs/System.Globalization.Native/pal_icushim.c' },
    { repo: 'dotnet/runtime', path: 'src/libraries/System.Private.CoreLib/src/Resources/Strings.resx' },
  ],
});

export default dotnetIcuMissing;

export const examples: ExamplesOf<typeof dotnetIcuMissing> = [
  {
    name: 'Alpine',
    log: `app-1  | Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again.
app-1 exited with code 139
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the runtime is too old',
    log: `app-1  | You must install or update .NET to run this application.
app-1 exited with code 150
`,
    matches: false,
    is: 'dotnet-sdk-mismatch',
  },
];
