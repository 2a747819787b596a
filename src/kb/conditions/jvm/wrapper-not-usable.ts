import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const wrapperNotUsable = condition({
  id: 'wrapper-not-usable',
  stage: 'jvm',
  title: { en: 'The Maven or Gradle wrapper cannot be run', zh: 'Maven 或 Gradle 的 wrapper 无法运行' },

  signatures: [
    {
      on: 'output',
      says: 'org.gradle.wrapper.GradleWrapperMain',
      pattern:
        /(?:Could not find or load main class|ClassNotFoundException:|NoClassDefFoundError:?) org\.gradle\.wrapper\.GradleWrapperMain/,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'gradle-wrapper.jar',
      pattern: /Unable to access jarfile \S{0,200}gradle-wrapper\.jar/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['cannot read distributionUrl property', 'maven-wrapper.properties: No such file'],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'main class org.apache.maven.wrapper.MavenWrapperMain',
        'ClassNotFoundException: org.apache.maven.wrapper.MavenWrapperMain',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The wrapper script is there, its jar or properties file is not',
    zh: 'wrapper 脚本在，但缺少它的 jar 或 properties 文件',
  }),
  why: {
    en: `The wrapper is a shell script with a jar and a properties file beside it. *.jar and the .mvn directory
      are often kept out by .gitignore or .dockerignore, or only the script was copied.`,
    zh: `wrapper 是一个 shell 脚本，旁边还有 jar 和 properties 文件。*.jar 和 .mvn 目录常被 .gitignore、.dockerignore 排除，
      或者只复制了脚本本身。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-wrapper',
      title: {
        en: 'See mode, line ends and whether all files are committed',
        zh: '查看权限、换行以及文件是否都已提交',
      },
      risk: 'read',
      steps: [
        look(['git', 'ls-files', '--eol', '-s', 'gradlew', 'mvnw', 'gradle/wrapper', '.mvn']),
        look([
          'git',
          'check-ignore',
          '-v',
          'gradle/wrapper/gradle-wrapper.jar',
          '.mvn/wrapper/maven-wrapper.properties',
        ]),
      ],
    },
    {
      id: 'fix-in-git',
      title: { en: 'Set the executable bit and LF in git', zh: '在 git 中设置可执行位与 LF' },
      risk: 'reversible',
      steps: [
        run(['git', 'update-index', '--chmod=+x', 'gradlew'], 'reversible', {
          note: { en: 'Or mvnw.', zh: '或 mvnw。' },
        }),
        edit(
          '.gitattributes',
          { en: 'Then check the files out again.', zh: '之后重新检出。' },
          { after: 'gradlew text eol=lf\nmvnw text eol=lf' },
        ),
      ],
    },
    {
      id: 'fix-in-dockerfile',
      title: { en: 'Or repair it in the Dockerfile', zh: '或在 Dockerfile 中修复' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Copy the wrapper with its directory.', zh: '连同所在目录一起复制。' },
          { after: 'COPY --chmod=755 gradlew ./\nCOPY gradle ./gradle\nRUN sed -i "s/\\r$//" gradlew' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'gradle/gradle',
      path: 'platforms/core-runtime/wrapper-main/src/main/java/org/gradle/wrapper/GradleWrapperMain.java',
    },
    { repo: 'apache/maven-wrapper', path: 'maven-wrapper-distribution/src/resources/mvnw' },
  ],
});

export default wrapperNotUsable;

export const examples: ExamplesOf<typeof wrapperNotUsable> = [
  {
    name: 'the jar was ignored',
    log: `#9 [4/6] RUN ./gradlew build
#9 0.410 Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain
#9 0.462 Caused by: java.lang.ClassNotFoundException: org.gradle.wrapper.GradleWrapperMain
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
`,
    matches: {},
  },
  {
    name: 'the script itself may not be run',
    log: `#9 [4/6] RUN ./gradlew build
#9 0.410 /bin/sh: 1: ./gradlew: Permission denied
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 126
`,
    matches: false,
  },
  {
    name: 'Gradle itself is not installed',
    log: `#9 [4/6] RUN gradle build
#9 0.410 /bin/sh: 1: gradle: not found
#9 ERROR: process "/bin/sh -c gradle build" did not complete successfully: exit code: 127
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gradle build" did not complete successfully: exit code: 127
`,
    matches: false,
  },
];
