import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const gradleResolveFailed = condition({
  id: 'gradle-resolve-failed',
  stage: 'jvm',
  title: { en: 'Gradle could not resolve a dependency or plugin', zh: 'Gradle 无法解析依赖或插件' },

  signatures: [
    {
      on: 'output',
      says: [
        'Could not resolve all files for configuration',
        'Could not resolve all dependencies for configuration',
        'Could not resolve all artifacts for configuration',
        'Could not resolve all task dependencies for configuration',
      ],
    },
    {
      on: 'output',
      says: '> Could not find ',
      pattern: /> Could not find (?<missing>[\w.-]{1,120}:[\w.:-]{1,160}?)\.?$/,
      strength: 'states',
      also: [{ says: 'What went wrong' }],
    },
    {
      on: 'output',
      says: '> Could not resolve ',
      pattern: /> Could not resolve (?<missing>[\w.-]{1,120}:[\w.:-]{1,160}?)\.?$/,
      also: [{ says: 'What went wrong' }],
    },
    {
      on: 'output',
      says: "> Could not GET '",
      pattern: /> Could not GET '(?<missing>[^']{1,300})'\. Received status code \d{3}/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'was not found in any of the following sources',
      pattern: /Plugin \[id: '(?<missing>[\w.-]{1,120})'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ missing: group('missing') }),

  yieldsTo: [
    'java-pkix',
    'jdk-version-mismatch',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ missing }) => ({
    en: missing === '' ? 'Gradle could not get everything the project depends on' : `Gradle could not get ${missing}`,
    zh: missing === '' ? 'Gradle 没能取得项目的全部依赖' : `Gradle 无法获取 ${missing}`,
  }),
  why: {
    en: `Gradle searched the repositories of the build script and one module is not there or not reachable. jcenter and bintray were shut down,
      so old build scripts that name only them fail everywhere. The lines below "Searched in the following locations" tell which were asked.`,
    zh: `Gradle 查找了构建脚本中的仓库，某个模块不存在或无法连接。jcenter 和 bintray 已经关闭，只写了它们的旧脚本到处都会失败。
      Searched in the following locations 下面列出了查找过的位置。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'see-locations',
      title: { en: 'See where it was searched', zh: '查看查找过的位置' },
      risk: 'read',
      steps: [look(['./gradlew', 'build', '--info', '--refresh-dependencies'])],
    },
    {
      id: 'use-central',
      title: { en: 'Name repositories that still exist', zh: '改用仍然存在的仓库' },
      risk: 'reversible',
      steps: [
        edit(
          'build.gradle',
          { en: 'Replace jcenter() and bintray.', zh: '替换 jcenter() 与 bintray。' },
          { before: 'repositories { jcenter() }', after: 'repositories {\n  mavenCentral()\n  google()\n}' },
        ),
      ],
    },
    {
      id: 'give-credentials',
      title: { en: 'For a private repository, mount the credentials', zh: '私有仓库：挂载凭据' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'As a build secret.', zh: '作为构建 secret。' },
          {
            after:
              'RUN --mount=type=secret,id=gradle,target=/root/.gradle/gradle.properties ./gradlew build --no-daemon',
          },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'gradle/gradle',
      path: 'platforms/software/dependency-management/src/main/java/org/gradle/internal/resolve/ModuleVersionNotFoundException.java',
    },
  ],
});

export default gradleResolveFailed;

export const examples: ExamplesOf<typeof gradleResolveFailed> = [
  {
    name: 'a module that does not exist',
    log: `#9 [4/6] RUN ./gradlew build --no-daemon
#9 0.410 FAILURE: Build failed with an exception.
#9 0.462
#9 0.514 * What went wrong:
#9 0.566 Execution failed for task ':compileJava'.
#9 0.618 > Could not resolve all files for configuration ':compileClasspath'.
#9 0.670    > Could not find com.acme:billing:2.4.1.
#9 0.722      Required by:
#9 0.774          root project :
#9 ERROR: process "/bin/sh -c ./gradlew build --no-daemon" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew build --no-daemon" did not complete successfully: exit code: 1
`,
    matches: { missing: 'com.acme:billing:2.4.1' },
    verdict: 'confirmed',
  },
  {
    name: 'the JDK is what does not fit',
    log: `#9 [4/6] RUN ./gradlew build
#9 0.410 * What went wrong:
#9 0.462 Execution failed for task ':compileJava'.
#9 0.514 > error: release version 21 not supported
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'jdk-version-mismatch',
  },
];
