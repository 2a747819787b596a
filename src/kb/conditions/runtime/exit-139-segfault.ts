import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';

const exit139Segfault = condition({
  id: 'exit-139-segfault',
  stage: 'runtime',
  role: 'generic',
  title: { en: 'A program in the container crashed with a memory fault', zh: '容器里的程序因内存访问错误而崩溃' },

  signatures: [
    {
      on: 'error',
      exitCode: 139,
      strength: 'states',
      when: (event) => event.kind === 'error' && event.from === 'compose' && event.step === undefined,
    },
    { on: 'exit', exitCode: 139, strength: 'states' },
    {
      on: ['error', 'output'],
      says: 'xited (139)',
      pattern: /(?:container (?<container>[\w.-]{1,128}) exited|Exited) \(139\)/,
      strength: 'states',
    },
    {
      on: 'output',
      says: ['Segmentation fault (core dumped)', 'Segmentation fault'],
      pattern: /(?:^|: |\d )Segmentation fault(?: \(core dumped\)|\s|$)/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({ service: event.service ?? group('container') }),

  yieldsTo: ['qemu-segfault'],
  headline: ({ service }) => ({
    en: `${service === '' ? 'A program' : service} crashed with a segmentation fault (139)`,
    zh: `${service === '' ? '程序' : `${service} `}因段错误崩溃（139）`,
  }),
  why: {
    en: `139 is 128 + 11 (SIGSEGV): native code touched memory that is not its own. Common in containers: an image of another CPU under emulation,
      native modules built for glibc in an Alpine image (or the other way round), very old images on a new kernel.`,
    zh: `139 = 128 + 11（SIGSEGV）：原生代码访问了不属于自己的内存。容器中的常见原因：在模拟下运行其他 CPU 的镜像、
      为 glibc 编译的原生模块放进 Alpine（或相反）、很旧的镜像运行在新内核上。`,
  },

  retry: 'unknown',
  remedies: () => [
    {
      id: 'compare-architectures',
      title: { en: 'See whether the image is of the architecture of the engine', zh: '确认镜像与引擎的架构是否一致' },
      risk: 'read',
      steps: [
        look(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', '<image>']),
        look(['docker', 'version', '--format', '{{.Server.Arch}} {{.Server.KernelVersion}}']),
      ],
    },
    {
      id: 'rebuild-native-modules',
      title: { en: 'Build native modules inside the image they run in', zh: '在运行所用的镜像内编译原生模块' },
      risk: 'costly',
      steps: [
        edit(
          '.dockerignore',
          { en: 'Never copy them from the host.', zh: '不要从宿主机复制。' },
          { after: 'node_modules' },
        ),
        run(['docker', 'compose', 'build', '--no-cache', '--pull'], 'costly'),
      ],
    },
  ],

  sources: [{ repo: 'moby/moby', path: 'daemon/monitor.go' }],
});

export default exit139Segfault;

export const examples: ExamplesOf<typeof exit139Segfault> = [
  {
    name: 'bash reports it',
    log: `app-1  | /entrypoint.sh: line 3:     7 Segmentation fault      (core dumped) ./server
app-1 exited with code 139
`,
    matches: { service: 'app' },
  },
  {
    name: 'compose up shows only the exit',
    log: `Attaching to app-1
app-1  | starting
app-1 exited with code 139
`,
    matches: { service: 'app' },
  },
  {
    name: 'killed, not crashed',
    log: ` Container shop-migrate-1  Waiting
service "migrate" didn't complete successfully: exit 137
`,
    matches: false,
    is: 'container-oom-killed',
  },
];
