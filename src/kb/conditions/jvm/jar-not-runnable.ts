import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const jarNotRunnable = condition({
  id: 'jar-not-runnable',
  stage: 'jvm',
  title: { en: 'java finds no program to run', zh: 'java 找不到可运行的程序' },

  signatures: [
    {
      on: 'output',
      says: [
        'Error: Unable to access jarfile ',
        'no main manifest attribute, in ',
        'Error: Could not find or load main class ',
        'Error: Invalid or corrupt jarfile ',
      ],
      pattern:
        /(?:Unable to access jarfile (?<jar>[^\s]{1,200})|(?<plain>no main manifest attribute), in (?<archive>[^\s]{1,200})|Could not find or load main class (?<main>[^\s]{1,200})|Invalid or corrupt jarfile (?<corrupt>[^\s]{1,200}))/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    name: ['jar', 'archive', 'main', 'corrupt'].map(group).find((one) => one !== '') ?? '',
    isPlain: group('plain') !== '',
    isClass: group('main') !== '',
    service: event.service,
  }),

  headline: ({ name, isPlain, isClass }) => ({
    en: isPlain
      ? `${name} is a plain archive that names no main class`
      : isClass
        ? `The main class ${name} is not on the class path`
        : `${name} is not there, or is no jar`,
    zh: isPlain
      ? `${name} 是普通归档，没有指定主类`
      : isClass
        ? `类路径上没有主类 ${name}`
        : `${name} 不存在，或不是 jar`,
  }),
  why: {
    en: `The start command names a jar by a path from the working directory. A Gradle build makes two (app.jar and app-plain.jar) and COPY target/*.jar may take the wrong one; Spring Boot writes the main class only if its plugin repackages; the file may lie elsewhere in the image, or a volume hides it.`,
    zh: `启动命令按工作目录下的路径指定 jar。Gradle 会生成两个（app.jar 和 app-plain.jar），COPY target/*.jar 可能拿错；Spring Boot 只有在插件 repackage 时才写入主类；文件也可能在镜像的别处，或被卷遮住。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-what-is-there',
      title: { en: 'See what lies in the image', zh: '查看镜像里有什么' },
      risk: 'read',
      steps: [look(inService(service, 'sh', '-c', 'pwd; ls -l . /app'))],
    },
    {
      id: 'copy-the-right-one',
      title: { en: 'Copy the runnable jar under one name', zh: '把可运行的 jar 复制为固定名字' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'With Gradle also: tasks.named("jar") { enabled = false }. With Maven: the spring-boot-maven-plugin with goal repackage.',
            zh: 'Gradle 还要：tasks.named("jar") { enabled = false }；Maven 要使用带 repackage 目标的 spring-boot-maven-plugin。',
          },
          {
            after:
              'COPY --from=build /src/build/libs/app-1.0.jar /app/app.jar\nENTRYPOINT ["java", "-jar", "/app/app.jar"]',
          },
        ),
      ],
    },
  ],

  sources: [{ repo: 'openjdk/jdk', path: 'src/java.base/share/classes/sun/launcher/resources/launcher.properties' }],
});

export default jarNotRunnable;

export const examples: ExamplesOf<typeof jarNotRunnable> = [
  {
    name: 'not there',
    log: `api-1  | Error: Unable to access jarfile app.jar
api-1 exited with code 1
`,
    matches: { name: 'app.jar', service: 'api' },
  },
  {
    name: 'the plain archive',
    log: `api-1  | no main manifest attribute, in /app/app.jar
api-1 exited with code 1
`,
    matches: { isPlain: true, name: '/app/app.jar' },
  },
  {
    name: 'compiled for a newer Java',
    log: `api-1  | Exception in thread "main" java.lang.UnsupportedClassVersionError: com/acme/App has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0
api-1 exited with code 1
`,
    matches: false,
    is: 'jdk-version-mismatch',
  },
];
