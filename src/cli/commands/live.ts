import type { Judge, Traced } from '#app/diagnose.ts';
import type { Text } from '#core/model/text.ts';
import type { Host } from '#core/model/probe.ts';
import { HostError } from '#host/files/host-error.ts';
import { openHost } from '#host/host.ts';

import { UsageError, type Invocation } from '../arguments.ts';
import { patienceFor } from '../patience.ts';

/** Engine, machine and project, whatever is asked of them. */
export function liveHost({ values }: Invocation): Host {
  return openHost({ project: String(values['project'] ?? '.'), machine: true, engine: {}, ...patienceFor(values) });
}

/** `--stack [NAME]` and `--last`: what the engine itself has, where no log is given. */
export async function diagnoseLive({ positionals, values }: Invocation, host: Host, judge?: Judge): Promise<Traced> {
  const isStack = values['stack'] === true;
  if (values['no-engine'] === true || (isStack && values['last'] === true)) throw new UsageError(CONTRADICTION);
  if (positionals.length > (isStack ? 1 : 0)) throw new UsageError(TOO_MANY);
  const answer = isStack
    ? await (
        await import('#app/stack/diagnose-stack.ts')
      ).diagnoseStack(host, positionals[0], judge === undefined ? {} : { judge })
    : await (await import('#app/last-build.ts')).diagnoseLast(host, judge);
  if ('diagnosis' in answer) return answer;
  throw new HostError(answer);
}

const CONTRADICTION: Text = {
  en: '--stack, --last and --no-engine exclude each other.',
  zh: '--stack、--last、--no-engine 不能同时使用。',
};

const TOO_MANY: Text = {
  en: '--stack takes at most one project name, --last takes none; neither takes a log.',
  zh: '--stack 最多带一个项目名，--last 不带参数；两者都不读日志文件。',
};
