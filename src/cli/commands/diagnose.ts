import { diagnoseLog } from '#app/diagnose.ts';

import { exitCodeOf } from '../exit-codes.ts';
import { UsageError, type Invocation } from '../arguments.ts';
import { hostFor, isCapture, joined, logsOf } from '../inputs.ts';
import { print } from '../tty/print.ts';

export async function runDiagnose(invocation: Invocation): Promise<number> {
  if (invocation.values['stack'] === true || invocation.values['last'] === true) {
    const { diagnosis: live } = await (await import('./live.ts')).diagnoseLive(invocation);
    await print(live, invocation);
    return exitCodeOf(live);
  }
  const files = logsOf(invocation);
  if (files.some(isCapture)) return replay(files, invocation);
  const isLive = files.includes('-') || invocation.values['live'] === true;
  const { diagnosis } = await diagnoseLog(joined(files), await hostFor(invocation, { isLive }), undefined, {
    isTimed: invocation.values['slow'] === true,
  });
  await print(diagnosis, invocation);
  return exitCodeOf(diagnosis);
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
