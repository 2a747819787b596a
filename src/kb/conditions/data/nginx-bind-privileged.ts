import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, run } from '#core/model/steps.ts';

const nginxBindPrivileged = condition({
  id: 'nginx-bind-privileged',
  stage: 'data',
  title: {
    en: 'nginx runs without root and may not use port 80 or its folders',
    zh: 'nginx 以非 root 运行，无权使用 80 端口或自己的目录',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'failed (13: Permission denied)',
      pattern:
        /(?:bind\(\) to \S{1,40}:(?<port>\d{1,5}) failed|mkdir\(\) "(?<path>\/var\/cache\/nginx[^"]{0,100})" failed|open\(\) "(?<pid>\/(?:var\/)?run\/nginx\.pid)" failed) \(13: Permission denied\)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    port: group('port'),
    path: group('path') || group('pid'),
    service: event.service ?? 'nginx',
  }),

  headline: ({ port, path, service }) => ({
    en:
      port === ''
        ? `${service} runs without root and may not write ${path}`
        : `${service} runs without root and may not listen on port ${port}`,
    zh:
      port === '' ? `${service} 以非 root 运行，无权写入 ${path}` : `${service} 以非 root 运行，无权监听 ${port} 端口`,
  }),
  why: {
    en: `The official image starts as root to open port 80 and to write its cache, then drops to the user nginx. With user: or dropped capabilities it has to use
      a port above 1024 and folders of its own.`,
    zh: `官方镜像先以 root 启动以打开 80 端口并写缓存，再降为 nginx 用户。设置了 user: 或去掉 capability 后，
      必须使用 1024 以上的端口和自己可写的目录。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'use-unprivileged-image',
      title: { en: 'Use the unprivileged image and port 8080', zh: '使用无特权镜像和 8080 端口' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: `In ${service}.`, zh: `在 ${service} 中。` },
          { after: 'image: nginxinc/nginx-unprivileged:stable\nports: ["80:8080"]' },
        ),
        edit(
          'nginx.conf',
          { en: 'Listen above 1024.', zh: '监听 1024 以上的端口。' },
          { before: 'listen 80;', after: 'listen 8080;' },
        ),
        run(['docker', 'compose', 'up', '-d', '--wait', service], 'disruptive'),
      ],
    },
  ],

  sources: [{ repo: 'nginx/nginx', path: 'src/core/ngx_connection.c', symbol: 'ngx_open_listening_sockets' }],
});

export default nginxBindPrivileged;

export const examples: ExamplesOf<typeof nginxBindPrivileged> = [
  {
    name: 'user: 1000',
    log: `web-1  | nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)
web-1 exited with code 1
`,
    matches: { path: '/var/cache/nginx/client_temp', service: 'web' },
    verdict: 'confirmed',
  },
  {
    name: 'the port is taken',
    log: `web-1  | nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
web-1 exited with code 1
`,
    matches: false,
    is: 'port-used-inside-container',
  },
];
