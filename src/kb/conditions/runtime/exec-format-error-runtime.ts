import type { AheadExamplesOf, ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { advise, edit, look, run } from '#core/model/steps.ts';
import { cannotRun, tellsArchitecture } from '../../shared/architecture.ts';

const execFormatErrorRuntime = condition({
  id: 'exec-format-error-runtime',
  stage: 'runtime',
  title: {
    en: 'The container runs a file this CPU cannot execute: other architecture, or no shebang',
    zh: '容器运行的文件无法在此 CPU 上执行：架构不同或缺少 shebang',
  },

  signatures: [
    {
      on: 'output',
      says: 'exec format error',
      pattern:
        /(?:^|[ \]])exec:? "?(?<path>\/?[^\s:"]{1,200})"?: exec format error|standard_init_linux\.go:\d{1,4}: exec user process caused:? "?exec format error/,
      strength: 'states',
      when: (event) => event.kind === 'output' && event.by !== 'step' && !event.text.includes('docker-credential-'),
    },
    {
      on: 'output',
      says: 'Exec format error',
      pattern:
        /(?<path>[\w./-]{1,200}): (?:cannot execute(?: binary file)?: |line \d{1,5}: [^\n]{0,200})?Exec format error/,
      when: (event) => event.kind === 'output' && event.by === 'container',
    },
    {
      on: ['output', 'error'],
      says: 'exec container process `',
      pattern: /exec container process `(?<path>[^`\n]{1,200})`: Exec format error/,
      strength: 'states',
      when: ({ step }) => step === undefined,
      unless: [{ says: 'STEP 1/', within: 'log' }],
    },
    {
      on: ['error', 'daemon'],
      says: 'exec format error',
      pattern:
        /exec:? "?(?<path>\/?[^\s:"]{1,200})"?: exec format error|exec user process caused:? "?exec format error/,
      strength: 'states',
      when: (event) =>
        event.kind === 'daemon' || (event.kind === 'error' && event.step === undefined && event.from !== 'build'),
      unless: [{ says: ['docker-credential-', 'error getting credentials'] }],
    },
  ],
  facts: (group, event) => ({ path: group('path'), service: event.service, isForeign: false }),

  yieldsTo: ['entrypoint-crlf', 'rosetta-loader-missing'],
  headline: ({ path, service }) => ({
    en: `${service === undefined ? 'The container' : service} cannot execute ${path === '' ? 'its program' : path} (exec format error)`,
    zh: `${service === undefined ? '容器' : `${service} `}无法执行${path === '' ? '其程序' : ` ${path}`}（exec format error）`,
  }),
  why: {
    en: `The file exists and may be executed, but the kernel does not know its format. A binary is for another CPU than this machine
      (image built on Apple silicon, run on amd64, or the reverse); a script has no #! as its very first two bytes.`,
    zh: `文件存在也有执行权限，但内核不认识它的格式。如果是二进制文件，它属于其他 CPU 架构（例如在 Apple 芯片上构建、在 amd64 上运行，或反过来）；
      如果是脚本，它的最前面两个字节不是 #!。`,
  },

  evidence: {
    architecture: {
      probe: 'engine.architecture',
      about: ({ service }) => (service === undefined ? undefined : { service }),
      confirms: ({ made, engine, emulator }) => made !== engine && emulator !== 'present',
      // An image for this processor can hold one program for another, or a script without #!.
      refutes: () => false,
      tells: tellsArchitecture,
    },
  },

  ahead: {
    asks: ['project.services'],
    further: ({ 'project.services': services = [] }) =>
      services.flatMap(({ image }) =>
        image === undefined ? [] : [{ probe: 'engine.architecture', about: { reference: image } }],
      ),
    finds: ({ 'project.services': services = [] }, answerTo) =>
      services.flatMap(({ name, image, build }) => {
        const found = image === undefined ? undefined : answerTo('engine.architecture', { reference: image });
        if (found === undefined || !cannotRun(found)) return [];
        return [
          {
            facts: { path: '', service: name, isForeign: true },
            // What is built anew can be made for this processor.
            how: build === undefined ? ('certain' as const) : ('likely' as const),
            tells: tellsArchitecture(found),
            at: { key: ['services', name, 'image'] },
            service: name,
          },
        ];
      }),
  },

  retry: 'useless',
  remedies: ({ path, isForeign }, { architecture }) => [
    {
      id: 'binary-or-script',
      title: { en: 'See which of the two it is', zh: '判断是哪一种情况' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', '<image>']),
        look(['docker', 'version', '--format', '{{.Server.Os}}/{{.Server.Arch}}']),
      ],
    },
    isForeign || (architecture !== undefined && cannotRun(architecture)) || /\/(?:ba|da|a)?sh$/.test(path)
      ? undefined
      : {
          id: 'add-shebang',
          title: { en: 'A script: give it a shebang as its first line', zh: '脚本：在第一行加上 shebang' },
          risk: 'reversible',
          steps: [
            edit(
              path === '' ? 'entrypoint.sh' : path.slice(path.lastIndexOf('/') + 1),
              {
                en: 'No blank line and no byte order mark before it; LF line ends.',
                zh: '它之前不能有空行或 BOM；换行符用 LF。',
              },
              { after: '#!/bin/sh' },
            ),
          ],
        },
    {
      id: 'build-for-this-platform',
      title: { en: 'A binary: build or pull the image for this platform', zh: '二进制：为本机平台构建或拉取镜像' },
      risk: 'reversible',
      steps: [
        run(
          ['docker', 'buildx', 'build', '--platform', 'linux/amd64,linux/arm64', '--push', '-t', '<image>', '.'],
          'reversible',
          {
            note: { en: 'Or only the platform of the machine it runs on.', zh: '也可以只构建运行机器的平台。' },
          },
        ),
        advise(
          'A cross-compiled program must be built for the TARGETARCH of the image, not for the machine that builds it.',
          '交叉编译的程序要按镜像的 TARGETARCH 编译，而不是按构建机器。',
        ),
      ],
    },
    {
      id: 'register-emulators',
      title: { en: 'Or run it under emulation', zh: '或者用模拟器运行' },
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
    { repo: 'torvalds/linux', path: 'fs/binfmt_elf.c', symbol: 'elf_check_arch' },
    { repo: 'torvalds/linux', path: 'fs/exec.c', symbol: 'ENOEXEC' },
  ],
});

