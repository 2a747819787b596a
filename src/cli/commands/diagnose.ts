import { diagnoseLog } from '#app/diagnose.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';
import type { Host } from '#core/model/probe.ts';

import { exitCodeOf } from '../exit-codes.ts';
import { UsageError, type Invocation } from '../arguments.ts';
import { hostFor, isCapture, joined, logsOf } from '../inputs.ts';
import { projectOf } from '../repair/choose.ts';
import { endWith } from '../patience.ts';
import { print } from '../tty/print.ts';
import { upCommand } from './wrapped.ts';

export async function runDiagnose(invocation: Invocation): Promise<number> {
  if (invocation.values['stack'] === true || invocation.values['last'] === true) {
    const { diagnoseLive, liveHost } = await import('./live.ts');
    const host = liveHost(invocation);
    const { diagnosis: live } = await diagnoseLive(invocation, host);
    await print(live, invocation);
    return endWith(await repaired(live, invocation, invocation.values['stack'] === true), host);
  }
  const files = logsOf(invocation);
  if (files.some(isCapture)) return replay(files, invocation);
  const isLive = files.includes('-') || invocation.values['live'] === true;
  const host = await hostFor(invocation, { isLive });
  const { diagnosis } = await diagnoseLog(joined(files), host, undefined, {
    isTimed: invocation.values['slow'] === true,
  });
  await print(diagnosis, invocation);
  return endWith(await repaired(diagnosis, invocation, false), host);
}

/**
 * With `--fix` the failure is repaired. A stack is brought up again to see whether that helped; of a log the command is not
 * known, so that one remedy is applied and the person runs it again.
 */
async function repaired(diagnosis: Diagnosis, invocation: Invocation, isStack: boolean): Promise<number> {
  const { values } = invocation;
  if (values['fix'] !== true || diagnosis.failure === null) return exitCodeOf(diagnosis);
  const [{ repairBroken }, { runAgain }, { openHost }] = await Promise.all([
    import('../repair/session.ts'),
    import('./watch.ts'),
    import('#host/host.ts'),
  ]);
  const project = projectOf(values);
  const isAlone = values['no-engine'] === true;
  const host = (): Host => openHost({ project, engine: isAlone ? null : {}, machine: !isAlone });
  const argv = isStack ? upCommand([]).argv : [];
  const code = await repairBroken(invocation, {
    project,
    argv,
    first: { code: exitCodeOf(diagnosis), diagnosis },
    host,
    again: isStack ? () => runAgain(invocation, { argv, project, host: host(), isAlone }) : null,
  });
  return isStack && code === 0 ? 0 : exitCodeOf(diagnosis);
}

/** A capture holds its own answers and files: nothing here is asked. */
async function replay(files: readonly string[], invocation: Invocation): Promise<number> {
  const [file = '', ...more] = files;
  if (more.length > 0) {
    throw new UsageError({
      en: 'a capture is diagnosed alone: name one .drydock file and nothing else.',
      zh: '捕获文件需单独诊断：只给出一个 .drydock 文件。',
    });
  }
  const { diagnoseCapture } = await import('#app/capture.ts');
  const { openCapture, damagedCapture } = await import('#host/files/capture-file.ts');
  const capture = await openCapture(file);
  const { diagnosis } = await diagnoseCapture(capture).catch((error: unknown) => {
    throw damagedCapture(file, error);
  });
  await print(diagnosis, invocation);
  return exitCodeOf(diagnosis);
}
