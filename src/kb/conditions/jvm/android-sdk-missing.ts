import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit } from '#core/model/steps.ts';

const androidSdkMissing = condition({
  id: 'android-sdk-missing',
  stage: 'jvm',
  title: { en: 'The Android SDK is not in the image', zh: '镜像里没有 Android SDK' },

  signatures: [
    {
      on: 'output',
      says: [
        'SDK location not found. Define location with',
        'SDK location not found. Define a valid SDK location',
        'ANDROID_HOME is not set and',
        'Failed to find target with hash string',
      ],
      strength: 'states',
    },
  ],

  headline: () => ({
    en: 'The Android build finds no SDK, or not the platform it wants',
    zh: 'Android 构建找不到 SDK 或所需的平台',
  }),
  why: {
    en: `The Android plugin of Gradle looks for the SDK in local.properties and in ANDROID_HOME. A plain JDK image has none, and local.properties of a developer machine
      names a path that does not exist in the image.`,
    zh: `Android 的 Gradle 插件从 local.properties 和 ANDROID_HOME 查找 SDK。普通 JDK 镜像里没有；
      开发机的 local.properties 写的路径在镜像里也不存在。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'android-image',
      title: { en: 'Install the command line tools and the platform', zh: '安装命令行工具和所需平台' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Unpack the command line tools to /opt/android/cmdline-tools/latest before.',
            zh: '事先把命令行工具解压到 /opt/android/cmdline-tools/latest。',
          },
          {
            after:
              'ENV ANDROID_HOME=/opt/android PATH=$PATH:/opt/android/cmdline-tools/latest/bin\nRUN yes | sdkmanager --licenses && sdkmanager "platforms;android-35" "build-tools;35.0.0"',
          },
        ),
      ],
    },
    {
      id: 'ignore-local',
      title: { en: 'Keep local.properties out of the context', zh: '不要把 local.properties 带进上下文' },
      risk: 'reversible',
      steps: [edit('.dockerignore', { en: 'Add this line.', zh: '加上这一行。' }, { after: 'local.properties' })],
    },
  ],

  sources: [
    {
      repo: 'aosp-mirror/platform_tools_base',
      path: 'build-system/gradle-core/src/main/java/com/android/build/gradle/internal/SdkLocator.kt',
    },
  ],
});

export default androidSdkMissing;

export const examples: ExamplesOf<typeof androidSdkMissing> = [
  {
    name: 'a plain JDK image',
    log: `#9 [4/6] RUN ./gradlew assembleRelease
#9 0.410 * What went wrong:
#9 0.462 Could not determine the dependencies of task ':app:compileReleaseJavaWithJavac'.
#9 0.514 > SDK location not found. Define a valid SDK location with an ANDROID_HOME environment variable or by setting the sdk.dir path in your project's local properties file at '/app/local.properties'.
#9 ERROR: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the licences were not accepted',
    log: `#9 [4/6] RUN ./gradlew assembleRelease
#9 0.410 > Failed to install the following Android SDK packages as some licences have not been accepted.
#9 0.462      build-tools;35.0.0 Android SDK Build-Tools 35
#9 ERROR: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c ./gradlew assembleRelease" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'android-licenses-not-accepted',
  },
];
