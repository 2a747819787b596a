import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { tellsArchitecture } from '../../shared/architecture.ts';
import { foreignBuilds } from '../../shared/foreign-builds.ts';
import { exampleEngine } from '../../shared/example-world.ts';

/** Of the base image itself. */
const SHELL = /^\/(?:usr\/)?bin\/(?:ba)?sh$/;

const execFormatErrorBuild = condition({
  id: 'exec-format-error-build',
  stage: 'platform',
  title: { en: 'A build step runs a program made for another CPU', zh: '构建步骤运行了其他 CPU 架构的程序' },

  signatures: [
    {
      on: 'output',
      says: ['exec format error', 'Exec format error'],
      pattern:
        /(?:^|[ :/])(?:exec (?<path>\/[^\s:]{1,200}): exec format error|exec container process `(?<crun>[^`\n]{1,200})`: Exec format error|exec user process caused:? "?exec format error|(?<tool>[\w./-]{1,200}): cannot execute(?: binary file)?: Exec format error|fork\/exec (?<forked>\/[^\s:]{1,200}): exec format error|(?:Exec format error|exec format error)(?: \(os error 8\)|: '?[^\n]{1,200})?$)/,
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    {
      on: 'output',
      says: 'exec container process `',
      pattern: /exec container process `(?<crun>[^`\n]{1,200})`: Exec format error/,
      strength: 'states',
      also: [{ says: 'STEP 1/', within: 'log' }],
    },
    {
      on: 'output',
      says: 'Invalid ELF image for this architecture',
      pattern: /(?:qemu[\w-]{0,40}: |emulator: )(?<path>\/[^\s:]{1,200}): Invalid ELF image for this architecture/,
      when: (event) => event.kind === 'output' && event.by === 'step',
    },
    {
      on: 'error',
      says: 'exec format error',
      pattern:
        /(?:exec (?<path>\/[^\s:]{1,200}): exec format error|exec: "?(?<forked>[^\s":]{1,200})"?: exec format error|exec user process caused:? "?exec format error)/,
      when: (event) =>
        event.kind === 'error' && (event.step !== undefined || event.from === 'build' || event.from === 'step'),
    },
  ],
  facts: (group) => ({ path: group('path') || group('crun') || group('tool') || group('forked') }),

  yieldsTo: ['rosetta-loader-missing', 'qemu-segfault', 'credential-helper-not-executable'],
  headline: ({ path }) => ({
    en: `${path === '' ? 'A program in this step' : path} is not for the CPU this step runs on (exec format error)`,
    zh: `${path === '' ? '该步骤中的程序' : `${path} `}不适用于当前步骤的 CPU 架构（exec format error）`,
  }),
  why: {
    en: `The kernel could not recognise the program: the base image or the program copied in is for another architecture and no
      emulator is registered for it. If even /bin/sh fails, it is the base image or --platform; if only one program fails, it is that file.`,
    zh: `内核无法识别该程序：基础镜像或拷入的程序属于其他架构，而且没有注册对应的模拟器。如果连 /bin/sh 都失败，问题在基础镜像或 --platform；
      如果只有某个程序失败，问题就在那个文件。`,
  },

  ahead: {
    asks: ['project.services', 'project.dockerfiles', 'engine.info', 'engine.reach', 'host.binfmt'],
    finds: foreignBuilds,
  },

  evidence: {
    program: {
      probe: 'engine.architecture',
      about: ({ path }) => (path === '' || SHELL.test(path) ? undefined : { program: path }),
      // The kernel has refused a program for another processor: whether it could emulate it needs no looking.
      confirms: ({ made, engine, emulator }) => made !== engine && emulator !== 'present',
      refutes: () => false,
      tells: tellsArchitecture,
    },
  },

  retry: 'useless',
  remedies: ({ path }) => [
    {
      id: 'compare-architectures',
      title: { en: 'Compare the architectures', zh: '比较架构' },
      risk: 'read',
      steps: [
        look(['docker', 'version', '--format', '{{.Server.Os}}/{{.Server.Arch}}']),
        look(['docker', 'buildx', 'inspect']),
        advise(
          'Is DOCKER_DEFAULT_PLATFORM set, is FROM pinned to a platform or a digest of one, does a download URL say amd64 or arm64?',
          '是否设置了 DOCKER_DEFAULT_PLATFORM？FROM 是否固定了平台或某个平台的 digest？下载地址里是否写死了 amd64 或 arm64？',
        ),
      ],
    },
    !SHELL.test(path) && {
      id: 'fetch-for-target',
      title: { en: 'Fetch or build the program for the platform of the image', zh: '按镜像的平台下载或编译该程序' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          {
            en: 'Let BuildKit say the architecture instead of writing it down.',
            zh: '让 BuildKit 提供架构，不要写死。',
          },
          {
            after:
              'ARG TARGETARCH\nRUN curl -fsSLo /usr/local/bin/tool https://downloads.example/tool-linux-${TARGETARCH}',
          },
        ),
      ],
    },
    {
      id: 'build-natively',
      title: { en: "Build for this machine's platform", zh: '按本机平台构建' },
      risk: 'reversible',
      steps: [
        advise(
          'Leave out --platform and unset DOCKER_DEFAULT_PLATFORM, or build on a machine of the target architecture.',
          '去掉 --platform 并取消 DOCKER_DEFAULT_PLATFORM，或在目标架构的机器上构建。',
        ),
      ],
    },
    {
      id: 'register-emulators',
      title: { en: 'Or register emulators for foreign architectures', zh: '或者注册其他架构的模拟器' },
      risk: 'reversible',
      steps: [
        run(['docker', 'run', '--privileged', '--rm', 'tonistiigi/binfmt', '--install', 'all'], 'reversible', {
          note: {
            en: 'Privileged: it changes the kernel of the engine machine until that restarts.',
            zh: '以特权运行：会修改引擎所在机器的内核设置，重启后失效。',
          },
        }),
      ],
    },
  ],

  sources: [
    { repo: 'opencontainers/runc', path: 'libcontainer/system/linux.go', symbol: 'Exec' },
    { repo: 'torvalds/linux', path: 'fs/exec.c', symbol: 'ENOEXEC' },
  ],
});

export default execFormatErrorBuild;

export const examples: ExamplesOf<typeof execFormatErrorBuild> = [
  {
    name: 'the whole image is foreign',
    log: `#5 [linux/arm64 2/3] RUN apk add curl
#5 0.119 exec /bin/sh: exec format error
#5 ERROR: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 255
------
ERROR: failed to build: failed to solve: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 255
`,
    matches: { path: '/bin/sh' },
    remedies: ['compare-architectures', 'build-natively', 'register-emulators'],
  },
  {
    name: 'classic builder, old runc',
    log: `Step 2/3 : RUN make
 ---> Running in 0123456789ab
standard_init_linux.go:228: exec user process caused: exec format error
The command '/bin/sh -c make' returned a non-zero code: 1
`,
    matches: { path: '' },
  },
  {
    name: 'bash says it of one program',
    log: `#7 [3/3] RUN helm version
#7 0.214 /bin/bash: line 1: /usr/local/bin/helm: cannot execute binary file: Exec format error
#7 ERROR: process "/bin/bash -c helm version" did not complete successfully: exit code: 126
------
ERROR: failed to solve: process "/bin/bash -c helm version" did not complete successfully: exit code: 126
`,
    matches: { path: '/usr/local/bin/helm' },
    remedies: ['compare-architectures', 'fetch-for-target', 'build-natively', 'register-emulators'],
  },
  {
    name: 'the project has the program, for arm64',
    log: `#8 [4/4] RUN tool --version
#8 0.142 exec /usr/bin/tool: exec format error
#8 ERROR: process "/bin/sh -c tool --version" did not complete successfully: exit code: 255
------
ERROR: failed to build: failed to solve: process "/bin/sh -c tool --version" did not complete successfully: exit code: 255
`,
    world: { 'engine.architecture': { image: 'bin/tool', made: 'arm64', engine: 'amd64', emulator: 'unknown' } },
    matches: { path: '/usr/bin/tool' },
    verdict: 'confirmed',
    remedies: ['compare-architectures', 'fetch-for-target', 'build-natively', 'register-emulators'],
  },
  {
    name: 'the program is for the processor of the engine: it is damaged, or another one was run',
    log: `#8 [4/4] RUN tool --version
#8 0.142 exec /usr/bin/tool: exec format error
#8 ERROR: process "/bin/sh -c tool --version" did not complete successfully: exit code: 255
------
ERROR: failed to build: failed to solve: process "/bin/sh -c tool --version" did not complete successfully: exit code: 255
`,
    world: { 'engine.architecture': { image: 'bin/tool', made: 'amd64', engine: 'amd64', emulator: 'unknown' } },
    matches: { path: '/usr/bin/tool' },
    verdict: 'suspected',
  },
  {
    name: 'a container, not a build step',
    log: `app-1  | exec /usr/local/bin/entry.sh: exec format error
app-1 exited with code 255
`,
    matches: false,
    is: 'exec-format-error-runtime',
  },
];

export const aheadExamples: AheadExamplesOf<typeof execFormatErrorBuild> = [
  {
    name: 'a RUN for arm64 on amd64 without an emulator',
    project: {
      Dockerfile: 'FROM debian:12\nRUN apt-get update\n',
      'compose.yaml': 'services:\n  app:\n    build: .\n    platform: linux/arm64\n',
    },
    world: {
      'engine.info': exampleEngine({}),
      'engine.reach': { endpoint: '/var/run/docker.sock', transport: 'unix', from: 'default', isReachable: true },
      'host.binfmt': { isMounted: true, handlers: [] },
    },
    finds: [{ how: 'certain', at: 'Dockerfile:2' }],
  },
  {
    name: 'the RUN is on the platform of the builder',
    project: {
      Dockerfile:
        'FROM --platform=$BUILDPLATFORM golang:1.22 AS build\nRUN go build\nFROM debian:12\nCOPY --from=build /app /app\n',
      'compose.yaml': 'services:\n  app:\n    build: .\n    platform: linux/arm64\n',
    },
    world: {
      'engine.info': exampleEngine({}),
      'engine.reach': { endpoint: '/var/run/docker.sock', transport: 'unix', from: 'default', isReachable: true },
      'host.binfmt': { isMounted: true, handlers: [] },
    },
    finds: [],
  },
  {
    name: 'QEMU is registered for it; and i386 runs on amd64 anyway',
    project: {
      Dockerfile: 'FROM debian:12\nRUN apt-get update\n',
      'compose.yaml':
        'services:\n  app:\n    build: .\n    platform: linux/arm64\n  old:\n    build: .\n    platform: linux/386\n',
    },
    world: {
      'engine.info': exampleEngine({}),
      'engine.reach': { endpoint: '/var/run/docker.sock', transport: 'unix', from: 'default', isReachable: true },
      'host.binfmt': {
        isMounted: true,
        handlers: [
          { name: 'qemu-aarch64', isEnabled: true, interpreter: '/usr/bin/qemu-aarch64-static', flags: 'OCF' },
        ],
      },
    },
    finds: [],
  },
];
