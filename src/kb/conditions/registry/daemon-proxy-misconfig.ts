import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { registryRequest, restartEngine } from '../../shared/registry.ts';

const daemonProxyMisconfig = condition({
  id: 'daemon-proxy-misconfig',
  stage: 'registry',
  title: { en: "The engine's proxy does not work", zh: '引擎配置的代理不可用' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'proxyconnect tcp: ',
      pattern: registryRequest(
        String.raw`proxyconnect tcp: (?<reason>(?:dial tcp:? (?:lookup )?(?<proxy>[^\s]{1,120}?):? )?[^\n]{1,200})`,
      ),
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: ['Proxy Authentication Required', 'proxyconnect tcp: tls: first record', 'socks connect tcp '],
      pattern: registryRequest(
        String.raw`(?<reason>Proxy Authentication Required|socks connect tcp (?<proxy>\S{1,120}?)->[^\n]{1,200})`,
      ),
      strength: 'states',
    },
    {
      on: ['error', 'daemon'],
      says: 'malformed HTTP ',
      pattern: registryRequest(
        String.raw`(?:net/http: HTTP/1\.x transport connection broken: )?(?<reason>malformed HTTP (?:response|status code)[^\n]{1,120})`,
      ),
      strength: 'hints',
    },
  ],
  facts: (group) => ({ host: group('host'), reason: group('reason'), proxy: group('proxy') }),

  yieldsTo: ['desktop-proxy-setting'],
  headline: ({ host, reason, proxy }) => ({
    en: `The engine reaches ${host} through a proxy${proxy === '' ? '' : ` (${proxy})`} that fails: ${reason}`,
    zh: `引擎通过代理${proxy === '' ? '' : `（${proxy}）`}访问 ${host}，但代理失败：${reason}`,
  }),
  why: {
    en: `"proxyconnect" means the failure is between the engine and its proxy; the registry was not reached at all. The engine takes its
      proxy from daemon.json, its systemd unit or Docker Desktop. 127.0.0.1 there is the machine or VM of the engine, not yours.`,
    zh: `"proxyconnect" 表示问题出在引擎与代理之间，请求还没有到达仓库。引擎的代理来自 daemon.json、systemd 单元或 Docker Desktop。
      其中的 127.0.0.1 指引擎所在的机器或虚拟机，而不是你的电脑。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-engine-proxy',
      title: { en: 'See which proxy the engine uses', zh: '查看引擎使用的代理' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', 'http={{.HTTPProxy}} https={{.HTTPSProxy}} no={{.NoProxy}}']),
        look(['systemctl', 'show', '--property=Environment', 'docker'], { on: 'linux' }),
      ],
    },
    {
      id: 'correct-engine-proxy',
      title: { en: 'Correct or remove it, then restart the engine', zh: '更正或删除它，然后重启引擎' },
      risk: 'disruptive',
      steps: [
        edit(
          '/etc/docker/daemon.json',
          {
            en: 'An address the engine can reach, nearly always http:// even for HTTPS traffic. A systemd drop-in (/etc/systemd/system/docker.service.d) may set it as well.',
            zh: '填引擎能访问的地址；即使是 HTTPS 流量，代理地址也几乎总是 http://。systemd drop-in（/etc/systemd/system/docker.service.d）里也可能设置了代理。',
          },
          {
            on: 'linux',
            after:
              '"proxies": {\n  "http-proxy": "http://proxy.example:3128",\n  "https-proxy": "http://proxy.example:3128",\n  "no-proxy": "localhost,127.0.0.0/8,.internal.example"\n}',
          },
        ),
        advise(
          'Docker Desktop: Settings → Resources → Proxies.',
          '使用 Docker Desktop 时，在 Settings → Resources → Proxies 中修改。',
          'desktop',
        ),
        ...restartEngine(),
      ],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/net/http/transport.go', symbol: 'proxyconnect' }],
});

export default daemonProxyMisconfig;

export const examples: ExamplesOf<typeof daemonProxyMisconfig> = [
  {
    name: 'the proxy is not running',
    log: `Error response from daemon: Get "https://registry.example/v2/": proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused
`,
    matches: { host: 'registry.example', proxy: '127.0.0.1:7890' },
    verdict: 'confirmed',
    remedies: ['see-engine-proxy', 'correct-engine-proxy'],
  },
  {
    name: 'the name of the proxy does not resolve',
    log: `ERROR: failed to solve: alpine: failed to resolve source metadata for docker.io/library/alpine:latest: failed to do request: Head "https://registry.example/v2/library/alpine/manifests/latest": proxyconnect tcp: dial tcp: lookup proxy.example on 192.0.2.53:53: no such host
`,
    matches: { host: 'registry.example' },
  },
  {
    name: 'the registry itself refuses',
    log: `Error response from daemon: Get "http://registry.example:5000/v2/": dial tcp 203.0.113.9:5000: connect: connection refused
`,
    matches: false,
    is: 'registry-connection-refused',
  },
];
