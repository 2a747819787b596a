import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const proxyConfigInvalid = condition({
  id: 'proxy-config-invalid',
  stage: 'runtime',
  title: { en: 'The proxy or web server refuses its configuration', zh: '代理或 Web 服务器拒绝它的配置' },

  signatures: [
    {
      on: 'output',
      says: [
        'Error: adapting config using ',
        'Error: loading initial config: ',
        'Error: reading config from file: ',
        'Error: validating config',
      ],
      pattern:
        /Error: (?:adapting config using \w{1,20}|loading initial config|reading config from file|validating config)[^:\n]{0,40}: (?<reason>[^\n]{1,200})/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ' : parsing [',
      pattern: /parsing \[(?<file>\/[^\]:]{1,200}):(?<line>\d{1,6})\] ?: (?<reason>[^\n]{1,160})/,
      also: [{ says: ['[ALERT]', 'Fatal errors found in configuration'] }],
      unless: [{ says: 'could not resolve address' }],
      strength: 'states',
    },
    {
      on: 'output',
      says: ['command traefik error: ', 'Error while building configuration'],
      pattern: /(?:command traefik error: |building configuration[^:\n]{0,80}: )(?<reason>[^\n]{1,200})/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Syntax error on line ',
      pattern: /Syntax error on line (?<line>\d{1,6}) of (?<file>\/[^:\n]{1,200}):/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    at: group('file') === '' ? '' : `${group('file')}:${group('line')}`,
    reason: group('reason'),
    service: event.service ?? 'proxy',
  }),

  yieldsTo: ['bind-file-vs-directory', 'bind-mount-permission'],
  headline: ({ at, reason, service }) => ({
    en: `${service} does not understand its configuration${at === '' ? '' : ` at ${at}`}${reason === '' ? '' : `: ${reason}`}`,
    zh: `${service} 无法理解它的配置${at === '' ? '' : `（${at}）`}${reason === '' ? '' : `：${reason}`}`,
  }),
  why: {
    en: `The server reads the whole configuration before it listens, and stops at what it does not know: a directive of another version or of a module that is not in the image, a file that is not mounted, or an empty environment variable in it.`,
    zh: `服务器在监听之前会读取全部配置，遇到不认识的内容就停止：其他版本的指令、镜像中没有的模块、没有挂载的文件，或配置中的空环境变量。`,
  },

  retry: 'useless',
  remedies: ({ at, reason, service }) => [
    {
      id: 'see-the-log',
      title: { en: 'See every complaint', zh: '查看全部报错' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'logs', '--tail', '30', service])],
    },
    {
      id: 'correct-the-line',
      title: { en: 'Correct the line, then start it again', zh: '改正该行后重新启动' },
      risk: 'disruptive',
      steps: [
        edit(at === '' ? 'compose.yaml' : at.replace(/:\d+$/, ''), {
          en: reason === '' ? 'The line it names.' : `The line it names: ${reason}`,
          zh: reason === '' ? '它指出的那一行。' : `它指出的那一行：${reason}`,
        }),
        run(['docker', 'compose', 'up', '-d', '--force-recreate', service], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'caddyserver/caddy', path: 'cmd/commandfuncs.go' },
    { repo: 'haproxy/haproxy', path: 'src/cfgparse.c' },
    { repo: 'traefik/traefik', path: 'cmd/traefik/traefik.go' },
    { repo: 'apache/httpd', path: 'server/config.c' },
  ],
});

export default proxyConfigInvalid;

export const examples: ExamplesOf<typeof proxyConfigInvalid> = [
  {
    name: 'Caddy',
    log: `caddy-1  | Error: adapting config using caddyfile: /etc/caddy/Caddyfile:5: unrecognized directive: proxy
caddy-1 exited with code 1
`,
    matches: { service: 'caddy' },
  },
  {
    name: 'HAProxy',
    log: `lb-1  | [ALERT]    (1) : config : parsing [/usr/local/etc/haproxy/haproxy.cfg:23] : unknown keyword 'foo' in 'frontend' section
lb-1  | [ALERT]    (1) : config : Fatal errors found in configuration.
lb-1 exited with code 1
`,
    matches: { at: '/usr/local/etc/haproxy/haproxy.cfg:23' },
  },
  {
    name: 'Apache',
    log: `web-1  | AH00526: Syntax error on line 12 of /usr/local/apache2/conf/httpd.conf:
web-1  | Invalid command 'ProxyPass', perhaps misspelled or defined by a module not included in the server configuration
web-1 exited with code 1
`,
    matches: { at: '/usr/local/apache2/conf/httpd.conf:12' },
  },
  {
    name: 'Traefik',
    log: `traefik-1  | command traefik error: failed to decode configuration from flags: field not found, node: certificatesresolvers
traefik-1 exited with code 1
`,
    matches: { service: 'traefik' },
  },
  {
    name: 'nginx',
    log: `proxy-1  | nginx: [emerg] unknown directive "proxy_passs" in /etc/nginx/conf.d/default.conf:7
proxy-1 exited with code 1
`,
    matches: false,
    is: 'nginx-config-invalid',
  },
];
