import type { Diagnosis } from '#core/model/diagnosis.ts';

import type { Invocation } from '../arguments.ts';
import { reporterFor } from './report-file.ts';
import { reportOptions } from './report-options.ts';
import { say } from './say.ts';

/** Prints a diagnosis in the form asked for, or nothing with `--quiet`. */
export async function print(diagnosis: Diagnosis, invocation: Invocation): Promise<void> {
  if (invocation.values['quiet'] === true) return;
  const report = await reporterFor(invocation.values['format']);
  say(report(diagnosis, reportOptions(invocation)));
}
