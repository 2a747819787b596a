import type { ExamplesOf, Site } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look } from '#core/model/steps.ts';
import { beforeInstruction, dockerfileRemedy, inInstruction } from '../../shared/instruction-edit.ts';

const nodeHeapOom = condition({
  id: 'node-heap-oom',
  stage: 'node',
  title: { en: 'V8 reached the limit of its heap', zh: 'V8 达到了堆内存上限' },

  signatures: [
    {
      on: ['output', 'error'],
      says: [
        'Reached heap limit Allocation failed',
        'Ineffective mark-compacts near heap limit',
        'CALL_AND_RETRY_LAST Allocation failed',
        'JavaScript heap out of memory',
      ],
      pattern: /FATAL ERROR: |Allocation failed - JavaScript heap out of memory/,
      strength: 'states',
    },
  ],

  headline: () => ({ en: 'Node.js ran into the limit of its own heap', zh: 'Node.js 达到了自身的堆内存上限' }),
  why: {
    en: `V8 stops the process when its heap limit is reached, whether or not the machine has memory left. The limit follows the memory Node.js sees:
      about half of it, at most 2 to 4 GB. "Killed" with exit code 137 is another failure: there the kernel ran out, and a larger heap makes it worse.`,
    zh: `堆达到上限时 V8 会终止进程，不管机器是否还有内存。上限由 Node.js 看到的内存决定：约为一半，最多 2 到 4 GB。
      只输出 Killed、退出码 137 则是另一种失败：那是内核内存耗尽，调大堆反而更糟。`,
  },

  evidence: {
    engine: {
      probe: 'engine.info',
      about: () => ({}),
      confirms: () => false,
      refutes: () => false,
      tells: ({ memory }) => ({
        en: `The engine has ${Math.round(memory / MIB)} MiB of memory.`,
        zh: `引擎有 ${Math.round(memory / MIB)} MiB 内存。`,
      }),
    },
  },

  retry: 'useless',
  remedies: (_facts, { engine }, at) => [
    engine !== undefined && largerHeap(at, engine.memory),
    {
      id: 'look-at-memory',
      title: { en: 'See how much memory the engine has', zh: '查看引擎有多少内存' },
      risk: 'read',
      steps: [look(['docker', 'info', '--format', '{{.MemTotal}}']), look(['docker', 'stats', '--no-stream'])],
    },
    {
      id: 'raise-heap',
      title: {
        en: 'Raise the heap limit, below three quarters of that memory',
        zh: '调高堆上限，但不超过该内存的四分之三',
      },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Only in the build stage, before the build command.', zh: '只在构建阶段、构建命令之前设置。' },
          { after: 'ENV NODE_OPTIONS=--max-old-space-size=4096' },
        ),
      ],
    },
    {
      id: 'use-less',
      title: { en: 'Let the build use less', zh: '让构建占用更少内存' },
      risk: 'reversible',
      steps: [
        edit(
          'Dockerfile',
          { en: 'Source maps and parallel workers cost most.', zh: 'source map 和并行 worker 最耗内存。' },
          { after: 'ENV GENERATE_SOURCEMAP=false' },
        ),
      ],
    },
    {
      id: 'more-desktop-memory',
      title: { en: 'Give the virtual machine more memory', zh: '给虚拟机更多内存' },
      risk: 'disruptive',
      steps: [
        advise(
          'Docker Desktop: Settings → Resources → Memory; with WSL 2 the memory key in .wslconfig.',
          'Docker Desktop：Settings → Resources → Memory；使用 WSL 2 时改 .wslconfig 里的 memory。',
          'desktop',
        ),
      ],
    },
  ],

  sources: [
    { repo: 'nodejs/node', path: 'src/api/environment.cc', symbol: 'OnFatalError' },
    { repo: 'v8/v8', path: 'src/heap/heap.cc' },
  ],
});

const MIB = 2 ** 20;
/** Beside the heap the process needs memory for its code and its buffers, and the engine for itself. */
const SHARE = 0.5;
const MOST = 8192;
const LIMIT = /--max-old-space-size[= ](?<megabytes>\d{1,6})\b/;

/** Twice the limit that is written there, or that of a 64-bit V8; none where the engine has not so much to give. */
function largerHeap(at: Site, memory: number): Remedy | undefined {
  const given = Number(LIMIT.exec(at.instruction ?? '')?.groups?.['megabytes'] ?? 0);
  const most = Math.min(MOST, Math.floor((memory * SHARE) / MIB));
  const megabytes = given === 0 ? Math.min(4096, most) : Math.min(Math.max(2 * given, 2048), most);
  if (megabytes <= given || megabytes < 512) return undefined;
  return dockerfileRemedy(
    'larger-heap-for-the-step',
    { en: `Let the heap grow to ${megabytes} MiB`, zh: `允许堆增长到 ${megabytes} MiB` },
    { en: 'At most half of what the engine has', zh: '不超过引擎内存的一半' },
    given === 0
      ? beforeInstruction(at, [`ENV NODE_OPTIONS=--max-old-space-size=${megabytes}`])
      : inInstruction(at, LIMIT, ([limit]) => limit.replace(String(given), String(megabytes))),
  );
}

export default nodeHeapOom;

export const examples: ExamplesOf<typeof nodeHeapOom> = [
  {
    name: 'a bundler',
    log: `#9 [4/6] RUN npm run build
#9 0.410 <--- Last few GCs --->
#9 0.462 [18:0x5d0f2a0]    45210 ms: Mark-Compact 2046.2 (2083.1) -> 2045.8 (2083.9) MB, 1211.4 / 0.0 ms  (average mu = 0.09) allocation failure
#9 0.514 FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
#9 0.566 Aborted (core dumped)
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 134
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 134
`,
    matches: {},
    verdict: 'confirmed',
  },
  {
    name: 'the kernel killed it',
    log: `#9 [4/6] RUN npm run build
#9 0.410 > vite build
#9 0.462 transforming...
#9 0.514 Killed
#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 137
------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 137
`,
    matches: false,
  },
];
