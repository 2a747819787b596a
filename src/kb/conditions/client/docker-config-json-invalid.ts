import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, shell } from '#core/model/steps.ts';

const dockerConfigJsonInvalid = condition({
  id: 'docker-config-json-invalid',
  stage: 'client',
  title: { en: "The client's own configuration cannot be read", zh: '客户端自己的配置无法读取' },

  signatures: [
    {
      on: ['warning', 'error', 'output'],
      says: ['Error loading config file', 'Error parsing config file'],
      pattern: /Error (?:loading|parsing) config file:? \(?(?<file>[^\s:)]{1,300})\)?:? (?<reason>.{1,200})/,
      also: [
        {
          on: 'error',
          says: [
            'pull access denied',
            'unauthorized',
            'authorization failed',
            'requested access to the resource is denied',
            'no basic auth credentials',
          ],
          within: 'log',
        },
      ],
    },
    {
      on: ['error', 'output'],
      says: ['.docker/buildx', '.docker/.token_seed'],
      pattern:
        /(?:open|mkdir|stat|lstat) (?<file>[^\s:]{0,300}\.docker\/(?:buildx|\.token_seed)[^\s:]{0,200}): (?<reason>permission denied|read-only file system)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ file: group('file'), reason: group('reason') }),

  headline: ({ file, reason }) => ({
    en: `${file} cannot be used: ${reason}`,
    zh: `无法使用 ${file}：${reason}`,
  }),
  why: {
    en: `The client keeps logins, contexts and builder state under ~/.docker and cannot read or write there: the
      JSON is broken, the files belong to root after a sudo run, or HOME is wrong. Logins are then ignored and
      pulls look unauthorised.`,
    zh: `客户端把登录信息、context 和 builder 状态放在 ~/.docker，而它无法读写：
      JSON 损坏、sudo 运行后文件归 root 所有，或 HOME 不对。此时登录信息会被忽略，
      拉取看起来像未授权。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-owner',
      title: { en: 'See owner and content', zh: '查看属主和内容' },
      risk: 'read',
      steps: [
        shell(
          'ls -la ~/.docker; python3 -m json.tool ~/.docker/config.json > /dev/null',
          'Get-Acl $HOME/.docker; Get-Content $HOME/.docker/config.json | ConvertFrom-Json',
          'read',
        ),
      ],
    },
    {
      id: 'take-it-back',
      title: { en: 'Give the folder back to its user', zh: '把目录归还给用户' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo chown -R "$(id -u):$(id -g)" ~/.docker',
          'icacls "$HOME\\.docker" /grant "${env:USERNAME}:F" /T',
          'reversible',
        ),
      ],
    },
    {
      id: 'repair-json',
      title: { en: 'Or repair the JSON', zh: '或者修复 JSON' },
      risk: 'reversible',
      steps: [
        edit('~/.docker/config.json', {
          en: 'Correct the syntax, or move the file aside and log in again',
          zh: '修正语法，或把文件移开后重新登录',
        }),
      ],
    },
  ],

  sources: [
    { repo: 'docker/cli', path: 'cli/config/config.go' },
    { repo: 'moby/buildkit', path: 'session/auth/authprovider/tokenseed.go' },
  ],
});

export default dockerConfigJsonInvalid;

export const examples: ExamplesOf<typeof dockerConfigJsonInvalid> = [
  {
    name: 'root owns the buildx state',
    log: `ERROR: open /home/dev/.docker/buildx/activity/default: permission denied
`,
    matches: { file: '/home/dev/.docker/buildx/activity/default', reason: 'permission denied' },
  },
  {
    name: 'the socket is closed, not the configuration',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/_ping": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: false,
    is: 'socket-permission-denied',
  },
];
