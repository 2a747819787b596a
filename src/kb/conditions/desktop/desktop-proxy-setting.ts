import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run } from '#core/model/steps.ts';

const desktopProxySetting = condition({
  id: 'desktop-proxy-setting',
  stage: 'desktop',
  title: { en: 'The proxy setting of Docker Desktop is wrong', zh: 'Docker Desktop 的代理设置有误' },

  signatures: [
    {
      on: ['error', 'output'],
      says: 'http.docker.internal',
      pattern:
        /proxyconnect tcp: (?:dial tcp(?: [\d.:]{1,40})?: )?(?:lookup http\.docker\.internal|[^\n]{0,120}http\.docker\.internal:3128)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: '192.168.65.',
      pattern: /proxyconnect tcp: (?:dial tcp|read tcp) [^\n]{0,60}192\.168\.65\.\d{1,3}:3128/,
    },
  ],

  headline: () => ({
    en: 'The engine cannot get through the proxy of Docker Desktop',
    zh: '引擎无法通过 Docker Desktop 的代理',
  }),
  why: {
    en: `Inside its virtual machine, the engine sends web traffic to http.docker.internal:3128, and Docker Desktop
      passes it on to the proxy of its settings or of the system. That hop failed: the setting is old, the proxy
      is gone or the VPN changed. The registry was not reached.`,
    zh: `在虚拟机内，引擎把 HTTP 流量发给 http.docker.internal:3128，
      由 Docker Desktop 转发到设置中或系统的代理。这一步失败了：设置过期、代理不可用，
      或 VPN 发生变化。还没有连到镜像仓库。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-at-proxy',
      title: { en: 'See what is set', zh: '查看当前设置' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{.HTTPProxy}} {{.HTTPSProxy}} {{.NoProxy}}'])],
    },
    {
      id: 'correct-the-setting',
      title: { en: 'Correct it and restart Docker Desktop', zh: '修正后重启 Docker Desktop' },
      risk: 'disruptive',
      steps: [
        advise(
          'Settings → Resources → Proxies: take over the system proxy, enter the right one, or switch it off.',
          'Settings → Resources → Proxies：沿用系统代理、填写正确的代理，或关闭。',
          'desktop',
        ),
        run(['docker', 'desktop', 'restart'], 'disruptive', { on: 'desktop' }),
      ],
    },
  ],

  sources: [{ repo: 'Docker Desktop' }],
});

export default desktopProxySetting;

export const examples: ExamplesOf<typeof desktopProxySetting> = [
  {
    name: 'the proxy is gone',
    log: `Error response from daemon: Get "https://registry.example/v2/": proxyconnect tcp: dial tcp: lookup http.docker.internal on 192.168.65.7:53: no such host
`,
    matches: {},
  },
  {
    name: 'another proxy',
    log: `Error response from daemon: Get "https://registry.example/v2/": proxyconnect tcp: dial tcp: lookup proxy.example on 10.0.0.2:53: no such host
`,
    matches: false,
  },
];
