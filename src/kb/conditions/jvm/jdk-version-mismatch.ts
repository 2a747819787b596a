import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const jdkVersionMismatch = condition({
  id: 'jdk-version-mismatch',
  stage: 'jvm',
  title: {
    en: 'The JDK of the image does not fit the code or the build tool',
    zh: '镜像中的 JDK 与代码或构建工具不匹配',
  },

  signatures: [
    {
      on: 'output',
      says: [
        'error: release version ',
        'invalid target release: ',
        'invalid source release: ',
        'Unsupported class file major version',
      ],
      pattern:
        /(?:release version (?<release>\d{1,3}) not supported|invalid (?:target|source) release: (?<wanted>[\d.]{1,5})|Unsupported class file major version (?<major>\d{2,3}))/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'has been compiled by a more recent version of the Java Runtime',
      pattern: /\(class file version (?<major>\d{2,3})\.\d/,
      strength: 'states',
    },
    {
      on: 'output',
      says: [
        'No matching toolchains found for requested specification',
        'Dependency requires at least JVM runtime version',
        'Cannot find a Java installation on your machine matching',
      ],
      pattern:
        /(?:languageVersion=(?<wanted>\d{1,3})|at least JVM runtime version (?<least>\d{1,3})|Java installation)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['is no longer supported. Use '],
      pattern: /(?:Source|Target) option (?<dropped>[\d.]{1,5}) is no longer supported\. Use/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: [
        'package javax.annotation does not exist',
        'package javax.xml.bind does not exist',
        'java.lang.NoClassDefFoundError: javax/xml/bind',
        'package javax.activation does not exist',
        'ClassNotFoundException: javax.xml.bind',
      ],
      pattern: /(?<removed>javax[./](?:annotation|xml[./]bind|activation))/,
    },
    {
      on: 'output',
      says: [
        "Could not determine java version from '",
        'Gradle requires JVM ',
        'requires Java 8 or later to run',
        'requires Java 11 or later to run',
        'requires Java 17 or later to run',
      ],
      pattern:
        /Could not determine java version from '(?<have>[\w.]{1,20})'|Gradle requires JVM (?<least>\d{1,3})|requires Java (?<wanted>\d{1,3}) or later to run/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'is not in the allowed range ',
      pattern:
        /Detected JDK (?:version|Version:) (?<have>[\w.-]{1,20}).{0,200} is not in the allowed range (?<wanted>[^\s.]{1,20})/,
      strength: 'states',
    },
    { on: ['output', 'error'], says: 'only recognizes class file versions up to ', strength: 'states' },
    { on: ['output', 'error'], says: "does not have member field 'com.sun.tools.javac.tree" },
    { on: ['output', 'error'], says: 'Unrecognized option: --add-', strength: 'states' },
  ],
  facts: (group) => ({
    wanted: group('wanted'),
    release: group('release'),
    removed: group('removed'),
    dropped: group('dropped'),
  }),

  headline: ({ wanted, release, removed, dropped }) => {
    const target = wanted !== '' ? wanted : release;
    return removed !== ''
      ? {
          en: `The code uses ${removed.replaceAll('/', '.')}, which JDK 11 removed`,
          zh: `代码使用了 ${removed.replaceAll('/', '.')}，JDK 11 已将其移除`,
        }
      : dropped !== ''
        ? {
            en: `The build asks for Java ${dropped}, which this JDK no longer compiles for`,
            zh: `构建要求 Java ${dropped}，当前 JDK 已不再支持编译到该版本`,
          }
        : target === ''
          ? {
              en: 'The Java version of the image does not fit the code or the build tool',
              zh: '镜像中的 Java 版本与代码或构建工具不匹配',
            }
          : {
              en: `The build wants Java ${target}, which the JDK of the image does not offer`,
              zh: `构建要求 Java ${target}，而镜像中的 JDK 不提供`,
            };
  },
  why: {
    en: `Compiler setting, class files, build tool and JDK must agree. Either the JDK is older than the release the project targets, or it is newer than
      an old Gradle, plugin or library can read ("Unsupported class file major version": 61 is Java 17, 65 is Java 21).`,
    zh: `编译设置、class 文件、构建工具与 JDK 必须一致。要么 JDK 比项目的目标版本旧；要么 JDK 太新，
      旧的 Gradle、插件或库读不了（Unsupported class file major version：61 是 Java 17，65 是 Java 21）。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-versions',
      title: { en: 'See what is asked for and what is there', zh: '查看要求的版本和实际版本' },
      risk: 'read',
      steps: [
        look([
          'grep',
          '-rnE',
          'maven.compiler|<release>|<source>|languageVersion|sourceCompatibility',
          'pom.xml',
          'build.gradle',
        ]),
        look(['docker', 'run', '--rm', 'eclipse-temurin:21', 'java', '-version'], {
          note: { en: 'Use the image of your FROM line.', zh: '换成你 FROM 行的镜像。' },
        }),
      ],
    },
    {
      id: 'match-image',
      title: { en: 'Take the JDK the project targets', zh: '使用项目目标版本的 JDK' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'The same major version in the build and the final stage.', zh: '构建阶段与最终阶段用同一大版本。' },
          { after: 'FROM eclipse-temurin:21-jdk AS build\n…\nFROM eclipse-temurin:21-jre' },
        ),
      ],
    },
    {
      id: 'raise-tool',
      title: {
        en: 'Or raise Gradle or the plugin that cannot read the newer class files',
        zh: '或升级读不了新 class 文件的 Gradle 或插件',
      },
      risk: 'reversible',
      steps: [run(['./gradlew', 'wrapper', '--gradle-version', '8.14'], 'reversible')],
    },
  ],

  sources: [
    { repo: 'openjdk/jdk', path: 'src/jdk.compiler/share/classes/com/sun/tools/javac/resources/compiler.properties' },
    { repo: 'ow2-asm/asm', path: 'asm/src/main/java/org/objectweb/asm/ClassReader.java' },
    { repo: 'gradle/gradle', path: 'platforms/jvm/toolchains-jvm' },
  ],
});

export default jdkVersionMismatch;

export const examples: ExamplesOf<typeof jdkVersionMismatch> = [
  {
    name: 'the JDK is too old',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile (default-compile) on project shop: Fatal error compiling: error: release version 21 not supported -> [Help 1]
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: { release: '21' },
    verdict: 'confirmed',
  },
  {
    name: 'the runtime image is older than the build image',
    log: `app-1  | Exception in thread "main" java.lang.UnsupportedClassVersionError: com/acme/Main has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0
app-1 exited with code 1
`,
    matches: {},
  },
  {
    name: 'an ordinary compile error',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] COMPILATION ERROR :
#9 0.462 [ERROR] /src/A.java:[3,8] cannot find symbol
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
