import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, shell } from '#core/model/steps.ts';
import { registryRequest } from '../../shared/registry.ts';

const registryUnknownCa = condition({
  id: 'registry-unknown-ca',
  stage: 'registry',
  title: { en: 'The engine does not trust the certificate of the registry', zh: '引擎不信任镜像仓库的证书' },

  signatures: [
    {
      on: ['error', 'daemon'],
      says: [
        'x509: certificate signed by unknown authority',
        'x509: certificate is valid for ',
        'x509: certificate relies on legacy Common Name',
        'x509: cannot validate certificate for ',
        'x509: certificate is not valid for any names',
      ],
      pattern: registryRequest(
        String.raw`(?:tls: failed to verify certificate: )?x509: (?<reason>certificate signed by unknown authority|certificate is valid for [^\n]{1,200}|certificate relies on legacy Common Name|cannot validate certificate for [^\n]{1,100}|certificate is not valid for any names)`,
      ),
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host'), reason: group('reason') }),

  yieldsTo: ['registry-mirror-broken', 'clock-skew-tls', 'frontend-image-unavailable'],
  headline: ({ host, reason }) => ({
    en: `The engine does not trust the certificate of ${host}: ${reason}`,
    zh: `引擎不信任 ${host} 的证书：${reason}`,
  }),
  why: {
    en: `The connection was made, but its certificate comes from an authority the engine does not know or names another host. Either the
      registry has a private CA, or a proxy on the way replaces certificates. The CA has to be where the engine is, not where the client is.`,
    zh: `连接已建立，但证书由引擎不认识的 CA 签发，或者证书上的域名不符：要么仓库使用私有 CA，要么途中的代理替换了证书。
      CA 必须安装在引擎所在的地方，而不是客户端。`,
  },

  retry: 'useless',
  remedies: ({ host }) => [
    {
      id: 'see-the-certificate',
      title: { en: 'See who issued the certificate', zh: '查看证书的签发者' },
      risk: 'read',
      steps: [
        look(['curl', '-vI', '--max-time', '10', `https://${host}/v2/`]),
        shell(
          'ls -R /etc/docker/certs.d',
          'Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Subject -notmatch Microsoft',
          'read',
        ),
      ],
    },
    {
      id: 'install-ca-for-engine',
      title: { en: 'Give the CA to the engine', zh: '把 CA 证书交给引擎' },
      risk: 'disruptive',
      steps: [
        advise(
          `Linux: put the CA certificate (PEM) into /etc/docker/certs.d/${host}/ca.crt; the engine need not restart. If a company proxy replaces certificates, install its CA in the system store and restart the engine.`,
          `Linux：把 CA 证书（PEM）放到 /etc/docker/certs.d/${host}/ca.crt，无需重启引擎。如果是公司代理替换证书，把它的 CA 装入系统信任库，并重启引擎。`,
        ),
        advise(
          'Docker Desktop: install the CA in the trust store of Windows or macOS, then restart Docker Desktop, which imports it.',
          'Docker Desktop：把 CA 装入 Windows 或 macOS 的信任库，然后重启 Docker Desktop，它会自动导入。',
          'desktop',
        ),
        advise(
          `A docker-container builder has its own store: in buildkitd.toml [registry."${host}"] ca=["/path/ca.crt"], and create the builder with --buildkitd-config.`,
          `docker-container 构建器有自己的信任配置：在 buildkitd.toml 中写 [registry."${host}"] ca=["/path/ca.crt"]，并用 --buildkitd-config 创建构建器。`,
        ),
      ],
    },
  ],

  sources: [
    { repo: 'golang/go', path: 'src/crypto/x509/verify.go', symbol: 'UnknownAuthorityError' },
    { repo: 'moby/moby', path: 'daemon/pkg/registry/registry.go', symbol: 'loadTLSConfig' },
  ],
});

export default registryUnknownCa;

export const examples: ExamplesOf<typeof registryUnknownCa> = [
  {
    name: 'a private CA',
    log: `Error response from daemon: Get "https://registry.example:5443/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority
`,
    matches: { host: 'registry.example:5443', reason: 'certificate signed by unknown authority' },
    verdict: 'confirmed',
    remedies: ['see-the-certificate', 'install-ca-for-engine'],
  },
  {
    name: 'a step fails on TLS: another trust store',
    log: `#6 [2/3] RUN helm pull oci://charts.example/app
#6 0.801 Error: Get "https://charts.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority
#6 ERROR: process "/bin/sh -c helm pull oci://charts.example/app" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c helm pull oci://charts.example/app" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
