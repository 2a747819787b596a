import type { Ending } from '../model/incident.ts';
import type { kindOf } from '../model/check.ts';
import type { Retry } from '../model/condition.ts';
import type { Outcome, Verdict } from '../model/diagnosis.ts';
import type { Platform, Risk } from '../model/remedy.ts';
import type { Text } from '../model/text.ts';

/** The reporters' own words. Each table is exhaustive by type. */
export const RISK_WORDS = {
  read: { en: 'only looks', zh: '只查看' },
  reversible: { en: 'can be undone', zh: '可撤销' },
  costly: { en: 'costs cache or time', zh: '会丢缓存或时间' },
  disruptive: { en: 'stops something running', zh: '会中断运行中的服务' },
  destructive: { en: 'DELETES DATA', zh: '会删除数据' },
} as const satisfies Record<Risk, Text>;

export const VERDICT_WORDS = {
  confirmed: { en: 'confirmed', zh: '已证实' },
  suspected: { en: 'suspected', zh: '疑似' },
  refuted: { en: 'refuted', zh: '已排除' },
} as const satisfies Record<Verdict, Text>;

export const RETRY_WORDS = {
  safe: { en: 'Running it again unchanged is safe and may work.', zh: '原样重试是安全的，可能成功。' },
  useless: { en: 'Running it again unchanged will fail the same way.', zh: '原样重试会以同样方式失败。' },
  unknown: { en: 'Whether running it again helps is not known.', zh: '不清楚重试是否有用。' },
} as const satisfies Record<Retry, Text>;

export const PLATFORM_WORDS = {
  linux: { en: 'Linux', zh: 'Linux' },
  desktop: { en: 'Docker Desktop', zh: 'Docker Desktop' },
  'desktop-windows': { en: 'Docker Desktop on Windows', zh: 'Windows 上的 Docker Desktop' },
  'desktop-mac': { en: 'Docker Desktop on macOS', zh: 'macOS 上的 Docker Desktop' },
} as const satisfies Record<Platform, Text>;

export const OUTCOME_WORDS = {
  failed: { en: 'failed', zh: '失败' },
  succeeded: { en: 'No failure in it: the run succeeded.', zh: '没有失败：运行成功。' },
  unknown: { en: 'No failure found in it, and no sign of success either.', zh: '没有发现失败，也没有成功的标志。' },
} as const satisfies Record<Outcome, Text>;

export const WORDS = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  unknownCause: {
    en: 'It failed here; the cause is not one drydock knows',
    zh: '失败位置已找到，但原因不在已知范围内',
  },
  unknownAdvice: {
    en: 'The lines below are the ones that sound like the reason.',
    zh: '下面是最像原因的几行日志。',
  },
  step: { en: 'step', zh: '步骤' },
  stage: { en: 'stage', zh: '阶段' },
  service: { en: 'service', zh: '服务' },
  exitCode: { en: 'exit code', zh: '退出码' },
  log: { en: 'log', zh: '日志' },
  logLine: { en: 'log line', zh: '日志行' },
  why: { en: 'why', zh: '原因' },
  proof: { en: 'proof', zh: '证据' },
  todo: { en: 'what to do', zh: '怎么办' },
  consequences: { en: 'follows from it', zh: '由此引起' },
  alternatives: { en: 'it could also be', zh: '也可能是' },
  because: { en: 'because of', zh: '起因' },
  limits: { en: 'not seen', zh: '未能查看' },
  edit: { en: 'edit', zh: '编辑' },
  loses: { en: 'You lose', zh: '你会失去' },
  before: { en: 'before', zh: '之前' },
  after: { en: 'after', zh: '之后' },
  evidenceFor: { en: 'for', zh: '支持' },
  evidenceAgainst: { en: 'against', zh: '反对' },
  couldNotLook: { en: 'could not look', zh: '无法查看' },
  sources: { en: 'where upstream prints it', zh: '上游出处' },
  retry: { en: 'again?', zh: '重试？' },
  explainMore: { en: 'More on it', zh: '详细说明' },
  reportTitle: { en: 'Incident report', zh: '故障报告' },
  where: { en: 'Where it failed', zh: '失败位置' },
  meaning: { en: 'What it means', zh: '含义' },
  steps: { en: 'Steps', zh: '处理步骤' },
  errorText: { en: 'Error', zh: '错误' },
  cause: { en: 'Cause', zh: '原因' },
  confidence: { en: 'confidence', zh: '可信度' },
  risk: { en: 'risk', zh: '风险' },
  timing: { en: 'where the time went', zh: '时间花在哪里' },
  path: { en: 'the longest chain', zh: '最长的一条链' },
  slow: { en: 'what would make it faster', zh: '怎样更快' },
  jobs: { en: 'jobs and memory', zh: '并行任务与内存' },
  recommended: { en: 'jobs for this engine', zh: '适合这个引擎的并行数' },
  measuredMark: { en: '* measured', zh: '* 实测' },
} as const satisfies Record<string, Text>;

