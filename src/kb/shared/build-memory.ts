import type { Remedy } from '#core/model/remedy.ts';
import { advise, edit, look, run, shell } from '#core/model/steps.ts';

/** What to do where a build step was killed for memory: look, fewer jobs, one build at a time, more memory. */
export const buildMemoryRemedies: readonly Remedy[] = [
  {
    id: 'look-at-memory',
    title: { en: 'See how much memory the engine has and what it killed', zh: '查看引擎有多少内存、内核杀了谁' },
    risk: 'read',
    steps: [
      look(['docker', 'info', '--format', '{{.NCPU}} CPUs, {{.MemTotal}} bytes of memory']),
      shell(
        "dmesg -T | grep -iE 'out of memory|oom-kill|killed process' | tail",
        "wsl -d docker-desktop dmesg | Select-String 'out of memory|oom-kill|Killed process'",
        'read',
      ),
      look(['docker', 'stats', '--no-stream'], {
        note: { en: 'Running containers share the same memory.', zh: '正在运行的容器占用的是同一份内存。' },
      }),
    ],
  },
  {
    id: 'fewer-jobs',
    title: { en: 'Compile with fewer jobs at once', zh: '减少同时编译的任务数' },
    risk: 'reversible',
    steps: [
      advise(
        'Memory of the engine → jobs: 8 GB → 2, 16 GB → 4, 32 GB → 8. Less than 8 GB → 1.',
        '引擎内存 → 并行任务数：8 GB → 2，16 GB → 4，32 GB → 8；不足 8 GB → 1。',
      ),
      edit(
        'Dockerfile',
        {
          en: 'Before the step, set the number of jobs of the tool in use; replace a fixed -j$(nproc) with -j$JOBS.',
          zh: '在该步骤之前设置所用工具的并行数；把写死的 -j$(nproc) 换成 -j$JOBS。',
        },
        {
          after: `ARG JOBS=2
ENV CARGO_BUILD_JOBS=$JOBS CMAKE_BUILD_PARALLEL_LEVEL=$JOBS MAKEFLAGS=-j$JOBS GOFLAGS=-p=$JOBS NODE_OPTIONS=--max-old-space-size=2048`,
        },
      ),
    ],
  },
  {
    id: 'one-build-at-a-time',
    title: { en: 'Build one service at a time', zh: '一次只构建一个服务' },
    risk: 'reversible',
    steps: [
      run(['docker', 'compose', 'build'], 'reversible', {
        env: { COMPOSE_PARALLEL_LIMIT: '1' },
        note: { en: 'Finished steps come from the cache.', zh: '已完成的步骤会使用缓存。' },
      }),
    ],
  },
  {
    id: 'more-memory',
    title: { en: 'Give the engine more memory or swap', zh: '给引擎更多内存或 swap' },
    risk: 'disruptive',
    steps: [
      advise(
        'Docker Desktop: raise Settings → Resources → Advanced → Memory and Swap; applying it restarts the engine.',
        'Docker Desktop：调大 Settings → Resources → Advanced → Memory 与 Swap；应用时会重启引擎。',
        'desktop',
      ),
      edit(
        '%UserProfile%\\.wslconfig',
        {
          en: 'With WSL 2 the limit is set here; then run wsl --shutdown.',
          zh: '使用 WSL 2 时在这里设置上限，然后执行 wsl --shutdown。',
        },
        { after: '[wsl2]\nmemory=12GB\nswap=8GB', on: 'desktop-windows' },
      ),
      shell(
        'sudo fallocate -l 8G /swapfile && sudo chmod 600 /swapfile && sudo mkswap /swapfile && sudo swapon /swapfile',
        'wsl --shutdown',
        'disruptive',
        { on: 'linux', note: { en: 'Only if no file of that name exists.', zh: '仅在没有同名文件时使用。' } },
      ),
    ],
  },
];
