import type { SlowAdvice } from '../../model/timing.ts';
import { jobsAsked, jobTable } from '../jobs.ts';
import type { Build } from './build.ts';
import { short } from './cache-misses.ts';
import { lengthOf, type Node } from './graph.ts';
import { kindOf } from './kind.ts';

/** How much slower the same instruction must be on another processor before emulation is the likely reason. */
const EMULATED = 2.5;
const EMULATED_SECONDS = 10;
const LARGE_CONTEXT = 50e6;
const SLOW_TRANSFER = 2;
const COMPILE_SECONDS = 30;
/** Linking and single large files do not divide. */
const DIVIDES = 0.7;
const HEAVY_SHARE = 0.2;
const HEAVY_SECONDS = 10;

/** The same instruction on several platforms: where one takes much longer, its program runs on an emulated processor. */
export function emulation(build: Build): readonly SlowAdvice[] {
  const slow = new Map<string, Map<string, number>>();
  for (const node of build.nodes) {
    const { event, status } = node.step;
    if (status !== 'done' || event.platform === undefined || event.platform.includes('->')) continue;
    if (kindOf(node.step) !== 'run' || node.seconds < EMULATED_SECONDS) continue;
    const twins = build.nodes.filter(
      ({ step }) =>
        step.status === 'done' &&
        step.event.name === event.name &&
        step.event.stage === event.stage &&
        step.event.index === event.index &&
        step.event.platform !== event.platform,
    );
    const fastest = Math.min(...twins.map(({ seconds }) => seconds));
    if (node.seconds < Math.max(fastest, 0.1) * EMULATED) continue;
    const own = slow.get(event.platform) ?? new Map<string, number>();
    slow.set(event.platform, own.set(node.step.key, fastest));
  }
  return [...slow].map(([platform, steps]) => ({
    reason: 'emulation' as const,
    headline: {
      en: `The steps for ${platform} take several times as long: their programs run on an emulated processor`,
      zh: `${platform} 的步骤慢好几倍：其中的程序运行在模拟的处理器上`,
    },
    todo: {
      en: 'Compile on the builder’s own processor and only for the other one: FROM --platform=$BUILDPLATFORM, and TARGETARCH for the compiler; or build each platform on a machine of its kind.',
      zh: '在构建机自身的处理器上交叉编译：用 FROM --platform=$BUILDPLATFORM，并把 TARGETARCH 交给编译器；或者每个平台用同类机器构建。',
    },
    saves: lengthOf(build.nodes) - lengthOf(build.nodes, steps),
    sure: 'estimated' as const,
  }));
}

export function context(build: Build): readonly SlowAdvice[] {
  return build.nodes.flatMap((node) => {
    if (kindOf(node.step) !== 'context' || node.seconds < SLOW_TRANSFER) return [];
    const transfer = node.step.parts.find(({ name }) => name.startsWith('transferring'));
    const bytes = transfer?.bytes ?? 0;
    if (bytes < LARGE_CONTEXT) return [];
    const size = megabytes(bytes);
    return [
      {
        reason: 'context-too-large' as const,
        headline: {
          en: `${size} were sent to the builder before it could begin`,
          zh: `构建开始前向构建器发送了 ${size}`,
        },
        todo: {
          en: 'List what the Dockerfile does not copy in .dockerignore: .git, node_modules, target, dist, data, and see what is large: du -sh .[!.]* *',
          zh: '把 Dockerfile 用不到的内容写进 .dockerignore：.git、node_modules、target、dist、数据文件等；用 du -sh .[!.]* * 查看哪些最大。',
        },
        saves: lengthOf(build.nodes) - lengthOf(build.nodes, new Map([[node.step.key, 0]])),
        sure: 'estimated' as const,
      },
    ];
  });
}

