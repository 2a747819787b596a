import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const portUsedInsideContainer = condition({
  id: 'port-used-inside-container',
  stage: 'runtime',
  title: { en: 'Two programs in one container want the same port', zh: '同一容器中的两个程序要用同一端口' },

  signatures: [
    {
      on: 'output',
      says: 'EADDRINUSE',
      pattern: /EADDRINUSE:? (?:address already in use )?[^\s]{0,60}?:(?<port>\d{2,5})\b/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: ['Connection in use: (', ' was already in use.', 'ddress already in use', 'failed (98: '],
      pattern:
        /(?:Connection in use: \('[\d.:]{2,40}', (?<gunicorn>\d{2,5})\)|Port (?<spring>\d{2,5}) was already in use\.|(?:bind\(\) to |listen tcp |address |socket \*:)[^\s]{0,60}?:(?<port>\d{2,5})"?,? ?(?:failed \(98|: bind: address already in use|: bind: Address already in use)|could not bind IPv4 address "[\d.]{7,15}": Address already in use|\[Errno 98\] (?:error while attempting to bind on address \('[\d.:]{2,40}', (?<asyncio>\d{2,5})\): )?(?:A|a)ddress already in use)/,
      strength: 'states',
      when: ({ step, text }) => step === undefined && !/docker|userland proxy|driver failed/.test(text),
    },
  ],
  facts: (group, event) => ({
    port: group('port') || group('gunicorn') || group('spring') || group('asyncio'),
    service: event.service,
  }),

  headline: ({ port, service }) => ({
    en: `In the container of ${service ?? 'the program'} something listens on port ${port === '' ? 'already' : `${port} already`}`,
    zh: `${service ?? '程序'}的容器里已有程序在监听${port === '' ? '该端口' : `端口 ${port}`}`,
  }),
  why: {
    en: `Each container has its own ports, so this is not the published port of the host. Either the start command starts the server twice (a script and then CMD, a reloader, a supervisor), two servers share one container with network_mode: service: or a pod, or the service runs with network_mode: host, where it meets the programs of the machine.`,
    zh: `每个容器有自己的端口，所以这不是映射到宿主机的端口。要么启动命令把服务器启动了两次（脚本之后又有 CMD、reloader、supervisor），要么两个服务通过 network_mode: service: 或 pod 共用一个网络，要么使用了 network_mode: host，与机器上的程序冲突。`,
  },

  retry: 'useless',
  remedies: ({ port, service }) => [
    {
      id: 'see-who-listens',
      title: { en: 'See how it is started and which network it has', zh: '查看它如何启动、使用什么网络' },
      risk: 'read',
      steps: [
        look(['docker', 'compose', 'config', ...(service === undefined ? [] : [service])]),
        look(['docker', 'compose', 'top', ...(service === undefined ? [] : [service])]),
      ],
    },
    {
      id: 'one-port-each',
      title: { en: 'Start it once, or give one of them another port', zh: '只启动一次，或让其中一个换端口' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Without network_mode each service has its ports for itself.',
            zh: '去掉 network_mode 后，每个服务独占自己的端口。',
          },
          {
            before: 'network_mode: host',
            after: `ports: ["${port === '' ? '8080' : port}:${port === '' ? '8080' : port}"]`,
          },
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'lib/net.js', symbol: 'setupListenHandle' },
    { repo: 'benoitc/gunicorn', path: 'gunicorn/sock.py' },
    { repo: 'nginx/nginx', path: 'src/core/ngx_connection.c' },
  ],
});

export default portUsedInsideContainer;

export const examples: ExamplesOf<typeof portUsedInsideContainer> = [
  {
    name: 'Node',
    log: `web-1  | Error: listen EADDRINUSE: address already in use :::3000
web-1 exited with code 1
`,
    matches: { port: '3000', service: 'web' },
  },
  {
    name: 'nginx',
    log: `proxy-1  | nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
proxy-1 exited with code 1
`,
    matches: { port: '80' },
  },
  {
    name: 'gunicorn',
    log: `app-1  | [2026-01-01 10:00:00 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8000)
app-1 exited with code 1
`,
    matches: { port: '8000' },
  },
  {
    name: 'Go',
    log: `api-1  | listen tcp :8080: bind: address already in use
api-1 exited with code 1
`,
    matches: { port: '8080' },
  },
  {
    name: 'the port of the host',
    log: `Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint shop-web-1 (abc): failed to bind host port for 0.0.0.0:8080:172.18.0.2:80/tcp: address already in use
`,
    matches: false,
    is: 'port-host-in-use',
  },
];
