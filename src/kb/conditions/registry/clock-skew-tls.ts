import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';
import { registryRequest } from '../../shared/registry.ts';

const clockSkewTls = condition({
  id: 'clock-skew-tls',
  stage: 'registry',
  title: { en: "The engine's clock does not fit the certificate", zh: '引擎的时钟与证书有效期不符' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: 'x509: certificate has expired or is not yet valid',
      pattern: registryRequest(
        String.raw`(?:tls: failed to verify certificate: )?x509: certificate has expired or is not yet valid(?:: current time (?<now>\S{1,40}) is (?<side>before|after) (?<limit>[^\s,"]{1,40}))?`,
      ),
    },
  ],
  facts: (group) => ({ host: group('host'), now: group('now'), side: group('side'), limit: group('limit') }),

  yieldsTo: ['registry-mirror-broken'],
  headline: ({ host, now, side, limit }) =>
    side === ''
      ? {
          en: `The certificate of ${host} is not valid at the time the engine believes it is`,
          zh: `按引擎的时间，${host} 的证书不在有效期内`,
        }
      : {
          en: `The engine believes it is ${now}, ${side} ${limit}, the limit of the certificate of ${host}`,
          zh: `引擎认为现在是 ${now}，${side === 'before' ? '早于' : '晚于'} ${host} 证书的期限 ${limit}`,
        },
  why: {
    en: `A certificate is only valid between two dates, and the engine compares them with its own clock. The clock of a VM stops while
      the laptop sleeps, and that of WSL 2 drifts. If the time in the message is right, the certificate itself has expired.`,
    zh: `证书只在两个日期之间有效，引擎用自己的时钟来比较。笔记本休眠时虚拟机的时钟会停，WSL 2 的时钟也会漂移。
      如果消息中的时间是正确的，那就是证书本身过期了。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'compare-clocks',
      title: { en: "Compare the engine's clock with the real time", zh: '比较引擎时钟与真实时间' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.SystemTime}}']),
        shell('date -u; timedatectl status', '(Get-Date).ToUniversalTime()', 'read'),
      ],
    },
    {
      id: 'set-the-clock',
      title: { en: 'The clock is wrong: synchronise it', zh: '时钟不对：同步时间' },
      risk: 'disruptive',
      steps: [
        shell('sudo chronyc makestep || sudo timedatectl set-ntp true', 'w32tm /resync', 'reversible', { on: 'linux' }),
        shell('docker desktop restart', 'wsl --shutdown; docker desktop restart', 'disruptive', { on: 'desktop' }),
      ],
    },
    {
      id: 'renew-the-certificate',
      title: { en: 'The clock is right: the certificate has expired', zh: '时钟正确：证书已过期' },
      risk: 'read',
      steps: [advise(`Have the certificate of ${host} renewed by whoever runs it.`, `请 ${host} 的管理者更新证书。`)],
    },
  ],

  sources: [{ repo: 'golang/go', path: 'src/crypto/x509/verify.go', symbol: 'CertificateInvalidError' }],
});

export default clockSkewTls;

export const examples: ExamplesOf<typeof clockSkewTls> = [
  {
    name: 'the VM slept',
    log: `ERROR: failed to solve: alpine:3.20: failed to resolve source metadata for docker.io/library/alpine:3.20: failed to do request: Head "https://registry.example/v2/library/alpine/manifests/3.20": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-01-03T08:11:42Z is before 2026-10-04T00:00:00Z
`,
    matches: { host: 'registry.example', side: 'before' },
    remedies: ['compare-clocks', 'set-the-clock', 'renew-the-certificate'],
  },
  {
    name: 'an unknown authority',
    log: `Error response from daemon: Get "https://registry.example/v2/": x509: certificate signed by unknown authority
`,
    matches: false,
    is: 'registry-unknown-ca',
  },
];
