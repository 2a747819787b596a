import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run, shell } from '#core/model/steps.ts';

const dotnetHttpsCertificate = condition({
  id: 'dotnet-https-certificate',
  stage: 'dotnet',
  title: { en: 'ASP.NET Core finds no certificate for HTTPS', zh: 'ASP.NET Core 找不到 HTTPS 证书' },

  signatures: [
    {
      on: 'output',
      says: [
        'Unable to configure HTTPS endpoint. No server certificate was specified',
        'Unable to configure HTTPS endpoint',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: 'The specified network password is not correct',
      also: [{ says: ['X509Certificate', 'Kestrel'] }],
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (_group, event) => ({ service: event.service }),

  headline: ({ service }) => ({
    en: `${service ?? 'The application'} is to listen on HTTPS and has no certificate`,
    zh: `${service ?? '应用'}要监听 HTTPS，但没有证书`,
  }),
  why: {
    en: `ASPNETCORE_URLS or ASPNETCORE_HTTPS_PORTS names an https address. The developer certificate lives in the profile of the developer's machine, and no container has it. Behind a proxy, plain HTTP inside is enough.`,
    zh: `ASPNETCORE_URLS 或 ASPNETCORE_HTTPS_PORTS 中有 https 地址。开发证书保存在开发机的用户目录里，容器里没有。在代理之后，内部使用 HTTP 就够了。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'http-inside',
      title: { en: 'Listen on HTTP inside, let a proxy do HTTPS', zh: '内部监听 HTTP，由代理提供 HTTPS' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'Also remove ASPNETCORE_URLS with https://.', zh: '同时删除带 https:// 的 ASPNETCORE_URLS。' },
          { after: 'environment:\n  ASPNETCORE_HTTP_PORTS: "8080"' },
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
    {
      id: 'mount-a-certificate',
      title: { en: 'Or mount a certificate', zh: '或挂载证书' },
      risk: 'disruptive',
      steps: [
        shell(
          'dotnet dev-certs https -ep "$HOME/.aspnet/https/app.pfx" -p "$CERT_PASSWORD"',
          'dotnet dev-certs https -ep "$env:USERPROFILE\\.aspnet\\https\\app.pfx" -p $env:CERT_PASSWORD',
          'reversible',
        ),
        edit(
          'compose.yaml',
          { en: 'The password belongs into .env.', zh: '密码放在 .env 里。' },
          {
            after:
              'environment:\n  ASPNETCORE_Kestrel__Certificates__Default__Path: /https/app.pfx\n  ASPNETCORE_Kestrel__Certificates__Default__Password: ${CERT_PASSWORD:?}\nvolumes: ["~/.aspnet/https:/https:ro"]',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'dotnet/aspnetcore',
      path: 'src/Servers/Kestrel/Core/src/CoreStrings.resx',
      symbol: 'NoCertSpecifiedNoDevelopmentCertificateFound',
    },
  ],
});

export default dotnetHttpsCertificate;

export const examples: ExamplesOf<typeof dotnetHttpsCertificate> = [
  {
    name: 'no certificate',
    log: `api-1  | Unhandled exception. System.InvalidOperationException: Unable to configure HTTPS endpoint. No server certificate was specified, and the default developer certificate could not be found or is out of date.
api-1 exited with code 134
`,
    matches: { service: 'api' },
  },
  {
    name: 'the login at SQL Server',
    log: `api-1  | Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'sa'.
api-1 exited with code 134
`,
    matches: false,
    is: 'mssql-login-failed',
  },
];
