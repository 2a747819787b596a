import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, shell } from '#core/model/steps.ts';

const engineSocketNotMounted = condition({
  id: 'engine-socket-not-mounted',
  stage: 'client',
  title: {
    en: 'A program in a container or build step has no engine to talk to',
    zh: '容器或构建步骤中的程序无法访问引擎',
  },

  signatures: [
    {
      on: 'output',
      says: ['Cannot connect to the Docker daemon at unix:', 'failed to connect to the docker API at unix:'],
      strength: 'states',
      when: (event) => event.kind === 'output' && event.by !== 'unknown',
    },
    {
      on: ['output', 'error'],
      says: ['docker.sock: connect: is a directory', 'docker.sock: connect: not a directory'],
    },
  ],

  headline: () => ({
    en: 'Inside the container there is no engine socket',
    zh: '容器内没有引擎的套接字',
  }),
  why: {
    en: `A docker client ran inside a container or a RUN step, where the socket of the host does not exist unless it
      is mounted; a RUN step can never have it. If the path is a directory, a bind mount created it while the
      engine was down.`,
    zh: `docker 客户端在容器或 RUN 步骤内运行，除非挂载，否则那里没有宿主机的套接字；RUN 步骤永远不会有。
      如果该路径是目录，说明引擎停止时被绑定挂载创建了出来。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'mount-the-socket',
      title: { en: 'Container: mount the socket', zh: '容器：挂载套接字' },
      risk: 'reversible',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'Give the service the socket; it then controls the whole host',
            zh: '把套接字交给该服务；它将能控制整个宿主机',
          },
          { after: '    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock' },
        ),
      ],
    },
    {
      id: 'build-outside',
      title: {
        en: 'RUN step: move the docker call out of the Dockerfile',
        zh: 'RUN 步骤：把 docker 调用移出 Dockerfile',
      },
      risk: 'reversible',
      steps: [
        advise(
          'An image build has no engine: use another stage (COPY --from), or run the docker command before or after the build.',
          '构建镜像时没有引擎：请改用另一个 stage（COPY --from），或在构建前后执行该 docker 命令。',
        ),
      ],
    },
    {
      id: 'remove-directory',
      title: {
        en: 'Socket path is a directory: remove it while the engine is stopped',
        zh: '套接字路径是目录：停止引擎后移除',
      },
      risk: 'disruptive',
      steps: [
        shell(
          'sudo systemctl stop docker docker.socket && sudo rmdir /var/run/docker.sock && sudo systemctl start docker',
          'docker desktop restart',
          'disruptive',
        ),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'client/errors.go', symbol: 'connectionFailed' }],
});

export default engineSocketNotMounted;

export const examples: ExamplesOf<typeof engineSocketNotMounted> = [
  {
    name: 'docker in a RUN step',
    log: `#9 [3/5] RUN docker pull alpine
#9 0.400 Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
#9 ERROR: process "/bin/sh -c docker pull alpine" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c docker pull alpine" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a service without the socket',
    log: `runner-1  | Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
runner-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'on the host',
    log: `Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
`,
    matches: false,
    is: 'daemon-unreachable-unix',
  },
];
