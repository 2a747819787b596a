import type { Host } from '#core/model/probe.ts';
import type { BuildDetail, BuildRecord } from '#core/model/probes/builds.ts';
import type { Text } from '#core/model/text.ts';

import type { Judge, Traced } from './diagnose.ts';
import { diagnoseStack, diagnosis } from './stack/diagnose-stack.ts';

/** The last failed build that a builder remembers; where none remembers any, the containers of the project; or why neither. */
export async function diagnoseLast(host: Host, judge: Judge = diagnosis): Promise<Traced | Text> {
  const builds = await host.ask('engine.builds', {});
  const newest = builds.ok ? builds.answer[0] : undefined;
  const failed = builds.ok
    ? builds.answer.find(({ status }) => status === 'error' || status === 'canceled')
    : undefined;
  if (failed === undefined) {
    const why = builds.ok ? NONE_FAILED : builds.why;
    const notes = [{ en: `${why.en} Looked at the containers instead.`, zh: `${why.zh}改为查看容器。` }];
    const answer = await diagnoseStack(host, undefined, { notes, judge });
    return 'diagnosis' in answer ? answer : { en: `${why.en} And ${answer.en}`, zh: `${why.zh}另外，${answer.zh}` };
  }
  const { reference, builder } = failed;
  const [detail, log] = await Promise.all([
    host.ask('engine.build', { reference, builder }),
    host.ask('engine.buildLog', { reference, builder }),
  ]);
  const text = `${log.ok ? log.answer.trimEnd() : excerptOf(detail.ok ? detail.answer : null)}\n${endOf(failed)}`;
  const notes = [looked(failed), ...(newest !== failed && newest !== undefined ? [since(newest)] : [])];
  return judge(bytesOf(text), host, { notes, limits: log.ok ? [] : [log.why] });
}

/** The typed error as the client ends a build with it. */
function endOf({ status, error }: BuildRecord): string {
  if (error !== undefined) {
    const code = error.code === '' || error.code === 'Unknown' ? '' : `rpc error: code = ${error.code} desc = `;
    return `ERROR: failed to build: failed to solve: ${code}${error.message}\n`;
  }
  return status === 'canceled' ? 'ERROR: failed to build: failed to solve: Canceled: context canceled\n' : '';
}

/** Of a build whose log is gone the record still has the failed step and its last lines. */
function excerptOf(detail: BuildDetail | null): string {
  const error = detail?.error;
  if (error === undefined) return '';
  return ['------', ` > ${error.step}:`, ...error.logs, '------', error.sources].join('\n');
}

const NONE_FAILED: Text = { en: 'No builder remembers a failed build.', zh: '没有 builder 记得失败的构建。' };

function looked({ name, created, status }: BuildRecord): Text {
  const when = new Date(created).toISOString();
  const word = status === 'canceled' ? { en: 'cancelled', zh: '被取消' } : { en: 'failed', zh: '失败' };
  return {
    en: `Looked at the last ${word.en} build: ${name}, started ${when}.`,
    zh: `查看的是最近一次${word.zh}的构建：${name}，开始于 ${when}。`,
  };
}

function since({ name, status }: BuildRecord): Text {
  return {
    en: `A newer build (${name}) is ${status}.`,
    zh: `之后还有一次构建（${name}）：${status}。`,
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
