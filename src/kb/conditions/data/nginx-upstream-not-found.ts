import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { APP_DOWN, DATABASE_DOWN } from '../../shared/service-down.ts';

const nginxUpstreamNotFound = condition({
  id: 'nginx-upstream-not-found',
  stage: 'data',
  title: { en: 'nginx cannot resolve an upstream at its start', zh: 'nginx 启动时无法解析上游主机名' },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'host not found in upstream "',
      pattern: /host not found in upstream "(?<host>[^":]{1,120})(?::\d+)?"(?: in (?<file>\S{1,160}?):(?<at>\d{1,6}))?/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    // HAProxy resolves its servers at the start, too.
    {
      on: 'output',
      says: 'could not resolve address ',
      pattern:
        /parsing \[(?<file>\/[^\]:]{1,160}):(?<at>\d{1,6})\] ?: .{0,120}could not resolve address '(?<host>[^']{1,120})'/,
      strength: 'states',
    },
  ],
  facts: (group, event) => ({
    host: group('host'),
    file: group('file'),
    at: group('at'),
    service: event.service ?? 'nginx',
  }),

  yieldsTo: ['service-dns-failure', ...APP_DOWN, ...DATABASE_DOWN],
  calls: ({ host }) => host,
  headline: ({ host, service }) => ({
    en: `${service} does not start: the upstream "${host}" does not resolve`,
    zh: `${service} 无法启动：上游 "${host}" 解析不到`,
  }),
  why: {
    en: `nginx resolves every upstream once while reading its configuration and stops if one name is unknown. The service is on another network, has another name,
      was not started yet, or crashed: the name of a stopped container is gone from DNS.`,
    zh: `nginx 读取配置时会把每个上游解析一次，有一个解析不到就停止。该服务可能在别的网络、名字不同、还没启动，
      或已经崩溃：已停止容器的名字会从 DNS 中消失。`,
  },

  evidence: {
    services: {
      probe: 'project.services',
      about: () => ({}),
      confirms: (services, { host }) => services.length > 0 && services.every(({ name }) => name !== host),
      refutes: () => false,
      tells: (services, { host }) => ({
        en: `The project has no service "${host}"; it has ${services.map(({ name }) => name).join(', ')}.`,
        zh: `项目里没有服务 "${host}"，只有 ${services.map(({ name }) => name).join('、')}。`,
      }),
    },
  },

  retry: 'unknown',
  remedies: ({ host, service }) => [
    {
      id: 'look-at-upstream',
      title: { en: 'See whether the upstream runs, and on which network', zh: '查看上游是否在运行、在哪个网络' },
      risk: 'read',
      steps: [look(['docker', 'compose', 'ps', '-a', '--format', 'table {{.Service}}\t{{.Status}}\t{{.Networks}}'])],
    },
    {
      id: 'wait-or-resolve-late',
      title: {
        en: 'Let nginx wait for it, or resolve at the time of the request',
        zh: '让 nginx 等待它，或在请求时才解析',
      },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In ${service}.`, zh: `在 ${service} 中。` },
          { after: `depends_on:\n  ${host}:\n    condition: service_healthy` },
        ),
        edit(
          'nginx.conf',
          { en: 'A variable makes nginx resolve late.', zh: '使用变量可让 nginx 延迟解析。' },
          { after: `resolver 127.0.0.11 valid=10s;\nset $upstream ${host};\nproxy_pass http://$upstream:8000;` },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait'], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'nginx/nginx', path: 'src/http/ngx_http_upstream.c', symbol: 'ngx_http_upstream_init_round_robin' },
  ],
});

export default nginxUpstreamNotFound;

export const examples: ExamplesOf<typeof nginxUpstreamNotFound> = [
  {
    name: 'a service that is not there',
    log: `web-1  | 2026/11/22 13:31:15 [emerg] 1#1: host not found in upstream "api" in /etc/nginx/conf.d/default.conf:7
web-1  | nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:7
web-1 exited with code 1
`,
    matches: { host: 'api', at: '7', service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'it resolved, but refused',
    log: `web-1  | 2026/11/22 13:31:15 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://172.18.0.3:8000/", host: "shop.example"
web-1 exited with code 1
`,
    matches: false,
    is: 'dependency-not-ready',
  },
];
