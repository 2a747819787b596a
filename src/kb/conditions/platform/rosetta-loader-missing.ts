import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const rosettaLoaderMissing = condition({
  id: 'rosetta-loader-missing',
  stage: 'platform',
  title: {
    en: 'An x86-64 program was put into an arm64 image (Apple silicon)',
    zh: 'arm64 镜像中放入了 x86-64 程序（Apple 芯片）',
  },

  signatures: [
    {
      on: ['output', 'error'],
      says: 'rosetta error: ',
      pattern: /rosetta error: (?:failed to open elf at (?<loader>\/[^\s]{1,200})|(?<other>[^\n]{1,200}))/,
      strength: 'states',
    },
    {
      on: ['output', 'error'],
      says: "Could not open '/lib64/ld-linux-x86-64.so.2'",
      pattern: /qemu-x86_64: Could not open '(?<loader>\/lib64\/ld-linux-x86-64\.so\.2)'/,
      strength: 'states',
    },
  ],
  facts: (group) => ({ loader: group('loader') }),

  headline: ({ loader }) => ({
    en: `An x86-64 program runs in an arm64 image${loader === '' ? '' : `: its loader ${loader} is not there`}`,
    zh: `arm64 镜像里运行了 x86-64 程序${loader === '' ? '' : `：缺少它的加载器 ${loader}`}`,
  }),
  why: {
    en: `The image is arm64, as this Mac wants it, but a program in it was downloaded or built for x86-64. Rosetta could translate it,
      but the x86-64 C library it needs is not in the image. The usual end is "Trace/breakpoint trap" (exit code 133).`,
    zh: `镜像是 arm64（与这台 Mac 一致），但其中某个程序是按 x86-64 下载或编译的。Rosetta 可以翻译指令，但镜像里没有它所需的 x86-64 C 库。
      通常以 "Trace/breakpoint trap"（退出码 133）结束。`,
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'see-image-architecture',
      title: { en: 'See the architecture of the image', zh: '查看镜像的架构' },
      risk: 'read',
      steps: [look(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', '<image>'])],
    },
    {
      id: 'fetch-arm64-program',
      title: { en: 'Fetch the program for the platform of the image', zh: '按镜像的平台下载该程序' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Replace amd64 or x86_64 in the download URL by the architecture BuildKit gives.',
            zh: '把下载地址里的 amd64 或 x86_64 换成 BuildKit 提供的架构。',
          },
          {
            after:
              'ARG TARGETARCH\nRUN curl -fsSLo /usr/local/bin/tool https://downloads.example/tool-linux-${TARGETARCH}',
          },
        ),
      ],
    },
    {
      id: 'whole-image-amd64',
      title: {
        en: 'If there is no arm64 program: build the whole image for amd64',
        zh: '如果没有 arm64 版本：整个镜像按 amd64 构建',
      },
      risk: 'reversible',
      steps: [
        run(['docker', 'build', '--platform', 'linux/amd64', '.'], 'reversible'),
        edit(
          'compose.yaml',
          { en: 'Run it for amd64 too.', zh: '运行时也指定 amd64。' },
          { after: 'platform: linux/amd64' },
        ),
      ],
    },
  ],

  sources: [{ repo: 'Apple Rosetta', symbol: 'failed to open elf' }],
});

export default rosettaLoaderMissing;

export const examples: ExamplesOf<typeof rosettaLoaderMissing> = [
  {
    name: 'a downloaded tool',
    log: `#7 [3/4] RUN protoc --version
#7 0.201 rosetta error: failed to open elf at /lib64/ld-linux-x86-64.so.2
#7 0.203  Trace/breakpoint trap
#7 ERROR: process "/bin/sh -c protoc --version" did not complete successfully: exit code: 133
------
ERROR: failed to solve: process "/bin/sh -c protoc --version" did not complete successfully: exit code: 133
`,
    matches: { loader: '/lib64/ld-linux-x86-64.so.2' },
    verdict: 'confirmed',
    remedies: ['see-image-architecture', 'fetch-arm64-program', 'whole-image-amd64'],
  },
  {
    name: 'no emulator at all',
    log: `#7 [3/4] RUN protoc --version
#7 0.201 /bin/sh: 1: protoc: Exec format error
#7 ERROR: process "/bin/sh -c protoc --version" did not complete successfully: exit code: 126
------
ERROR: failed to solve: process "/bin/sh -c protoc --version" did not complete successfully: exit code: 126
`,
    matches: false,
    is: 'exec-format-error-build',
  },
];
