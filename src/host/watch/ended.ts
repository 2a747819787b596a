import { constants } from 'node:os';

import type { Text } from '#core/model/text.ts';

/** How a command ended. */
export interface Ended {
  /** Its exit code; 128 and the signal's number where a signal ended it, as a shell says it. */
  readonly code: number;
  /** Somebody asked it to end: Ctrl-C, or a signal sent to us. */
  readonly isInterrupted: boolean;
  /** What of its output could not be seen. */
  readonly limits: readonly Text[];
}

export function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return 128 + (signal === null ? 0 : constants.signals[signal]);
}
