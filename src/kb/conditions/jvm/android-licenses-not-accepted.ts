import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const androidLicensesNotAccepted = condition({
  id: 'android-licenses-not-accepted',
  stage: 'jvm',
  title: { en: 'The licences of the Android SDK were not accepted', zh: '没有接受 Android SDK 的许可' },

  signatures: [
    {
      on: 'output',
      says: [
        'You have not accepted the license agreements',
        'some licences have not been accepted',
        'licenses have not been accepted',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'Android SDK packages are not installed until their licences are accepted',
    zh: '接受许可之前不会安装 Android SDK 软件包',
  }),
  why: {
    en: `The Gradle plugin would install the missing SDK packages, but may not without accepted licences, and a build cannot ask.`,
    zh: `Gradle 插件本可自动安装缺少的 SDK 包，但没有接受许可就不能装，而构建过程中无法询问。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'accept',
      title: { en: 'Read and accept them while the image is built', zh: '阅读后在构建镜像时接受' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Before gradlew.', zh: '放在 gradlew 之前。' },
          { after: 'RUN yes | sdkmanager --licenses' },
        ),
      ],
    },
  ],

  sources: [
    {
      repo: 'aosp-mirror/platform_tools_base',
      path: 'build-system/gradle-core/src/main/java/com/android/build/gradle/internal/sdk',
    },
  ],
});

export default androidLicensesNotAccepted;

export const examples: ExamplesOf<typeof androidLicensesNotAccepted> = [
  {
    name: 'Gradle',
    log: `#9 [4/6] RUN ./gradlew assembleRelease
#9 0.410 > Failed to install the following Android SDK packages as some licences have not been accepted.
#9 0.462      build-tools;35.0.0 Android SDK Build-Tools 35
#9 ERROR: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'there is no SDK at all',
    log: `#9 [4/6] RUN ./gradlew assembleRelease
#9 0.410 > SDK location not found. Define location with sdk.dir in the local.properties file or with an ANDROID_HOME environment variable.
#9 ERROR: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'android-sdk-missing',
  },
];
