import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';

const vmnetdMissing = condition({
  id: 'vmnetd-missing',
  stage: 'desktop',
  title: {
    en: 'The privileged helper of Docker Desktop for Mac is not running',
    zh: 'Docker Desktop for Mac 的特权助手没有运行',
  },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'com.docker.vmnetd.sock',
      pattern:
        /(?:exposing port (?:TCP|UDP) (?<address>[\d.:a-f[\]]{1,60}) [^\n]{0,200}|connect to \/var\/run\/)com\.docker\.vmnetd\.sock/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ address: group('address') }),

  headline: ({ address }) => ({
    en: `The port ${address} needs the helper vmnetd, which is not running`,
    zh: `端口 ${address} 需要 vmnetd 助手，而它没有运行`,
  }),
  why: {
    en: `Docker Desktop opens ports below 1024 through a helper with more rights. It is not installed or macOS
      removed it (in January 2025 it was wrongly reported as malware). No other program holds the port.`,
    zh: `Docker Desktop 通过特权助手打开 1024 以下的端口。它没有安装，
      或被 macOS 移除（2025 年 1 月曾被误报为恶意软件）。端口并没有被其他程序占用。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'use-a-high-port',
      title: { en: 'Publish a port above 1024', zh: '改用 1024 以上的端口' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          { en: 'A high port needs no helper', zh: '高位端口不需要助手' },
          { before: "      - '80:80'", after: "      - '8080:80'" },
        ),
      ],
    },
    {
      id: 'reinstall-helper',
      title: { en: 'Or install the helper again', zh: '或者重新安装助手' },
      risk: 'disruptive',
      steps: [
        advise(
          'Update Docker Desktop, then Settings → Advanced → Allow privileged port mapping, and confirm with the password.',
          '升级 Docker Desktop，然后在 Settings → Advanced 中启用 Allow privileged port mapping 并输入密码。',
          'desktop-mac',
        ),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default vmnetdMissing;

export const examples: ExamplesOf<typeof vmnetdMissing> = [
  {
    name: 'port 80',
    log: `docker: Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:80 -> 0.0.0.0:0: failed to connect to /var/run/com.docker.vmnetd.sock: is vmnetd running?: dial unix /var/run/com.docker.vmnetd.sock: connect: no such file or directory
`,
    matches: { address: '0.0.0.0:80' },
  },
  {
    name: 'another program holds the port',
    log: `docker: Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:5000 -> 0.0.0.0:0: listen tcp 0.0.0.0:5000: bind: address already in use
`,
    matches: false,
  },
];
