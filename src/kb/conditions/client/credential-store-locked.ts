import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const credentialStoreLocked = condition({
  id: 'credential-store-locked',
  stage: 'client',
  title: { en: 'The system key store refuses the credential helper', zh: '系统密钥库拒绝了凭据助手' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'keychain cannot be accessed because the current session does not allow user interaction',
        'User interaction is not allowed.',
        'Cannot autolaunch D-Bus without X11 $DISPLAY',
        'org.freedesktop.secrets was not provided by any .service files',
        'pass not initialized',
        'pass store is uninitialized',
        'A specified logon session does not exist',
      ],
      pattern:
        /(?<reason>keychain cannot be accessed|(?<=credentials - err: .{0,200})(?:User interaction is not allowed|Cannot autolaunch D-Bus without X11 \$DISPLAY)|The name org\.freedesktop\.secrets was not provided|pass not initialized|pass store is uninitialized|A specified logon session does not exist)/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ reason: group('reason') }),

  headline: ({ reason }) => ({
    en: `The key store of the system is closed: ${reason}`,
    zh: `系统密钥库未解锁：${reason}`,
  }),
  why: {
    en: `The credential helper runs, but the key store behind it (macOS keychain, pass, Windows credential manager)
      gives nothing to this session, typically over SSH, in CI or before pass was initialised. It is no missing
      login at the registry.`,
    zh: `凭据助手可以运行，但它背后的密钥库（macOS 钥匙串、pass、Windows 凭据管理器）拒绝当前会话，
      常见于 SSH、CI，或尚未初始化 pass。这不是镜像仓库的登录问题。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'unlock',
      title: { en: 'Unlock the key store in this session', zh: '在当前会话中解锁密钥库' },
      risk: 'reversible',
      steps: [
        shell('security unlock-keychain', 'cmdkey /list', 'reversible', { on: 'desktop-mac' }),
        advise(
          'With pass: create a key and run pass init <key id>. On Windows run docker login in an interactive session.',
          '使用 pass 时：创建密钥并执行 pass init <key id>。在 Windows 上请在交互式会话中执行 docker login。',
        ),
      ],
    },
    {
      id: 'file-store',
      title: {
        en: 'On a headless machine: keep credentials in a file of the job',
        zh: '在无界面机器上：用作业自己的文件保存凭据',
      },
      risk: 'reversible',
      steps: [
        shell(
          'export DOCKER_CONFIG="$(mktemp -d)" && docker login',
          '$env:DOCKER_CONFIG = (New-Item -ItemType Directory "$env:TEMP/docker-job").FullName; docker login',
          'reversible',
          {
            note: {
              en: 'The file is not encrypted; delete the folder afterwards.',
              zh: '该文件未加密；用后请删除目录。',
            },
          },
        ),
      ],
    },
  ],

  sources: [
    { repo: 'docker/docker-credential-helpers', path: 'osxkeychain/osxkeychain.go' },
    { repo: 'docker/docker-credential-helpers', path: 'pass/pass.go' },
  ],
});

export default credentialStoreLocked;

export const examples: ExamplesOf<typeof credentialStoreLocked> = [
  {
    name: 'over ssh, the keychain may not ask',
    log: `error getting credentials - err: exit status 1, out: \`User interaction is not allowed.\`
`,
    matches: { reason: 'User interaction is not allowed' },
  },
  {
    name: 'login over ssh on a Mac',
    log: `Error saving credentials: error storing credentials - err: exit status 1, out: \`keychain cannot be accessed because the current session does not allow user interaction. The keychain may be locked; unlock it by running "security -v unlock-keychain ~/Library/Keychains/login.keychain-db" and try again\`
`,
    matches: {},
  },
  {
    name: 'the helper itself is missing',
    log: `ERROR: failed to solve: error getting credentials - err: exec: "docker-credential-pass": executable file not found in $PATH, out: \`\`
`,
    matches: false,
    is: 'credential-helper-missing',
  },
];
