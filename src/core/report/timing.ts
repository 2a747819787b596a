import type { JobTable } from '../model/memory.ts';
import type { Lang, Text } from '../model/text.ts';
import type { SlowAdvice, StepKind, TimedStep, Timing } from '../model/timing.ts';

const MAX_ROWS = 12;
const MAX_NAME = 56;
const GIB = 2 ** 30;

const KIND_WORDS = {
  run: { en: 'commands', zh: '命令' },
  copy: { en: 'copying', zh: '复制' },
  pull: { en: 'base images', zh: '基础镜像' },
  context: { en: 'build context', zh: '构建上下文' },
  export: { en: 'export', zh: '导出' },
  other: { en: 'other', zh: '其他' },
} as const satisfies Record<StepKind, Text>;

const SURE_WORDS = {
  measured: { en: 'measured', zh: '实测' },
  estimated: { en: 'estimated', zh: '估算' },
  guessed: { en: 'a guess', zh: '推测' },
} as const satisfies Record<SlowAdvice['sure'], Text>;

/** `3.2 s`, `2 min 05 s`. */
export function duration(seconds: number, lang: Lang): string {
  if (seconds < 60) return lang === 'zh' ? `${seconds.toFixed(1)} 秒` : `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const rest = String(Math.round(seconds) % 60).padStart(2, '0');
  return lang === 'zh' ? `${minutes} 分 ${rest} 秒` : `${minutes} min ${rest} s`;
}

/** One line: how long, on what, and what was cached. */
export function timingSummary({ seconds, basis, parts, cached }: Timing, lang: Lang): string {
  const shares = (Object.entries(parts) as [StepKind, number][])
    .filter(([, part]) => part >= 0.1)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, part]) => `${KIND_WORDS[kind][lang]} ${duration(part, lang)}`);
  const about = basis === 'graph' ? (lang === 'zh' ? '约 ' : 'about ') : '';
  const hits =
    cached === 0
      ? []
      : [lang === 'zh' ? `${cached} 步来自缓存` : `${cached} ${cached === 1 ? 'step' : 'steps'} from the cache`];
  const list = [...shares, ...hits];
  if (lang === 'zh') return `${about}${duration(seconds, lang)}：${list.join('、')}。`;
  return `${about}${duration(seconds, lang)}: ${list.join(', ')}`;
}

/** The longest chain, one row a step; the short ones together. */
export function pathRows({ path }: Timing, lang: Lang): readonly string[] {
  const shown = new Set([...path].toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_ROWS));
  const rest = path.filter((step) => !shown.has(step));
  const rows = path.filter((step) => shown.has(step)).map((step) => stepRow(step, lang));
  if (rest.length === 0) return rows;
  const sum = rest.reduce((total, { seconds }) => total + seconds, 0);
  return [
    ...rows,
    `${duration(sum, lang).padStart(12)}  ${lang === 'zh' ? `另外 ${rest.length} 步` : `${rest.length} more`}`,
  ];
}

function stepRow({ name, seconds, stage, platform }: TimedStep, lang: Lang): string {
  const text = name.replace(/\s+/g, ' ');
  const cut = text.length > MAX_NAME ? `${text.slice(0, MAX_NAME - 1)}…` : text;
  const place = [platform, stage].filter((part) => part !== undefined).join(' ');
  return `${duration(seconds, lang).padStart(12)}  ${place === '' ? '' : `[${place}] `}${cut}`;
}

export function savingText({ saves, sure }: SlowAdvice, lang: Lang): string {
  return lang === 'zh'
    ? `可省 ${duration(saves, lang)}（${SURE_WORDS[sure].zh}）`
    : `saves ${duration(saves, lang)} (${SURE_WORDS[sure].en})`;
}

/** Head and rows of the table: jobs, peak, time, for which memory. */
export function jobRows({ rows }: JobTable, lang: Lang): readonly (readonly string[])[] {
  const head =
    lang === 'zh' ? ['并行任务', '内存峰值', '用时', '引擎内存'] : ['jobs', 'peak memory', 'time', 'engine memory'];
  return [
    head,
    ...rows.map(({ jobs, peak, seconds, memory, isMeasured }) => [
      `${jobs}${isMeasured ? ' *' : ''}`,
      `${gib(peak.low)}–${gib(peak.high)} GiB`,
      seconds === undefined ? '?' : range(seconds.low, seconds.high, lang),
      `≥ ${Math.round(memory / GIB)} GiB`,
    ]),
  ];
}

function range(low: number, high: number, lang: Lang): string {
  return high - low < 1 ? duration(high, lang) : `${duration(low, lang)} – ${duration(high, lang)}`;
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(bytes < 10 * GIB ? 1 : 0);
}
