import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look } from '#core/model/steps.ts';

const gradleDaemonKilled = condition({
  id: 'gradle-daemon-killed',
  stage: 'jvm',
  title: { en: 'The JVM of the build ran out of memory or was killed', zh: '构建所用的 JVM 内存耗尽或被杀死' },

  signatures: [
    {
      on: 'output',
      says: ['Gradle build daemon disappeared unexpectedly', 'Expiring Daemon because JVM heap space is exhausted'],
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: 'java.lang.OutOfMemoryError: ',
      pattern: /java\.lang\.OutOfMemoryError: (?<what>Java heap space|Metaspace|GC overhead limit exceeded)/,
      strength: 'states',
      when: ({ service }) => service === undefined,
    },
  ],
  facts: (group) => ({ what: group('what') }),

  headline: ({ what }) => ({
    en: what === '' ? 'The Gradle daemon was killed, most often for memory' : `The JVM ran out of memory: ${what}`,
    zh: what === '' ? 'Gradle 守护进程被杀死，多半是内存不足' : `JVM 内存耗尽：${what}`,
  }),
  why: {
    en: `"Java heap space" and "Metaspace" are limits of the JVM itself: it needs a larger -Xmx. A daemon that disappears without a word was killed by the kernel:
      there the JVMs took more than the engine has, and a larger heap makes it worse.`,
    zh: `Java heap space 和 Metaspace 是 JVM 自身的上限，需要更大的 -Xmx。守护进程悄无声息地消失则是被内核杀死：
      此时各 JVM 占用超过了引擎的内存，调大堆反而更糟。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'look-at-memory',
      title: { en: 'Compare the limits with the memory of the engine', zh: '把上限与引擎内存比较' },
      risk: 'read',
      steps: [
        look(['docker', 'info', '--format', '{{.MemTotal}}']),
        look(['grep', '-n', 'jvmargs', 'gradle.properties']),
      ],
    },
    {
      id: 'set-limits',
      title: {
        en: 'Set one heap limit, without a daemon and with fewer workers',
        zh: '设定一个堆上限，不用守护进程，减少 worker',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Below three quarters of the memory of the engine.', zh: '低于引擎内存的四分之三。' },
          { after: 'RUN ./gradlew build --no-daemon --max-workers=2 -Dorg.gradle.jvmargs=-Xmx2g' },
        ),
        edit('Dockerfile', { en: 'For Maven.', zh: 'Maven 写法。' }, { after: 'ENV MAVEN_OPTS=-Xmx2g' }),
      ],
    },
  ],

  sources: [
    {
      repo: 'gradle/gradle',
      path: 'platforms/core-runtime/launcher/src/main/java/org/gradle/launcher/daemon/client/DaemonDisappearedException.java',
    },
    { repo: 'openjdk/jdk', path: 'src/hotspot/share/memory/universe.cpp' },
  ],
});

export default gradleDaemonKilled;

export const examples: ExamplesOf<typeof gradleDaemonKilled> = [
  {
    name: 'the daemon is gone',
    log: `#9 [4/6] RUN ./gradlew build
#9 0.410 FAILURE: Build failed with an exception.
#9 0.462
#9 0.514 * What went wrong:
#9 0.566 Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)
#9 ERROR: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew build" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the heap is full',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] java.lang.OutOfMemoryError: Java heap space
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: { what: 'Java heap space' },
  },
  {
    name: 'a thread could not be made',
    log: `#9 [4/6] RUN mvn -B package
#9 0.410 [ERROR] java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached
#9 ERROR: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c mvn -B package" did not complete successfully: exit code: 1
`,
    matches: false,
  },
];
