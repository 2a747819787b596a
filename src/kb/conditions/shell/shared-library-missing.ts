import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit } from '#core/model/steps.ts';
import { isOfBuild } from '../../shared/build-event.ts';

const sharedLibraryMissing = condition({
  id: 'shared-library-missing',
  stage: 'shell',
  title: { en: 'A program needs a shared library that the image does not have', zh: '程序需要的共享库不在镜像中' },

  signatures: [
    {
      on: 'output',
      says: ': cannot open shared object file: No such file or directory',
      pattern: /(?<library>[\w.+-]{1,80}\.so(?:\.[\w.]{1,20})?): cannot open shared object file: No such file/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Error loading shared library ',
      pattern: /Error loading shared library (?<library>(?!ld-linux)[\w.+-]{1,80}): No such file or directory/,
      when: isOfBuild,
      strength: 'states',
    },
    {
      on: 'output',
      says: 'Host system is missing dependencies to run browsers',
      when: isOfBuild,
      strength: 'states',
    },
  ],
  facts: (group) => ({ library: group('library') }),

  yieldsTo: ['glibc-musl-mismatch', 'prisma-engine-mismatch', 'npm-postinstall-download', 'disk-full-data-root'],
  headline: ({ library }) => ({ en: `The image has no shared library ${library}`, zh: `镜像中没有共享库 ${library}` }),
  why: {
    en: 'The program is there, and the dynamic loader found no file for a library it was linked against. Slim images leave out what a desktop has (libGL, libglib, libSM), and a newer release carries another version of the library (OpenSSL 3 instead of libssl.so.1.1). A development package of the build stage is not in the final stage.',
    zh: '程序本身存在，但动态加载器找不到它所链接的库。slim 镜像不含桌面系统常见的库（libGL、libglib、libSM），较新的发行版提供的是另一个版本（OpenSSL 3 而不是 libssl.so.1.1）。构建 stage 中的开发包也不会出现在最终 stage。',
  },

  retry: 'useless',
  remedies: () => [
    {
      id: 'install-the-library',
      title: { en: 'Install the package that holds the library', zh: '安装提供该库的软件包' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Debian and Ubuntu: often libgl1 and libglib2.0-0 (OpenCV), libgomp1 (LightGBM), libpq5, libssl3, libarchive13; search for the file with apt-file.',
            zh: 'Debian、Ubuntu：常见的有 libgl1 和 libglib2.0-0（OpenCV）、libgomp1（LightGBM）、libpq5、libssl3、libarchive13；可用 apt-file 按文件名查找。',
          },
          {
            after:
              'RUN apt-get update && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && rm -rf /var/lib/apt/lists/*',
          },
        ),
        edit(
          'Dockerfile',
          {
            en: 'Alpine: libstdc++ and libgcc for programs written in C++; gcompat for those built against glibc.',
            zh: 'Alpine：C++ 程序需要 libstdc++ 和 libgcc；针对 glibc 构建的程序需要 gcompat。',
          },
          { after: 'RUN apk add --no-cache libstdc++ libgcc' },
        ),
      ],
    },
    {
      id: 'fit-base-or-program',
      title: { en: 'Take the base image that the program was built for', zh: '换用与该程序匹配的基础镜像' },
      risk: 'read',
      steps: [
        advise(
          'A missing libssl.so.1.1 or libcrypto.so.1.1 means a program built for Debian 11 or Ubuntu 20.04: take a release of it that is linked against OpenSSL 3, or build on the older base. Do not link libssl.so.3 to the old name.',
          '缺少 libssl.so.1.1 或 libcrypto.so.1.1 说明程序是为 Debian 11 或 Ubuntu 20.04 构建的：换用链接 OpenSSL 3 的版本，或使用较旧的基础镜像。不要把 libssl.so.3 链接成旧名字。',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'bminor/glibc', path: 'elf/dl-load.c', symbol: '_dl_map_object' },
    { repo: 'musl', path: 'ldso/dynlink.c', symbol: 'load_deps' },
  ],
});

export default sharedLibraryMissing;

export const examples: ExamplesOf<typeof sharedLibraryMissing> = [
  {
    name: 'OpenCV on a slim image',
    log: `#8 [4/5] RUN python -c "import cv2"
#8 1.104 ImportError: libGL.so.1: cannot open shared object file: No such file or directory
#8 ERROR: process "/bin/sh -c python -c \\"import cv2\\"" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c python -c \\"import cv2\\"" did not complete successfully: exit code: 1
`,
    matches: { library: 'libGL.so.1' },
    verdict: 'confirmed',
  },
  {
    name: 'a program for OpenSSL 1.1',
    log: `#8 [4/5] RUN ./server --version
#8 1.104 ./server: error while loading shared libraries: libssl.so.1.1: cannot open shared object file: No such file or directory
#8 ERROR: process "/bin/sh -c ./server --version" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c ./server --version" did not complete successfully: exit code: 127
`,
    matches: { library: 'libssl.so.1.1' },
  },
  {
    name: 'musl',
    log: `#8 [4/5] RUN node -v
#8 1.104 Error loading shared library libstdc++.so.6: No such file or directory (needed by /usr/local/bin/node)
#8 ERROR: process "/bin/sh -c node -v" did not complete successfully: exit code: 127
------
ERROR: failed to solve: process "/bin/sh -c node -v" did not complete successfully: exit code: 127
`,
    matches: { library: 'libstdc++.so.6' },
  },
  {
    name: 'the library is there and older than needed',
    log: `#8 [4/5] RUN ./server --version
#8 1.104 ./server: /lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.34' not found (required by ./server)
#8 ERROR: process "/bin/sh -c ./server --version" did not complete successfully: exit code: 1
------
ERROR: failed to solve: process "/bin/sh -c ./server --version" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'glibc-musl-mismatch',
  },
];
