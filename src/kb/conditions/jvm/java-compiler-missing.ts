import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const javaCompilerMissing = condition({
  id: 'java-compiler-missing',
  stage: 'jvm',
  title: { en: 'There is no Java, or only a runtime without the compiler', zh: '没有 Java，或只有不含编译器的运行时' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'No compiler is provided in this environment',
        'does not provide the required capabilities: [JAVA_COMPILER]',
        'Could not find tools.jar',
      ],
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        "JAVA_HOME is not set and no 'java' command could be found",
        'JAVA_HOME is set to an invalid directory',
        'Java Development Kit (JDK) is missing or not registered in R',

        'Error: JAVA_HOME is not defined correctly',

        'The JAVA_HOME environment variable is not defined correctly',
        'Unable to locate the Java Runtime',
      ],
      when: isOfBuild,
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The image has no Java compiler where the build tool looks',
    zh: '构建工具在镜像中找不到 Java 编译器',
  }),
  why: {
    en: 'An image tagged "jre" can run programs and cannot compile them; an image without Java can do neither. JAVA_HOME may also name a folder of another version.',
    zh: '标签含 “jre” 的镜像只能运行程序，不能编译；没有 Java 的镜像两者都不行。JAVA_HOME 也可能指向另一个版本的目录。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'jdk-in-build-stage',
      title: { en: 'Compile in a stage with a JDK', zh: '在带 JDK 的 stage 中编译' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The final stage can stay on the runtime.', zh: '最终 stage 可以继续使用运行时镜像。' },
          { before: 'FROM eclipse-temurin:17-jre AS build', after: 'FROM eclipse-temurin:17-jdk AS build' },
        ),
        edit(
          'Dockerfile',
          { en: 'Where Java comes from a package.', zh: '如果 Java 来自软件包。' },
          { after: 'RUN apt-get update && apt-get install -y --no-install-recommends default-jdk-headless' },
        ),
      ],
    },
    {
      id: 'mend-java-home',
      title: {
        en: 'Unset JAVA_HOME, or let it name the JDK that is there',
        zh: '取消 JAVA_HOME，或让它指向现有的 JDK',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'See what is there: ls /usr/lib/jvm /opt/java.', zh: '查看现有目录：ls /usr/lib/jvm /opt/java。' },
          { after: 'ENV JAVA_HOME=/opt/java/openjdk' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'apache/maven-compiler-plugin',
      path: 'src/main/java/org/apache/maven/plugin/compiler/AbstractCompilerMojo.java',
    },
    {
      repo: 'gradle/gradle',
      path: 'platforms/jvm/plugins-application/src/main/resources/org/gradle/api/internal/plugins/unixStartScript.txt',
    },
  ],
});

export default javaCompilerMissing;

export const examples: ExamplesOf<typeof javaCompilerMissing> = [
  {
    name: 'a runtime image',
    log: `#8 [4/5] RUN mvn -B package
#8 1.104 [ERROR] COMPILATION ERROR :
#8 1.125 [ERROR] No compiler is provided in this environment. Perhaps you are running on a JRE rather than a JDK?
#8 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'no Java',
    log: `#8 [4/5] RUN ./gradlew build
#8 1.104 ERROR: JAVA_HOME is not set and no 'java' command could be found in your PATH.
#8 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'another version',
    log: `#8 [4/5] RUN mvn -B package
#8 1.104 [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.13.0:compile (default-compile) on project x: Fatal error compiling: error: release version 21 not supported -> [Help 1]
#8 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'jdk-version-mismatch',
  },
];
