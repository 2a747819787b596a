import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const elixirVersionMismatch = condition({
  id: 'elixir-version-mismatch',
  stage: 'shell',
  title: {
    en: 'The project supports another Elixir or Erlang/OTP version',
    zh: '项目支持的 Elixir 或 Erlang/OTP 版本与镜像不同',
  },

  signatures: [
    {
      on: 'output',
      says: 'but it has declared in its mix.exs file it supports only',
      pattern:
        /You're trying to run :(?<app>\w{1,80}) on (?<what>Elixir|Erlang\/OTP) (?<have>v?[\w.-]{1,30}) but it has declared in its mix\.exs file it supports only (?:Elixir|Erlang\/OTP) (?<wanted>.{1,60})$/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'it requires Erlang/OTP ',
      pattern: /it requires (?<what>Erlang\/OTP) (?<wanted>[\w.+-]{1,20})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ app: group('app'), what: group('what'), have: group('have'), wanted: group('wanted') }),

  headline: ({ app, what, have, wanted }) => ({
    en: `${app === '' ? 'The project' : app} supports ${what} ${wanted}${have === '' ? '' : `, the image has ${have}`}`,
    zh: `${app === '' ? '项目' : `${app} `}支持 ${what} ${wanted}${have === '' ? '' : `，镜像里是 ${have}`}`,
  }),
  why: {
    en: `mix.exs names the Elixir (or OTP) versions the project or a dependency supports, and Mix checks it before anything is compiled.
      Either the base image is old, or a floating tag moved past an exact requirement.`,
    zh: `mix.exs 写明了项目或依赖所支持的 Elixir（或 OTP）版本，Mix 在编译之前就会检查。
      要么基础镜像太旧，要么浮动标签已超过写死的版本要求。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'match-image',
      title: { en: 'Use an image of a supported version', zh: '使用受支持版本的镜像' },
      risk: 'reversible',
      steps: [
        look(['grep', '-n', 'elixir:', 'mix.exs']),
        edit(
          'Dockerfile',
          {
            en: 'The tag names Elixir; hexpm/elixir also names OTP.',
            zh: '标签写的是 Elixir 版本；hexpm/elixir 还可指定 OTP。',
          },
          { after: 'FROM elixir:1.18-slim' },
        ),
      ],
    },
    {
      id: 'widen',
      title: { en: 'Or widen the requirement, if the project runs on it', zh: '如果项目能运行，就放宽要求' },
      risk: 'reversible',
      steps: [
        edit(
          'mix.exs',
          { en: 'A range instead of one exact version.', zh: '写范围，不要写死版本。' },
          { after: 'elixir: "~> 1.14"' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'elixir-lang/elixir', path: 'lib/mix/lib/mix/project.ex' }],
});

export default elixirVersionMismatch;

export const examples: ExamplesOf<typeof elixirVersionMismatch> = [
  {
    name: 'the image is too old',
    log: `#9 [4/6] RUN mix do deps.get, deps.compile, compile
#9 0.410 ** (Mix) You're trying to run :shop on Elixir v1.7.4 but it has declared in its mix.exs file it supports only Elixir ~> 1.9
#9 ERROR: process "/bin/sh -c mix do deps.get, deps.compile, compile" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mix do deps.get, deps.compile, compile" did not complete successfully: exit code: 1
`,
    matches: { app: 'shop', have: 'v1.7.4', wanted: '~> 1.9' },
    verdict: 'confirmed',
  },
  {
    name: 'a dependency cannot be resolved',
    log: `#9 [4/6] RUN mix deps.get
#9 0.410 ** (Mix) Hex dependency resolution failed, change the version requirements of your dependencies or unlock them
#9 ERROR: process "/bin/sh -c mix deps.get" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mix deps.get" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
