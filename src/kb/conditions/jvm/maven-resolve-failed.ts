import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, shell } from '#core/model/steps.ts';

const mavenResolveFailed = condition({
  id: 'maven-resolve-failed',
  stage: 'jvm',
  title: { en: 'Maven could not resolve a dependency or plugin', zh: 'Maven 无法解析依赖或插件' },

  signatures: [
    {
      on: 'output',
      says: ['Could not find artifact ', 'Could not transfer artifact '],
      pattern:
        /(?:Could not find artifact (?<missing>[\w.-]{1,120}:[\w.:-]{1,160})|Could not transfer artifact (?<artifact>[\w.-]{1,120}:[\w.:-]{1,160}) from\/to [\w.-]{1,60})/,
    },
    {
      on: 'output',
      says: [
        'Could not resolve dependencies for project',
        'or one of its dependencies could not be resolved',
        'Non-resolvable parent POM',
        'Non-resolvable import POM',
      ],
      pattern:
        /(?:Plugin (?<plugin>[\w.:-]{1,160}) or one of its dependencies could not be resolved|Could not resolve dependencies for project|Non-resolvable (?:parent|import) POM)/,
    },
    {
      on: 'output',
      says: ['Blocked mirror for repositories', '501 HTTPS Required', 'reason phrase HTTPS Required', 'HTTPS Required'],
      pattern: /(?<http>Blocked mirror for repositories|HTTPS Required)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'sbt.ResolveException: unresolved dependency',
        'sbt.librarymanagement.ResolveException',
        'module not found: ',
        'Error resolving version for plugin ',
      ],
      pattern:
        /(?:unresolved dependency|^(?:\[warn\] ?)?\s{0,12}module not found): (?<missing>[\w.#;:-]{1,200})|version for plugin '(?<plugin>[^']{1,150})'|Error downloading (?<artifact>[\w.:-]{1,160})/,
    },
  ],
  facts: (group) => ({
    missing: group('missing'),
    artifact: group('artifact'),
    plugin: group('plugin'),
    http: group('http'),
  }),

  yieldsTo: [
    'java-pkix',
    'tls-client-too-old',
    'build-step-dns-failure',
    'build-tls-unknown-ca',
    'proxy-missing-in-build',
    'build-step-network-blocked',
  ],
  headline: ({ missing, artifact, http, plugin }) => {
    const what = [missing, artifact, plugin].find((one) => one !== '') ?? '';
    return http !== ''
      ? {
          en: 'A Maven repository is addressed over plain http, which is refused',
          zh: 'Maven 仓库使用了明文 http，被拒绝',
        }
      : what === ''
        ? { en: 'Maven could not get everything the project depends on', zh: 'Maven 没能取得项目的全部依赖' }
        : { en: `Maven could not get ${what}`, zh: `Maven 无法获取 ${what}` };
  },
  why: {
    en: `Maven asked the configured repositories and one artefact is not there, not readable or not reachable; the words after "from/to" name the real reason.
      A failure is remembered in ~/.m2 and repeated until -U is given. Maven Central and Maven 3.8.1 refuse plain http.`,
    zh: `Maven 访问了所配置的仓库，某个构件不存在、无权读取或无法连接；from/to 之后的文字才是真正原因。
      失败会记在 ~/.m2 里并一直重复，直到加 -U。Maven Central 与 Maven 3.8.1 都拒绝明文 http。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'read-real-reason',
      title: { en: 'See the real reason and the repositories in use', zh: '查看真正原因与所用的仓库' },
      risk: 'read',
      steps: [look(['mvn', '-e', '-U', 'dependency:resolve']), look(['mvn', 'help:effective-pom'])],
    },
    {
      id: 'update-or-correct',
      title: {
        en: 'Ask again without the remembered failure; correct the version or repository if it stays',
        zh: '忽略缓存的失败重新获取；若仍失败，修正版本或仓库',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'A cache mount keeps what was downloaded.', zh: '缓存挂载会保留已下载的内容。' },
          { after: 'RUN --mount=type=cache,target=/root/.m2 mvn -B -U package' },
        ),
        edit(
          'pom.xml',
          { en: 'Repositories over https only.', zh: '仓库只用 https。' },
          { after: '<url>https://repo1.maven.org/maven2</url>' },
        ),
      ],
    },
    {
      id: 'settings-secret',
      title: {
        en: 'For a private repository, mount settings.xml as a secret',
        zh: '私有仓库：把 settings.xml 作为 secret 挂载',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'It does not stay in a layer.', zh: '不会留在镜像层里。' },
          { after: 'RUN --mount=type=secret,id=maven,target=/root/.m2/settings.xml mvn -B package' },
        ),
        shell(
          'docker build --secret id=maven,src="$HOME/.m2/settings.xml" .',
          'docker build --secret "id=maven,src=$env:USERPROFILE\\.m2\\settings.xml" .',
          'reversible',
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'apache/maven',
      path: 'maven-core/src/main/java/org/apache/maven/project/DefaultProjectDependenciesResolver.java',
    },
    {
      repo: 'apache/maven-resolver',
      path: 'maven-resolver-api/src/main/java/org/eclipse/aether/transfer/ArtifactTransferException.java',
    },
  ],
});

export default mavenResolveFailed;

export const examples: ExamplesOf<typeof mavenResolveFailed> = [
  {
    name: 'an artefact that does not exist',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project com.acme:shop:jar:1.0: Could not find artifact com.acme:billing:jar:2.4.1 in central (https://repo.maven.example/maven2) -> [Help 1]
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: { missing: 'com.acme:billing:jar:2.4.1' },
  },
  {
    name: 'plain http',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Non-resolvable import POM: Could not transfer artifact com.acme:bom:pom:1.0 from/to maven-default-http-blocker (http://0.0.0.0/): Blocked mirror for repositories: [acme (http://nexus.corp.example/repo, default, releases)]
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: { http: 'Blocked mirror for repositories' },
  },
  {
    name: 'the code does not compile',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile (default-compile) on project shop: Compilation failure
#9 0.462 [ERROR] /src/A.java:[3,8] error: cannot find symbol
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
