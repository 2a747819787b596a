import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const orgSignInEnforced = condition({
  id: 'org-sign-in-enforced',
  stage: 'registry',
  title: { en: 'Docker Desktop must be signed in to the organization', zh: '必须先用组织账号登录 Docker Desktop' },

  signatures: [
    {
      on: ['error', 'output', 'daemon'],
      says: ['Enforced sign-in is enabled', 'Pull failed due to an unauthenticated request. Enforced sign-in'],
      strength: 'states',
    },
    {
      on: ['error', 'output', 'daemon'],
      says: ' organization. Log in with a different account, or contact your organization owner',
      pattern:
        /You must be a member of the \W{0,10}(?<organization>[\w.-]{1,100})\W{0,10} organization\. Log in with a different account/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ organization: group('organization') }),

  headline: ({ organization }) => ({
    en: `Docker Desktop only pulls for accounts of ${organization === '' ? 'the enforced organization' : organization}, and this one is not signed in as such`,
    zh: `Docker Desktop 只允许${organization === '' ? '指定组织' : ` ${organization} `}的账号拉取镜像，而当前没有用这样的账号登录`,
  }),
  why: {
    en: `The administrator enforces sign-in on this computer, so even public images need a login of the organization. Programs that talk to the
      engine without the docker command (Testcontainers, SDKs) often send no login at all.`,
    zh: `管理员在这台电脑上启用了强制登录，因此连公开镜像也需要组织账号。不经过 docker 命令、直接访问引擎的程序（Testcontainers、SDK）往往不发送登录信息。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'sign-in-again',
      title: { en: 'Sign in with the account of the organization', zh: '用组织账号重新登录' },
      risk: 'reversible',
      steps: [
        run(['docker', 'logout'], 'reversible'),
        run(['docker', 'login'], 'reversible'),
        advise(
          'Sign in to Docker Desktop itself with the same account.',
          '并用同一账号登录 Docker Desktop。',
          'desktop',
        ),
      ],
    },
    {
      id: 'pull-by-command',
      title: { en: 'For SDKs: pull with the docker command first', zh: '使用 SDK 时：先用 docker 命令拉取' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'ls']),
        advise(
          'An image that is here already needs no pull; or give the SDK the credentials of config.json.',
          '本地已有的镜像无需拉取；或者让 SDK 使用 config.json 中的凭据。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop', symbol: 'Enforced sign-in is enabled' }],
});

export default orgSignInEnforced;

export const examples: ExamplesOf<typeof orgSignInEnforced> = [
  {
    name: 'a client without a login',
    log: `Error response from daemon: Pull failed due to an unauthenticated request. Enforced sign-in is enabled, which requires pulls to be authenticated. Please run \`docker login\`, or contact your administrators if this is unexpected.
`,
    matches: { organization: '' },
    verdict: 'confirmed',
    remedies: ['sign-in-again', 'pull-by-command'],
  },
  {
    name: 'the password is wrong',
    log: `Error response from daemon: Get "https://registry.example/v2/": unauthorized: incorrect username or password
`,
    matches: false,
    is: 'registry-unauthorized',
  },
];
