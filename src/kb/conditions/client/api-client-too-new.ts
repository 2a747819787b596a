import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { act, advise, look, shell } from '#core/model/steps.ts';

const apiClientTooNew = condition({
  id: 'api-client-too-new',
  stage: 'client',
  title: { en: 'The engine is too old for what the client asks', zh: '引擎太旧，不支持客户端的请求' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'is too new. Maximum supported API version is',
      pattern:
        /client version (?<wanted>[\d.]{1,10}) is too new\. Maximum supported API version is (?<spoken>\d{1,3}\.\d{1,3})/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'but the Docker daemon API version is',
      pattern:
        /"?(?<what>[\w. -]{1,60})"? requires API version (?<wanted>[\d.]{1,10}), but the Docker daemon API version is (?<spoken>\d{1,3}\.\d{1,3})/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ wanted: group('wanted'), spoken: group('spoken') }),

  headline: ({ wanted, spoken }) => ({
    en: `The client asks for API ${wanted}, the engine speaks ${spoken}`,
    zh: `客户端要求 API ${wanted}，引擎只支持 ${spoken}`,
  }),
  why: {
    en: `The engine compared the API version of the request with its own and refused. Either DOCKER_API_VERSION pins
      a version this engine does not have, or the option needs a newer engine.`,
    zh: `引擎把请求的 API 版本与自己的比较后拒绝了。
      要么 DOCKER_API_VERSION 固定了该引擎没有的版本，要么所用选项需要更新的引擎。`,
  },

  retry: 'useless',
  remedies: ({ wanted }) => [
    {
      id: 'look-at-versions',
      title: { en: 'See what both sides speak', zh: '查看两端的版本' },
      risk: 'read',
      steps: [
        look(['docker', 'version']),
        shell('env | grep ^DOCKER_API_VERSION', 'Get-ChildItem Env:DOCKER_API_VERSION', 'read'),
      ],
    },
    {
      id: 'unset-the-pin',
      title: { en: 'Remove the pin', zh: '去掉固定的版本' },
      risk: 'reversible',
      steps: [
        act({ name: 'set-variable', variable: 'DOCKER_API_VERSION', value: null }, 'reversible', {
          en: 'unset DOCKER_API_VERSION (PowerShell: Remove-Item Env:DOCKER_API_VERSION): client and engine then agree on a version by themselves.',
          zh: 'unset DOCKER_API_VERSION（PowerShell：Remove-Item Env:DOCKER_API_VERSION）：客户端和引擎会自行协商版本。',
        }),
      ],
    },
    {
      id: 'update-the-engine',
      title: { en: 'Or update the engine', zh: '或者升级引擎' },
      risk: 'disruptive',
      steps: [
        advise(
          `Update the engine to a release that speaks API ${wanted}; until then leave the option out.`,
          `把引擎升级到支持 API ${wanted} 的版本；在此之前不要使用该选项。`,
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'daemon/server/middleware/version.go', symbol: 'versionUnsupportedError' },
    { repo: 'moby/moby', path: 'client/errors.go', symbol: 'requiresVersion' },
  ],
});

export default apiClientTooNew;

export const examples: ExamplesOf<typeof apiClientTooNew> = [
  {
    name: 'a pinned version',
    log: `Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.43
`,
    matches: { wanted: '1.52', spoken: '1.43' },
  },
  {
    name: 'the client is the old one',
    log: `Error response from daemon: client version 1.40 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version
`,
    matches: false,
    is: 'api-client-too-old',
  },
];
