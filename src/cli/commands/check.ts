import { stat } from 'node:fs/promises';

import { checkProject } from '#app/check.ts';
import type { CheckReporter } from '#core/report/report.ts';
import { HostError } from '#host/files/host-error.ts';
import { openHost } from '#host/host.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { exitCodeOfCheck } from '../exit-codes.ts';
import { reportOptions } from '../tty/report-options.ts';
import { say } from '../tty/say.ts';

const REPORTERS: Record<string, () => Promise<CheckReporter>> = {
  text: async () => (await import('#core/report/check-terminal.ts')).terminal,
  json: async () => (await import('#core/report/check-json.ts')).json,
  markdown: async () => (await import('#core/report/check-markdown.ts')).markdown,
};

export async function runCheck(invocation: Invocation): Promise<number> {
  const { positionals, values } = invocation;
  const [project = '.', ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError({
      en: `check takes one folder; these are too many: ${more.join(' ')}.`,
      zh: `check 只接受一个目录，多余的是：${more.join(' ')}。`,
    });
  }
  const isDirectory = await stat(project).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw new HostError({ en: `${project} is not a directory.`, zh: `${project} 不是目录。` });
  const isAlone = values['no-engine'] === true;
  const online = values['online'] === true;
  const check = await checkProject(openHost({ project, engine: isAlone ? null : {}, machine: !isAlone, online }), {
    online,
  });
  if (values['quiet'] !== true) {
    const report = await (REPORTERS[String(values['format'] ?? 'text')] as () => Promise<CheckReporter>)();
    say(report(check, reportOptions(invocation)));
  }
  return exitCodeOfCheck(check, values['strict'] === true);
}
