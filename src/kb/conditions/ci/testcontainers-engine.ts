import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const testcontainersEngine = condition({
  id: 'testcontainers-engine',
  stage: 'ci',
  title: { en: 'Testcontainers found no engine it can use', zh: 'Testcontainers 没有找到可用的引擎' },

  signatures: [
    {
      on: ['error', 'output'],
      says: [
        'Could not find a valid Docker environment',
        'Could not find a working container runtime strategy',
        'rootless Docker not found',
      ],
      strength: 'states',
    },
  ],

  yieldsTo: ['api-client-too-old', 'socket-permission-denied'],
  headline: () => ({
    en: 'The tests found no engine',
    zh: '测试没有找到引擎',
  }),
  why: {
    en: `Testcontainers tries the socket, DOCKER_HOST and the known desktop products and reached none. In a RUN step
      there never is an engine; otherwise its socket is missing, closed to this user, or the library is too old
      for the engine.`,
    zh: `Testcontainers 依次尝试套接字、DOCKER_HOST 和已知的桌面产品，都没有连上。
      RUN 步骤中永远没有引擎；其他情况下是套接字不存在、对该用户不可用，或库的版本对引擎来说太旧。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'not-in-the-build',
      title: {
        en: 'In a Dockerfile: do not run these tests in the build',
        zh: '在 Dockerfile 中：构建时不要运行这些测试',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Run them before the build, or against a service', zh: '改在构建之前，或针对某个服务运行' },
          { before: 'RUN mvn verify', after: 'RUN mvn package -DskipTests' },
        ),
      ],
    },
    {
      id: 'look-at-engine',
      title: { en: 'Elsewhere: see whether an engine answers', zh: '其他情况：查看引擎是否响应' },
      risk: 'read',
      steps: [look(['docker', 'version']), look(['docker', 'context', 'ls'])],
    },
    {
      id: 'update-library',
      title: { en: 'Engine 29: update the library', zh: 'Engine 29：升级库' },
      risk: 'reversible',
      steps: [
        edit(
          'src/test/resources/docker-java.properties',
          { en: 'Until the library is updated', zh: '在升级库之前' },
          { after: 'api.version=1.44' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'testcontainers/testcontainers-java',
      path: 'core/src/main/java/org/testcontainers/dockerclient/DockerClientProviderStrategy.java',
    },
  ],
});

export default testcontainersEngine;

export const examples: ExamplesOf<typeof testcontainersEngine> = [
  {
    name: 'tests in a RUN step',
    log: `#9 [3/5] RUN mvn verify
#9 0.400 [ERROR] java.lang.IllegalStateException: Could not find a valid Docker environment. Please see logs and check configuration
#9 ERROR: process "/bin/sh -c mvn verify" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn verify" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'a container did not come up in time',
    log: `#9 [3/5] RUN mvn verify
#9 0.400 org.testcontainers.containers.ContainerLaunchException: Timed out waiting for log output matching
#9 ERROR: process "/bin/sh -c mvn verify" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn verify" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
