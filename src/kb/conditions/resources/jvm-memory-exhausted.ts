import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';

const jvmMemoryExhausted = condition({
  id: 'jvm-memory-exhausted',
  stage: 'resources',
  title: { en: 'A Java program has no memory left', zh: 'Java 程序的内存耗尽' },

  signatures: [
    {
      on: 'output',
      says: [
        'There is insufficient memory for the Java Runtime Environment to continue',
        'Could not reserve enough space for ',
      ],
      pattern: /(?<native>insufficient memory for the Java|Could not reserve enough space)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
    {
      on: 'output',
      says: [
        'java.lang.OutOfMemoryError: Java heap space',
        'java.lang.OutOfMemoryError: GC overhead limit exceeded',
        'java.lang.OutOfMemoryError: Metaspace',
        'Terminating due to java.lang.OutOfMemoryError',
      ],
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ isNative: group('native') !== '', service: event.service }),

  yieldsTo: ['container-oom-killed'],
  headline: ({ isNative, service }) => ({
    en: isNative
      ? `The JVM of ${service ?? 'the program'} gets less memory from the machine than it asks for`
      : `The heap of ${service ?? 'the program'} is full`,
    zh: isNative ? `${service ?? '程序'}的 JVM 向机器申请的内存得不到满足` : `${service ?? '程序'}的 Java 堆已满`,
  }),
  why: {
    en: `Two limits: the heap (-Xmx, else a quarter of what the container may use) and what the container or the machine gives. "Insufficient memory" comes from the machine or its virtual machine, "Java heap space" from -Xmx. A program that leaks fills any heap.`,
    zh: `有两个上限：堆（-Xmx，默认是容器可用内存的四分之一）和容器或机器能给的内存。“insufficient memory” 来自机器或虚拟机，“Java heap space” 来自 -Xmx。内存泄漏的程序会占满任何堆。`,
  },

  retry: 'useless',
  remedies: ({ isNative, service }) => [
    {
      id: 'look-at-memory',
      title: { en: 'See what the machine has and the containers use', zh: '查看机器内存与容器用量' },
      risk: 'read',
      steps: [look(['docker', 'stats', '--no-stream']), look(['docker', 'info', '--format', '{{.MemTotal}}'])],
    },
    {
      id: 'fit-heap-and-limit',
      title: { en: 'Make heap and limit fit each other', zh: '让堆和限制相互匹配' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          {
            en: 'The heap about three quarters of the limit; Elasticsearch and Kafka have ES_JAVA_OPTS and KAFKA_HEAP_OPTS.',
            zh: '堆约为限制的四分之三；Elasticsearch 和 Kafka 使用 ES_JAVA_OPTS 与 KAFKA_HEAP_OPTS。',
          },
          { after: 'environment:\n  JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75\nmem_limit: 2g' },
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
    isNative && {
      id: 'more-for-the-machine',
      title: { en: 'Or give the virtual machine more, or stop something', zh: '或给虚拟机更多内存，或停掉一些程序' },
      risk: 'read',
      steps: [
        advise(
          'Docker Desktop: Settings → Resources → Memory; WSL: memory= in .wslconfig. On a small server, add memory or swap.',
          'Docker Desktop：Settings → Resources → Memory；WSL：.wslconfig 中的 memory=。小型服务器则增加内存或 swap。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'openjdk/jdk', path: 'src/hotspot/share/utilities/vmError.cpp' },
    { repo: 'openjdk/jdk', path: 'src/hotspot/share/gc/shared/memAllocator.cpp' },
  ],
});

export default jvmMemoryExhausted;

export const examples: ExamplesOf<typeof jvmMemoryExhausted> = [
  {
    name: 'the machine has not so much',
    log: `es-1  | OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x00000000c5330000, 986513408, 0) failed; error='Not enough space' (errno=12)
es-1  | #
es-1  | # There is insufficient memory for the Java Runtime Environment to continue.
es-1 exited with code 1
`,
    matches: { isNative: true, service: 'es' },
  },
  {
    name: 'the heap is full',
    log: `app-1  | Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
app-1 exited with code 1
`,
    matches: { isNative: false, service: 'app' },
  },
  {
    name: 'Node',
    log: `web-1  | FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
web-1 exited with code 134
`,
    matches: false,
  },
];
