import { capture, type CaptureFacts } from '#app/capture.ts';
import { saveCapture } from '#host/files/capture-file.ts';
import { openHost } from '#host/host.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { currentProject, hostFor, isCapture, joined, logsOf } from '../inputs.ts';
import { print } from '../tty/print.ts';

/** Exit code 0 once the file is written: the failure in it is no failure of this command. */
export async function runCapture(invocation: Invocation): Promise<number> {
  const { values, lang, version } = invocation;
  const now = new Date().toISOString();
  const target = String(values['output'] ?? `drydock-${now.slice(0, 19).replace(/\D/g, '')}.drydock`);
  if (!isCapture(target)) {
    throw new UsageError({
      en: `a capture's name ends with .drydock; ${target} does not.`,
      zh: `捕获文件名须以 .drydock 结尾，而 ${target} 不是。`,
    });
  }
  const system = { platform: process.platform, architecture: process.arch, node: process.version };
  const made = await captureOf(invocation, { version, time: now, system });
  await saveCapture(target, made.capture, values['force'] === true);
  await print(made.traced.diagnosis, invocation);
  const { answers, files } = made.capture;
  const seen = answers.filter((answer) => answer.seen.ok).length;
  const text = {
    en: `Written to ${target}: the log as drydock read it, ${seen} answers of the engine, this machine and the project, ${files.length} project files. Secrets of known forms are masked; look through it before you send it.`,
    zh: `已写入 ${target}：drydock 读到的日志、引擎与本机及项目的 ${seen} 条查询结果、${files.length} 个项目文件。已知形式的机密已打码；发送前请自行过目。`,
  };
  process.stderr.write(`drydock: ${text[lang]}\n`);
  return 0;
}

/** Of a log; or, with `--stack` and `--last`, of what the engine has, put together and judged as `diagnose` does. */
async function captureOf(invocation: Invocation, facts: CaptureFacts): ReturnType<typeof capture> {
  if (invocation.values['stack'] === true || invocation.values['last'] === true) {
    const { diagnoseLive, liveHost } = await import('./live.ts');
    const made: Awaited<ReturnType<typeof capture>>[] = [];
    const traced = await diagnoseLive(invocation, liveHost(invocation), async (log, host, provenance) => {
      const one = await capture(log, host, facts, provenance);
      made.push(one);
      return one.traced;
    });
    const [one] = made;
    if (one !== undefined) return { ...one, traced };
  }
  const files = logsOf(invocation);
  const host =
    (await hostFor(invocation, { isLive: true, project: await currentProject() })) ?? openHost({ project: null });
  return capture(joined(files), host, facts);
}