export const KIND_WORDS = {
  certain: { en: 'will fail', zh: '必然失败' },
  likely: { en: 'likely to fail', zh: '很可能失败' },
  note: { en: 'worth knowing', zh: '值得注意' },
} as const satisfies Record<ReturnType<typeof kindOf>, Text>;

export const CHECK_WORDS = {
  title: { en: 'Before it fails', zh: '失败之前' },
  nothing: { en: 'Nothing found that would fail.', zh: '没有发现会失败的地方。' },
} as const satisfies Record<string, Text>;

export const ENDING_WORDS: Readonly<Record<Ending, Text>> = {
  repaired: { en: 'repaired', zh: '已修复' },
  applied: { en: 'applied, not verified', zh: '已执行，尚未验证' },
  'not-begun': { en: 'not repaired yet', zh: '尚未修复' },
  'no-remedy': { en: 'no automatic remedy', zh: '没有可自动执行的修复' },
  'no-progress': { en: 'no remedy helped, all undone', zh: '修复均无效，已全部撤销' },
  'too-many-rounds': { en: 'too many rounds', zh: '轮数过多' },
  'cut-short': { en: 'cut short', zh: '中途中断' },
};

/** Headings of an incident's report, and its events by kind. */
export const INCIDENT_WORDS = {
  incident: { en: 'Incident', zh: '事件' },
  command: { en: 'Command', zh: '命令' },
  outcome: { en: 'Outcome', zh: '结果' },
  rounds: { en: 'Rounds', zh: '轮数' },
  timeline: { en: 'Timeline', zh: '时间线' },
  time: { en: 'time', zh: '时间' },
  event: { en: 'event', zh: '事件' },
  what: { en: 'what', zh: '内容' },
  chain: { en: 'What followed from it', zh: '由此引发' },
  changes: { en: 'What was changed', zh: '修改内容' },
  stays: { en: 'What stays', zh: '保留的修复' },
  nothingStays: { en: 'nothing; all was taken back', zh: '无；已全部撤销' },
  beforeAfter: { en: 'Before and after', zh: '前后对比' },
  freeBytes: { en: 'free on the data root', zh: '数据目录可用空间' },
  availableMemory: { en: 'available memory', zh: '可用内存' },
  prevention: { en: 'How to prevent it', zh: '如何预防' },
  checkFirst: {
    en: 'Run `drydock check` before a start or in CI: it asks the same questions before anything fails.',
    zh: '在启动前或 CI 中运行 `drydock check`：它会在出错之前检查同样的问题。',
  },
  undo: { en: 'To take it back', zh: '撤销方法' },
  failed: { en: 'failed', zh: '失败' },
  planned: { en: 'planned', zh: '计划' },
  refused: { en: 'refused', zh: '未获同意' },
  applied: { en: 'applied', zh: '执行' },
  'failed-to-apply': { en: 'could not be applied', zh: '无法执行' },
  'ran-again': { en: 'ran again', zh: '重新运行' },
  undone: { en: 'undone', zh: '撤销' },
  ended: { en: 'ended', zh: '结束' },
} as const satisfies Readonly<Record<string, Text>>;
