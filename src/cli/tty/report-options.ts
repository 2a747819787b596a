import type { ReportOptions } from '#core/report/report.ts';

import type { Invocation } from '../arguments.ts';
import { terminal } from './say.ts';

const COLUMNS = 80;

/** Colour only on a terminal, and only if nobody objects (NO_COLOR, --no-color, TERM=dumb). */
export function reportOptions(
  { values, lang, version }: Invocation,
  stream: NodeJS.WriteStream | null = terminal(),
): ReportOptions {
  const { NO_COLOR: noColor = '', FORCE_COLOR: forceColor = '', TERM: term = '' } = process.env;
  const wants = stream?.isTTY === true || (forceColor !== '' && forceColor !== '0');
  return {
    lang,
    version,
    color: wants && noColor === '' && values['no-color'] !== true && term !== 'dumb',
    columns: Math.min(COLUMNS, stream?.columns ?? COLUMNS),
    shell: process.platform === 'win32' ? 'powershell' : 'bash',
  };
}
