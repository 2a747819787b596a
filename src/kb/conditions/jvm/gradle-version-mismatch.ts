import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';
import { isOfStep } from '../../shared/build-event.ts';

const gradleVersionMismatch = condition({
  id: 'gradle-version-mismatch',
  stage: 'jvm',
  title: { en: 'Gradle has another version than the build script needs', zh: 'Gradle 的版本与构建脚本的要求不同' },

  signatures: [
    {
      on: 'output',
      says: [
        'Minimum supported Gradle version is ',
        ' is required. Current version is ',
        'This version of Gradle is not supported',
        'Could not find method implementation() for arguments',
      ],
      pattern:
        /Minimum supported Gradle version is (?<need>[\d.]{1,10})|Gradle (?:version )?(?<wanted>[\d.]{1,10}) (?:or newer )?is required\. Current version is|method (?<method>implementation)\(\)|version of Gradle is not supported/,
      when: isOfStep,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Could not find method compile() for arguments',
      pattern: /method (?<removed>compile)\(\)/,
      when: isOfStep,
      strength: 'states',
    },
  ],
  facts: (group) => ({ need: group('need') || group('wanted'), removed: group('removed') }),

  yieldsTo: ['jdk-version-mismatch'],
  headline: ({ need, removed }) => ({
    en:
      need !== ''
        ? `The build script needs Gradle ${need}`
        : removed === ''
          ? 'The Gradle of the image is too old for the build script'
          : 'The Gradle of the image is too new for the build script',
    zh:
      need !== ''
        ? `构建脚本需要 Gradle ${need}`
        : removed === ''
          ? '镜像中的 Gradle 对构建脚本来说太旧'
          : '镜像中的 Gradle 对构建脚本来说太新',
  }),
  why: {
    en: `A build script and its plugins are written for a range of Gradle versions: implementation() came with 3.4, compile() went with 7. The gradle command of a distribution or of a floating tag is whatever is there today.`,
    zh: `构建脚本及其插件针对一定范围的 Gradle 版本：implementation() 从 3.4 开始提供，compile() 在 7 中删除。发行版自带或浮动标签的 gradle 命令是当前的任意版本。`,
  },

  retry: 'useless',
  remedies: ({ need }) => [
    {
      id: 'use-the-wrapper',
      title: {
        en: 'Use the wrapper of the project, which brings its own version',
        zh: '使用项目的 wrapper，它自带版本',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: `Copy gradlew and the gradle folder${need === '' ? '' : `; gradle wrapper --gradle-version ${need} writes them`}.`,
            zh: `复制 gradlew 和 gradle 目录${need === '' ? '' : `；可用 gradle wrapper --gradle-version ${need} 生成`}。`,
          },
          { before: 'RUN gradle build', after: 'COPY gradlew ./\nCOPY gradle ./gradle\nRUN ./gradlew build' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'gradle/gradle',
      path: 'platforms/documentation/docs/src/docs/userguide/releases/upgrading/upgrading_version_6.adoc',
    },
  ],
});

export default gradleVersionMismatch;

export const examples: ExamplesOf<typeof gradleVersionMismatch> = [
  {
    name: 'asked for by the script',
    log: `#7 [3/5] RUN gradle build
#7 0.200 Gradle version 2.10 is required. Current version is 1.5.
#7 ERROR: process "/bin/sh -c gradle build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gradle build" did not complete successfully: exit code: 1
`,
    matches: { need: '2.10' },
    verdict: 'confirmed',
  },
  {
    name: 'the JDK is the wrong one',
    log: `#7 [3/5] RUN gradle build
#7 0.200 Could not determine java version from '11.0.6'.
#7 ERROR: process "/bin/sh -c gradle build" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gradle build" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'jdk-version-mismatch',
  },
];