export default execFormatErrorRuntime;

export const examples: ExamplesOf<typeof execFormatErrorRuntime> = [
  {
    name: 'docker run',
    log: `exec /usr/bin/tool: exec format error
`,
    matches: { path: '/usr/bin/tool' },
    verdict: 'confirmed',
    remedies: ['binary-or-script', 'add-shebang', 'build-for-this-platform', 'register-emulators'],
  },
  {
    name: 'a Compose service',
    log: `Attaching to app-1
app-1  | exec /docker-entrypoint.sh: exec format error
app-1 exited with code 255
`,
    matches: { path: '/docker-entrypoint.sh', service: 'app' },
  },
  {
    name: 'older runc',
    log: `standard_init_linux.go:228: exec user process caused: exec format error
`,
    matches: {},
  },
  {
    name: 'a build step',
    log: `#5 [2/2] RUN ["/usr/bin/tool"]
#5 0.119 exec /usr/bin/tool: exec format error
#5 ERROR: process "/usr/bin/tool" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/usr/bin/tool" did not complete successfully: exit code: 1
`,
    matches: false,
    is: 'exec-format-error-build',
  },
];

export const aheadExamples: AheadExamplesOf<typeof execFormatErrorRuntime> = [
  {
    name: 'the image on this engine is for another processor',
    project: { 'compose.yaml': 'services:\n  app:\n    image: shop:arm\n' },
    details: [
      {
        probe: 'engine.architecture',
        about: { reference: 'shop:arm' },
        answer: { image: 'shop:arm', made: 'arm64', engine: 'amd64', emulator: 'absent' },
      },
    ],
    finds: [{ facts: { path: '', service: 'app' }, how: 'certain', at: 'compose.yaml:3' }],
    remedies: ['binary-or-script', 'build-for-this-platform', 'register-emulators'],
  },
  {
    name: 'with an emulator, and where nobody could look for one',
    project: { 'compose.yaml': 'services:\n  app:\n    image: shop:arm\n  job:\n    image: job:arm\n' },
    details: [
      {
        probe: 'engine.architecture',
        about: { reference: 'shop:arm' },
        answer: { image: 'shop:arm', made: 'arm64', engine: 'amd64', emulator: 'present' },
      },
      {
        probe: 'engine.architecture',
        about: { reference: 'job:arm' },
        answer: { image: 'job:arm', made: 'arm64', engine: 'amd64', emulator: 'unknown' },
      },
    ],
    finds: [],
  },
];
