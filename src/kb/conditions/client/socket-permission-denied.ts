import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, shell } from '#core/model/steps.ts';

const socketPermissionDenied = condition({
  id: 'socket-permission-denied',
  stage: 'client',
  title: { en: 'This user may not open the socket of the engine', zh: '当前用户无权打开引擎的套接字' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'permission denied while trying to connect to the Docker daemon socket',
        'permission denied while trying to connect to the docker API',
      ],
      pattern:
        /permission denied while trying to connect to the [Dd]ocker (?:daemon socket|API) at (?<host>[^\s]{1,300}?)(?::? |:?$)/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: 'docker.sock: connect: permission denied',
      pattern: /dial unix (?<host>\/[^\s:]{0,300}docker\.sock): connect: permission denied/,
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: "Error while fetching server API version: ('Connection aborted.', PermissionError(13",
      strength: 'states',
    },
    {
      on: ['error', 'output'],
      says: ['open //./pipe/docker', 'open \\\\.\\pipe\\docker'],
      pattern: /open (?<host>(?:\/\/\.\/pipe\/|\\\\\.\\pipe\\)docker\w{0,60}): Access is denied/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ host: group('host') === '' ? '/var/run/docker.sock' : group('host') }),

  headline: ({ host }) => ({
    en: `This user may not open ${host}`,
    zh: `当前用户无权打开 ${host}`,
  }),
  why: {
    en: `The socket exists and the kernel refused to open it: the user is not in its group, joined the group after
      this session began, or the container it runs in has another group id. The engine itself is running.`,
    zh: `套接字存在，但内核拒绝打开：用户不在它的组里，或加入该组之后没有重新登录，或所在容器中的组 id 不同。
      引擎本身在运行。`,
  },

  evidence: {
    reach: {
      probe: 'engine.reach',
      about: () => ({}),
      confirms: ({ problem }) => problem === 'permission',
      // The group may have been set since, or drydock runs as another user.
      refutes: () => false,
      tells: ({ endpoint, socket }) => ({
        en: `${endpoint} may not be opened by this user now either${socket === undefined ? '' : `; the socket belongs to group ${socket.group}, and the user is ${socket.isInGroup ? '' : 'not '}in it`}.`,
        zh: `当前用户现在也无权打开 ${endpoint}${socket === undefined ? '' : `；套接字属于组 ${socket.group}，用户${socket.isInGroup ? '在' : '不在'}该组中`}。`,
      }),
    },
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-the-group',
      title: { en: 'See who may open it', zh: '查看谁可以打开它' },
      risk: 'read',
      steps: [
        shell(
          'id -nG; stat -c "%A %U:%G (gid %g)" /var/run/docker.sock; docker context ls',
          'whoami /groups; docker context ls',
          'read',
        ),
      ],
    },
    {
      id: 'join-the-group',
      title: { en: 'Join the docker group and start a new session', zh: '加入 docker 组并重新登录' },
      risk: 'reversible',
      steps: [
        shell(
          'sudo usermod -aG docker "$USER" && newgrp docker',
          'net localgroup docker-users $env:USERNAME /add',
          'reversible',
          {
            note: {
              en: 'Members of this group are as good as root on the host.',
              zh: '该组成员在宿主机上等同于 root。',
            },
          },
        ),
      ],
    },
    {
      id: 'pass-the-group-to-the-container',
      title: {
        en: 'In a container or CI agent: give it the group id of the socket',
        zh: '在容器或 CI agent 中：传入套接字的组 id',
      },
      risk: 'reversible',
      steps: [
        advise(
          'Start the container with --group-add and the number that stat -c %g /var/run/docker.sock prints on the host (Compose: group_add). Do not chmod 666 the socket: that makes every local user root.',
          '启动容器时加上 --group-add，其值为宿主机上 stat -c %g /var/run/docker.sock 的输出（Compose 用 group_add）。不要对套接字执行 chmod 666：那等于让所有本地用户成为 root。',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/request.go', symbol: 'doRequest' }],
});

export default socketPermissionDenied;

export const examples: ExamplesOf<typeof socketPermissionDenied> = [
  {
    name: 'docker ps as a user outside the group',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/containers/json": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    verdict: 'confirmed',
  },
  {
    name: 'engine 29 and later, compose build',
    log: `permission denied while trying to connect to the docker API at unix:///var/run/docker.sock
`,
    matches: { host: 'unix:///var/run/docker.sock' },
  },
  {
    name: 'no engine behind the socket',
    log: `Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: false,
    is: 'daemon-unreachable-unix',
  },
  {
    name: 'the socket is still closed to the user',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/containers/json": dial unix /var/run/docker.sock: connect: permission denied
`,
    matches: { host: 'unix:///var/run/docker.sock' },
    world: {
      'engine.reach': {
        endpoint: 'unix:///var/run/docker.sock',
        transport: 'unix',
        from: 'default',
        isReachable: false,
        problem: 'permission',
        socket: { owner: 0, group: 998, mode: 0o660, isInGroup: false },
      },
    },
    speaks: ['for'],
  },
  {
    name: 'an engine that answers proves nothing',
    log: `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.47/containers/json": dial unix /var/run/docker.sock: connect: permission denied
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
];
