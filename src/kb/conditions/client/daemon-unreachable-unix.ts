import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, look, run, shell } from '#core/model/steps.ts';

const daemonUnreachableUnix = condition({
  id: 'daemon-unreachable-unix',
  stage: 'client',
  title: { en: 'No Docker engine answers at this address', zh: '该地址上没有 Docker 引擎响应' },

  signatures: [
    {
      on: ['error', 'output'],
      says: ['Cannot connect to the Docker daemon at', 'failed to connect to the docker API at'],
      pattern:
        /(?:Cannot connect to the Docker daemon at|failed to connect to the docker API at) (?!tcp:\/\/docker(?:[:;/.]|$))(?!npipe:)(?!unix:\/\/\/Users\/[^\s/]{1,100}\/\.docker\/run\/)(?<host>[^\s;]{1,300}?)(?:\. Is|;|\.?$|\s)/,
      strength: 'states',
      when: (event) => event.kind === 'error' || (event.kind === 'output' && event.by === 'unknown'),
    },
    {
      on: ['error', 'output'],
      says: "Couldn't connect to Docker daemon at ",
      pattern: /Couldn't connect to Docker daemon at (?<host>[^\s]{1,300}) - is it running\?/,
      when: (event) => event.kind === 'error' || (event.kind === 'output' && event.by === 'unknown'),
    },
    {
      on: ['error', 'output'],
      says: "Error while fetching server API version: ('Connection aborted.', ",
      pattern: /\('Connection aborted\.', (?<host>FileNotFoundError\(2|ConnectionRefusedError\((?:111|61))/,
      strength: 'states',
    },
    {
      on: 'error',
      says: ['docker.sock: connect: no such file or directory', 'docker.sock: connect: connection refused'],
      pattern: /dial unix (?<host>\/[^\s:]{1,300}): connect: (?:no such file or directory|connection refused)/,
    },
  ],
  facts: (group) => ({
    host: group('host').startsWith('/') || group('host').includes('://') ? group('host') : '/var/run/docker.sock',
  }),

  headline: ({ host }) => ({
    en: `No engine answers at ${host}`,
    zh: `${host} 上没有引擎响应`,
  }),
  why: {
    en: `Nothing listens on the socket the client was told to use: the engine is stopped, has crashed, is still
      starting, or DOCKER_HOST or the current context points at another place. Neither the image nor the
      Dockerfile has been looked at yet.`,
    zh: `客户端要连接的套接字上没有程序监听：引擎没有启动、已经崩溃、还在启动，
      或者 DOCKER_HOST 与当前 context 指向了别处。此时还没有读取镜像和 Dockerfile。`,
  },

  evidence: {
    reach: {
      probe: 'engine.reach',
      about: () => ({}),
      confirms: ({ isReachable, problem, transport }) =>
        !isReachable && transport === 'unix' && (problem === 'no-socket' || problem === 'refused'),
      // An engine that answers now may have been started since.
      refutes: () => false,
      tells: ({ problem, endpoint }) =>
        problem === 'no-socket'
          ? { en: `There is no socket at ${endpoint} now either.`, zh: `现在 ${endpoint} 处也没有套接字。` }
          : {
              en: `Nobody accepts connections at ${endpoint} now either.`,
              zh: `现在 ${endpoint} 处也没有进程接受连接。`,
            },
    },
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'look-which-engine',
      title: { en: 'See which engine is meant and whether it runs', zh: '查看指向哪个引擎、它是否在运行' },
      risk: 'read',
      steps: [
        look(['docker', 'context', 'ls']),
        shell(
          'env | grep -E "^DOCKER_(HOST|CONTEXT)="; ls -l /var/run/docker.sock; systemctl status docker --no-pager',
          'Get-ChildItem Env:DOCKER_*; Get-Process "*docker*"',
          'read',
        ),
      ],
    },
    {
      id: 'start-the-engine',
      title: { en: 'Start it and read why it had stopped', zh: '启动引擎，并查看它停止的原因' },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo systemctl start docker && journalctl -u docker -n 50 --no-pager',
          'docker desktop start',
          'disruptive',
          { on: 'linux' },
        ),
        run(['docker', 'desktop', 'start'], 'disruptive', { on: 'desktop' }),
        advise(
          'If it does not stay up, the first error in its journal is the cause. Do not delete /var/lib/docker: it holds every image and volume.',
          '如果启动后又退出，日志中的第一个错误才是原因。不要删除 /var/lib/docker，所有镜像和卷都在里面。',
        ),
      ],
    },
    {
      id: 'use-the-right-context',
      title: { en: 'Or point the client at the engine that runs', zh: '或者让客户端指向正在运行的引擎' },
      risk: 'reversible',
      steps: [
        shell(
          'unset DOCKER_HOST DOCKER_CONTEXT; docker context use default',
          'Remove-Item Env:DOCKER_HOST, Env:DOCKER_CONTEXT -ErrorAction SilentlyContinue; docker context use default',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'moby/moby', path: 'client/errors.go', symbol: 'connectionFailed' },
    { repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' },
  ],
});

export default daemonUnreachableUnix;

export const examples: ExamplesOf<typeof daemonUnreachableUnix> = [
  {
    name: 'build before the engine is up',
    log: `ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    verdict: 'confirmed',
  },
  {
    name: 'engine 29 and later',
    log: `failed to connect to the docker API at unix:///run/user/1000/docker.sock; check if the path is correct and if the daemon is running: dial unix /run/user/1000/docker.sock: connect: no such file or directory
`,
    matches: { host: 'unix:///run/user/1000/docker.sock' },
  },
  {
    name: 'the socket is there but closed to this user',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/containers/json": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: false,
    is: 'socket-permission-denied',
  },
  {
    name: 'there is still no socket',
    log: `ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    world: {
      'engine.reach': {
        endpoint: 'unix:///var/run/docker.sock',
        transport: 'unix',
        from: 'default',
        isReachable: false,
        problem: 'no-socket',
      },
    },
    speaks: ['for'],
  },
  {
    name: 'the engine was started since',
    log: `ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    world: {
      'engine.reach': {
        endpoint: 'unix:///var/run/docker.sock',
        transport: 'unix',
        from: 'default',
        isReachable: true,
      },
    },
    speaks: [],
  },
  {
    name: 'another obstacle proves nothing',
    log: `ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    world: {
      'engine.reach': {
        endpoint: 'unix:///var/run/docker.sock',
        transport: 'unix',
        from: 'default',
        isReachable: false,
        problem: 'permission',
      },
    },
    speaks: [],
  },
];