/** A compile step that uses fewer jobs than the memory and the processors there are allow. */
export function fewJobs(build: Build): readonly SlowAdvice[] {
  const { memory, processors, samples = [] } = build.around;
  if (memory === undefined || processors === undefined) return [];
  return build.nodes.flatMap((node) => {
    const { event, status } = node.step;
    if (status !== 'done' || node.seconds < COMPILE_SECONDS || kindOf(node.step) !== 'run') return [];
    const jobs = jobsAsked(event.name) ?? (isSerial(event.name) ? 1 : undefined);
    const table = jobTable({ samples, memory, processors, step: event.name });
    const fits = table.recommended ?? 1;
    if (jobs === undefined || fits <= jobs) return [];
    const faster = node.seconds * (1 - DIVIDES + (DIVIDES * jobs) / fits);
    return [
      {
        reason: 'too-few-jobs' as const,
        headline: {
          en: `\`${short(event.name)}\` runs ${jobs} ${jobs === 1 ? 'job' : 'jobs'} at once; memory and processors are enough for ${fits}`,
          zh: `\`${short(event.name)}\` 只并行 ${jobs} 个任务；内存和处理器够用 ${fits} 个`,
        },
        todo: { en: `Raise it to ${fits}. ${table.says.en}`, zh: `提高到 ${fits}。${table.says.zh}` },
        instruction: short(event.name),
        saves: lengthOf(build.nodes) - lengthOf(build.nodes, new Map([[node.step.key, faster]])),
        sure: table.basis === 'rule-of-thumb' ? ('guessed' as const) : ('estimated' as const),
      },
    ];
  });
}

export function baseImage(build: Build): readonly SlowAdvice[] {
  return heavy(build, 'pull').map((node) => {
    const bytes = node.step.parts.reduce(
      (sum, { name, bytes: size = 0 }) => sum + (name.includes('sha256:') ? size : 0),
      0,
    );
    const size = bytes > 0 ? ` (${megabytes(bytes)})` : '';
    return {
      reason: 'base-image-pull' as const,
      headline: {
        en: `The base image was fetched${size}: ${short(node.step.event.name)}`,
        zh: `拉取了基础镜像${size}：${short(node.step.event.name)}`,
      },
      todo: {
        en: 'It stays on this machine unless it is pruned. On machines that begin empty (CI), keep it in a registry nearby, or take a smaller variant (-slim, -alpine).',
        zh: '只要不清理，它会留在本机。对每次从空白开始的机器（CI），请放在较近的镜像仓库，或改用更小的变体（-slim、-alpine）。',
      },
      instruction: short(node.step.event.name),
      saves: lengthOf(build.nodes) - lengthOf(build.nodes, new Map([[node.step.key, 0]])),
      sure: 'guessed' as const,
    };
  });
}

export function exporting(build: Build): readonly SlowAdvice[] {
  return heavy(build, 'export').map((node) => {
    const sending = node.step.parts.find(({ name }) => name === 'sending tarball');
    const isLoading = sending !== undefined && (sending.seconds ?? 0) * 2 > node.seconds;
    return {
      reason: 'export' as const,
      headline: isLoading
        ? {
            en: 'The finished image was sent from the builder to the engine as one archive',
            zh: '构建好的镜像以一个归档整体从构建器传到引擎',
          }
        : { en: 'Writing the layers of the image took long', zh: '写出镜像各层用时很长' },
      todo: isLoading
        ? {
            en: 'Build with the engine’s own builder (docker buildx use default), or --push instead of --load where only a registry needs it.',
            zh: '改用引擎自带的构建器（docker buildx use default）；如果只有镜像仓库需要它，用 --push 代替 --load。',
          }
        : {
            en: 'Copy only what runs into a last stage of its own (multi-stage), and remove caches in the step that makes them.',
            zh: '用多阶段构建，只把运行所需的文件复制到最后阶段，并在产生缓存的同一步中删除缓存。',
          },
      saves: (lengthOf(build.nodes) - lengthOf(build.nodes, new Map([[node.step.key, 0]]))) / (isLoading ? 1 : 2),
      sure: 'guessed' as const,
    };
  });
}

function heavy({ path, seconds }: Build, kind: ReturnType<typeof kindOf>): readonly Node[] {
  return path.filter(
    (node) =>
      kindOf(node.step) === kind &&
      node.step.status === 'done' &&
      node.seconds >= HEAVY_SECONDS &&
      node.seconds >= seconds * HEAVY_SHARE,
  );
}

/** `make` without -j and without a variable that may hold one. */
function isSerial(name: string): boolean {
  return /^RUN\s+(?:.{0,200}?&&\s*)?make(?:\s|$)/s.test(name) && !/-j|--jobs|MAKEFLAGS|JOBS|nproc/.test(name);
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
